/**
 * One turn of a connection whose lease holds: its documents strictly in order, one at a time.
 *
 * Fresh documents go in small windows: the whole window is recorded as `sending` in one commit, then each is sent in
 * turn, and the outcomes are committed behind the sends. A crash leaves at most one window as `sending`; such a document
 * is doubtful, and it is searched for in the accounting system before anything is sent.
 */
import { documentOf } from '../payloads.ts'
import { confirmDelivered } from './confirm.ts'
import { findParts } from './find-parts.ts'
import type { Lease } from './leases.ts'
import { type Failure, type NextStep, asConnectorError, failureOf } from './outcomes.ts'
import {
  type OpenDocument,
  markLeftovers,
  nextDocuments,
  queueFailures,
  releaseUnblocked,
  setQueueState,
} from './queue-queries.ts'
import { type Change, LeaseLost } from './recorder.ts'
import type { RunnerParts } from './runner-parts.ts'
import { type Part, type SendContext, sendParts } from './send-parts.ts'
import type { OpenConnection } from './sessions.ts'

const READ_AHEAD = 64
const WINDOW = 8
/** After this long the lease is given back, so that with more connections than a worker's bound each has its turn. */
const TURN_MS = 5_000
const IDLE_DELAY_MS = 2_000
const LOOK_AGAIN_MS_MIN = 50

type Sent = { sent: Change } | { failure: Failure }

export class ConnectionRun {
  readonly #parts: RunnerParts
  readonly #lease: Lease
  readonly #open: OpenConnection
  /** Failures in a row, of this turn and of those before. */
  #failures = 0

  constructor(parts: RunnerParts, lease: Lease, open: OpenConnection) {
    this.#parts = parts
    this.#lease = lease
    this.#open = open
  }

