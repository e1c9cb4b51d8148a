/**
 * Serves one connection while its lease holds: its documents strictly in order, one at a time.
 *
 * Fresh documents go in small windows: the whole window is recorded as `sending` in one commit, then each is sent in
 * turn, and the outcomes are committed behind the sends. What a crash leaves as `sending` is doubtful, at most one window
 * of it, and a doubtful document is looked for in the accounting system before anything is sent.
 */
import type { Logger } from 'pino'
import { documentOf } from '../payloads.ts'
import { confirmDelivered } from './confirm.ts'
import type { Lease } from './leases.ts'
import { type Failure, asConnectorError, failureOf } from './outcomes.ts'
import {
  type OpenDocument,
  markLeftovers,
  nextDocuments,
  queueFailures,
  releaseUnblocked,
  setQueueState,
} from './queue-queries.ts'
import { type Change, LeaseLost } from './recorder.ts'
import { findParts } from './find-parts.ts'
import { type Part, type SendContext, sendParts } from './send-parts.ts'
import type { OpenConnection } from './sessions.ts'
import type { RunnerParts } from './runner-parts.ts'

const READ_AHEAD = 64
const WINDOW = 8
/** After this long the lease is given back, so that with more connections than a worker's bound each has its turn. */
const TURN_MS = 5_000
const IDLE_DELAY_MS = 2_000

/** Returns for how long nobody needs to look at the connection. */
export async function runConnection(parts: RunnerParts, lease: Lease, open: OpenConnection): Promise<number> {
  const { pool } = parts.platform
  const until = performance.now() + TURN_MS
  await markLeftovers(pool, lease, open.companies)
  await releaseUnblocked(pool, lease, open.companies)
  const delivered = await confirmDelivered(parts, lease, open)
  let failures = await queueFailures(pool, lease)
  let progressed = delivered.settled > 0
  while (!parts.stopping() && performance.now() < until) {
    const { onRefusal } = open.timing
    const documents = await nextDocuments(pool, lease.clientId, open.companies, onRefusal, READ_AHEAD)
    if (documents.length === 0) return progressed && delivered.waiting === 0 ? 0 : IDLE_DELAY_MS
    const queue = await runDocuments(parts, lease, open, documents, failures)
    switch (queue.go) {
      case 'on':
        progressed = true
        if (failures > 0) {
          failures = 0
          await setQueueState(pool, lease, open.connection, { state: 'active', reason: null, failures, delayMs: 0 })
        }
        break
      case 'wait':
        await setQueueState(pool, lease, open.connection, {
          state: 'active',
          reason: null,
          failures: failures + 1,
          delayMs: queue.delayMs,
        })
        return 0
      case 'stop':
        parts.log.warn(
          { clientId: lease.clientId, company: lease.companyIdentifier, reason: queue.reason },
          'a connection was stopped',
        )
        await setQueueState(pool, lease, open.connection, {
          state: 'stopped',
          reason: queue.reason,
          failures: failures + 1,
          delayMs: 0,
        })
        return 0
      default:
        return queue satisfies never
    }
  }
  return 0
}

type Queue = Failure['queue']

async function runDocuments(
  parts: RunnerParts,
  lease: Lease,
  open: OpenConnection,
  documents: OpenDocument[],
  failures: number,
): Promise<Queue> {
  let i = 0
  while (i < documents.length && !parts.stopping()) {
    const document = documents[i]
    if (document === undefined) break
    if (document.blocked) {
      await parts.recorder.write(lease, [holdChange(document)])
      i++
    } else if (isDoubtful(document)) {
      const queue = await runDoubtful(parts, lease, open, document, failures)
      if (queue.go !== 'on') return queue
      i++
      // What was refused may hold later documents of its invoice: read the queue anew.
      return { go: 'on' }
    } else {
      let end = i
      while (end < documents.length && end - i < WINDOW && isFresh(documents[end])) end++
      const window = documents.slice(i, end)
      const { queue, stale } = await runWindow(parts, lease, open, window, failures)
      if (queue.go !== 'on' || stale) return queue
      i = end
    }
  }
  return { go: 'on' }
}

function isDoubtful(document: OpenDocument): boolean {
  return document.status === 'sending' || document.status === 'unknown'
}

function isFresh(document: OpenDocument | undefined): boolean {
  return document !== undefined && !document.blocked && !isDoubtful(document)
}

function holdChange(document: OpenDocument): Change {
  const { kind, seq, identifier } = document
  return {
    kind,
    seq,
    identifier,
    to: 'pending',
    held: true,
    description: 'waits for an earlier document of the same invoice, which failed',
  }
}

/** Sends a window of fresh documents. `stale`: something failed, and the queue must be read anew. */
async function runWindow(
  parts: RunnerParts,
  lease: Lease,
  open: OpenConnection,
  window: OpenDocument[],
  failures: number,
): Promise<{ queue: Queue; stale: boolean }> {
  const { recorder } = parts
  const intents = window.map(
    ({ kind, seq, identifier }): Change => ({ kind, seq, identifier, to: 'sending', intent: true }),
  )
  await recorder.write(lease, intents)
  const writes: Promise<void>[] = []
  try {
    for (const [i, document] of window.entries()) {
      if (parts.stopping()) {
        writes.push(recorder.write(lease, window.slice(i).map(backToPending)))
        return { queue: { go: 'on' }, stale: true }
      }
      const result = await sendOne(parts, lease, open, document, [], failures)
      if ('failure' in result) {
        // What follows in the window never left: back to pending, so that it is not looked for in vain.
        const unsent = window.slice(i + 1).map(backToPending)
        writes.push(recorder.write(lease, [result.failure.change, ...unsent]))
        return { queue: result.failure.queue, stale: true }
      }
      const written = recorder.write(lease, [result.sent])
      // Waited for below; until then its failure must not count as one that nobody listens to.
      written.catch(() => undefined)
      writes.push(written)
    }
    return { queue: { go: 'on' }, stale: false }
  } finally {
    await settleAll(writes)
  }
}