  /** @returns the delay before the next look at the connection, ms */
  async run(): Promise<number> {
    const { pool } = this.#parts.platform
    const { companies, timing } = this.#open
    const until = performance.now() + TURN_MS
    await markLeftovers(pool, this.#lease, companies)
    await releaseUnblocked(pool, this.#lease, companies)
    const delivered = await confirmDelivered(this.#parts, this.#lease, this.#open)
    this.#failures = await queueFailures(pool, this.#lease)
    let progressed = delivered.settled > 0
    while (!this.#parts.stopping() && performance.now() < until) {
      const documents = await nextDocuments(pool, this.#lease.clientId, companies, timing.onRefusal, READ_AHEAD)
      if (documents.length === 0) return progressed && delivered.waiting === 0 ? 0 : IDLE_DELAY_MS
      const next = await this.#takeDocuments(documents)
      if (!(await this.#goOn(next))) return 0
      progressed = true
    }
    return 0
  }

  /** Writes down how the queue goes on. @returns whether this turn goes on */
  async #goOn(next: NextStep): Promise<boolean> {
    switch (next.go) {
      case 'on':
        if (this.#failures === 0) return true
        this.#failures = 0
        await this.#setState('active', null, 0)
        return true
      case 'wait':
        this.#failures += 1
        await this.#setState('active', null, next.delayMs)
        return false
      case 'stop': {
        const { clientId, companyIdentifier: company } = this.#lease
        this.#parts.log.warn({ clientId, company, reason: next.reason }, 'a connection was stopped')
        this.#failures += 1
        await this.#setState('stopped', next.reason, 0)
        return false
      }
      default:
        return next satisfies never
    }
  }

  async #setState(state: 'active' | 'stopped', reason: string | null, delayMs: number): Promise<void> {
    const { pool } = this.#parts.platform
    const failures = this.#failures
    await setQueueState(pool, this.#lease, this.#open.connection, { state, reason, failures, delayMs })
  }

  /** Takes documents in order until one fails, is refused, or may have been sent before. */
  async #takeDocuments(documents: readonly OpenDocument[]): Promise<NextStep> {
    let i = 0
    while (i < documents.length && !this.#parts.stopping()) {
      const document = documents[i]
      if (document === undefined) break
      if (document.blocked) {
        await this.#record([holdChange(document)])
        i++
      } else if (isDoubtful(document)) {
        // A refusal may hold later documents of the same invoice: the queue is read again afterwards.
        return this.#resolveDoubtful(document)
      } else {
        const window = freshWindow(documents, i)
        const { next, stale } = await this.#sendWindow(window)
        if (next.go !== 'on' || stale) return next
        i += window.length
      }
    }
    return { go: 'on' }
  }

  /** Sends a window of fresh documents. `stale`: something failed, and the queue must be read again. */
  async #sendWindow(window: readonly OpenDocument[]): Promise<{ next: NextStep; stale: boolean }> {
    await this.#record(window.map(intentOf))
    const writes: Promise<void>[] = []
    try {
      for (const [i, document] of window.entries()) {
        if (this.#parts.stopping()) {
          writes.push(this.#record(window.slice(i).map(backToPending)))
          return { next: { go: 'on' }, stale: true }
        }
        const result = await this.#sendOne(document, [])
        if ('failure' in result) {
          // The documents behind it never left: back to pending, so that nobody looks for them in vain.
          const unsent = window.slice(i + 1).map(backToPending)
          writes.push(this.#record([result.failure.change, ...unsent]))
          return { next: result.failure.next, stale: true }
        }
        const written = this.#record([result.sent])
        // Waited for below; until then its failure must not count as one that nobody listens to.
        written.catch(() => undefined)
        writes.push(written)
      }
      return { next: { go: 'on' }, stale: false }
    } finally {
      await allWritten(writes)
    }
  }

  /** A document that may be in the system: looks for it, and sends only what is certainly not there. */
  async #resolveDoubtful(document: OpenDocument): Promise<NextStep> {
    const { platform, log } = this.#parts
    const { timing, session } = this.#open
    try {
      const planned = await session.plan(documentOf(this.#lease.clientId, document))
      const found = await findParts({ platform, lease: this.#lease, open: this.#open, document }, planned)
      if (found.every((part) => part.found)) {
        await this.#record([sentChange(document, found, this.#open)])
        return { go: 'on' }
      }
      const { sinceIntentMs } = document
      if (sinceIntentMs !== null && sinceIntentMs < timing.settleMs) {
        await this.#record([unknownChange(document)])
        const graceMs = Math.max(LOOK_AGAIN_MS_MIN, timing.settleMs - sinceIntentMs)
        return { go: 'wait', delayMs: Math.min(graceMs, lookAgainMs(this.#failures)) }
      }
      await this.#record([intentOf(document)])
      const result = await this.#sendOne(document, found)
      await this.#record(['sent' in result ? result.sent : result.failure.change])
      return 'sent' in result ? { go: 'on' } : result.failure.next
    } catch (error) {
      if (error instanceof LeaseLost) throw error
      logFailure(log, this.#lease, document, error)
      // A look that fails sends nothing, so it counts no try of the document's; the failures in a row say how long it lasts.
      const attempts = Math.max(document.attempts, this.#failures)
      const context = { document, doubtful: true, attempts, failures: this.#failures, timing }
      const failure = failureOf(asConnectorError(error, false), context)
      await this.#record([failure.change])
      return failure.next
    }
  }

  /**
   * Plans and sends the missing parts of one document whose intent is recorded.
   * @param known the parts that were searched for  @throws LeaseLost only
   */
  async #sendOne(document: OpenDocument, known: Part[]): Promise<Sent> {
    const { platform, log } = this.#parts
    const { session, connector, timing } = this.#open
    const context: SendContext = {
      lease: this.#lease,
      open: this.#open,
      metrics: platform.metrics,
      kind: document.kind,
    }
    const progress: { parts: Part[]; sending: boolean } = { parts: known, sending: false }
    try {
      if (known.length === 0) {
        const planned = await session.plan(documentOf(this.#lease.clientId, document))
        progress.parts = planned.map((part) => ({ planned: part, found: undefined }))
      }
      await sendParts(context, progress)
      return { sent: sentChange(document, progress.parts, this.#open) }
    } catch (error) {
      if (error instanceof LeaseLost) throw error
      logFailure(log, this.#lease, document, error)
      const doubtful = progress.parts.some((part) => part.found !== undefined)
      const failure = asConnectorError(error, progress.sending)
      const { kind } = failure
      platform.metrics.syncOutcomes.inc({ system: connector.system, kind: document.kind, outcome: kind })
      return {
        failure: failureOf(failure, {
          ...{ document, doubtful, timing, failures: this.#failures },
          maybeStored: doubtful || kind === 'ambiguous' || failure.maybeStored,
          attempts: document.attempts + 1,
        }),
      }
    }
  }

  #record(changes: Change[]): Promise<void> {
    return this.#parts.recorder.write(this.#lease, changes)
  }
}

function isDoubtful(document: OpenDocument): boolean {
  return document.status === 'sending' || document.status === 'unknown'
}

/** The documents from `from` on that may be sent together. */
function freshWindow(documents: readonly OpenDocument[], from: number): OpenDocument[] {
  const behind = documents.slice(from, from + WINDOW)
  const end = behind.findIndex((document) => document.blocked || isDoubtful(document))
  return end < 0 ? behind : behind.slice(0, end)
}

function intentOf({ kind, seq, identifier }: OpenDocument): Change {
  return { kind, seq, identifier, to: 'sending', intent: true }
}

function backToPending({ kind, seq, identifier }: OpenDocument): Change {
  return { kind, seq, identifier, to: 'pending', unsent: true }
}

function holdChange({ kind, seq, identifier }: OpenDocument): Change {
  const description = 'waits for an earlier document of the same invoice, which failed'
  return { kind, seq, identifier, to: 'pending', held: true, description }
}

function unknownChange({ kind, seq, identifier }: OpenDocument): Change {
  const description = 'It is not known whether the accounting system has it; Saatava is searching for it.'
  return { kind, seq, identifier, to: 'unknown', description }
}

function sentChange({ kind, seq, identifier }: OpenDocument, parts: readonly Part[], open: OpenConnection): Change {
  const remoteIds = parts.flatMap((part) => (part.found ? [part.found.remoteId] : []))
  if (parts.some((part) => part.found?.awaitsConfirmation)) {
    const description = `delivered to ${open.connector.title}, which has not confirmed it yet`
    return { kind, seq, identifier, to: 'delivered', remoteIds, description }
  }
  const documentStatus = parts[0]?.found?.status ?? 'Approved'
  return { kind, seq, identifier, to: 'synced', remoteIds, documentStatus, eventData: { remoteIds, documentStatus } }
}

/** A found document ends the doubt early; so the first looks come soon, later ones at leisure. */
function lookAgainMs(failures: number): number {
  return Math.min(30_000, 250 * 2 ** Math.min(failures, 10))
}

/** Waits for every write, also when one of them fails: none may be left unobserved. */
async function allWritten(writes: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(writes)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

function logFailure(log: RunnerParts['log'], lease: Lease, { kind, identifier }: OpenDocument, error: unknown): void {
  const at = { clientId: lease.clientId, company: lease.companyIdentifier, kind, identifier }
  log.warn({ ...at, err: error }, 'a document could not be sent')
}