function backToPending({ kind, seq, identifier }: OpenDocument): Change {
  return { kind, seq, identifier, to: 'pending', unsent: true }
}

// Every write is waited for, also when one of them fails: none may be left unobserved.
async function settleAll(writes: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(writes)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** A document that may be in the system: looks, and sends only what is certainly not there. */
async function runDoubtful(
  parts: RunnerParts,
  lease: Lease,
  open: OpenConnection,
  document: OpenDocument,
  failures: number,
): Promise<Queue> {
  const { recorder, platform } = parts
  const { kind, seq, identifier } = document
  try {
    const planned = await open.session.plan(documentOf(kind, document.payload))
    const found = await findParts({ platform, lease, open, document }, planned)
    if (found.every((part) => part.found)) {
      await recorder.write(lease, [sentChange(document, found, open)])
      return { go: 'on' }
    }
    const settled = document.sinceIntentMs === null || document.sinceIntentMs >= open.timing.settleMs
    if (!settled) {
      const delayMs = Math.max(50, open.timing.settleMs - (document.sinceIntentMs ?? 0))
      await recorder.write(lease, [
        {
          kind,
          seq,
          identifier,
          to: 'unknown',
          description: 'It is not known whether the accounting system has it; it is being looked for.',
        },
      ])
      return { go: 'wait', delayMs: Math.min(delayMs, lookAgainMs(failures)) }
    }
    await recorder.write(lease, [{ kind, seq, identifier, to: 'sending', intent: true }])
    const result = await sendOne(parts, lease, open, document, found, failures)
    await recorder.write(lease, ['sent' in result ? result.sent : result.failure.change])
    return 'sent' in result ? { go: 'on' } : result.failure.queue
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    // A look that fails sends nothing, so it counts no try of the document's; the failures in a row say how long it lasts.
    const attempts = Math.max(document.attempts, failures)
    const context = { document, doubtful: true, attempts, failures, timing: open.timing }
    const failure = failureOf(asConnectorError(error, false), context)
    logFailure(parts.log, lease, document, error)
    await recorder.write(lease, [failure.change])
    return failure.queue
  }
}

/** A found document settles the matter early; so the first looks come soon, later ones at leisure. */
function lookAgainMs(failures: number): number {
  return Math.min(30_000, 250 * 2 ** Math.min(failures, 10))
}

type OneResult = { sent: Change } | { failure: Failure }

/** Plans and sends what is missing of one document whose intent is recorded. Throws LeaseLost only. */
async function sendOne(
  parts: RunnerParts,
  lease: Lease,
  open: OpenConnection,
  document: OpenDocument,
  known: Part[],
  failures: number,
): Promise<OneResult> {
  const context: SendContext = { lease, open, metrics: parts.platform.metrics, kind: document.kind }
  const progress: { parts: Part[]; sending: boolean } = { parts: known, sending: false }
  try {
    if (known.length === 0) {
      const planned = await open.session.plan(documentOf(document.kind, document.payload))
      progress.parts = planned.map((part) => ({ planned: part, found: undefined }))
    }
    await sendParts(context, progress)
    return { sent: sentChange(document, progress.parts, open) }
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    logFailure(parts.log, lease, document, error)
    const doubtful = progress.parts.some((part) => part.found !== undefined)
    const connectorError = asConnectorError(error, progress.sending)
    parts.platform.metrics.syncOutcomes.inc({
      system: open.connector.system,
      kind: document.kind,
      outcome: connectorError.kind,
    })
    return {
      failure: failureOf(connectorError, {
        document,
        doubtful,
        maybeStored: doubtful || connectorError.kind === 'ambiguous' || connectorError.maybeStored,
        attempts: document.attempts + 1,
        failures,
        timing: open.timing,
      }),
    }
  }
}

function sentChange(document: OpenDocument, parts: Part[], open: OpenConnection): Change {
  const { kind, seq, identifier } = document
  const remoteIds = parts.flatMap((part) => (part.found ? [part.found.remoteId] : []))
  const waits = parts.some((part) => part.found?.awaitsConfirmation)
  if (waits) {
    return {
      kind,
      seq,
      identifier,
      to: 'delivered',
      remoteIds,
      description: `delivered to ${open.connector.title}, which has not confirmed it yet`,
    }
  }
  const documentStatus = parts[0]?.found?.status ?? 'Approved'
  return { kind, seq, identifier, to: 'synced', remoteIds, documentStatus, eventData: { remoteIds, documentStatus } }
}

function logFailure(log: Logger, lease: Lease, document: OpenDocument, error: unknown): void {
  const at = {
    clientId: lease.clientId,
    company: lease.companyIdentifier,
    kind: document.kind,
    identifier: document.identifier,
  }
  log.warn({ ...at, err: error }, 'a document could not be sent')
}
