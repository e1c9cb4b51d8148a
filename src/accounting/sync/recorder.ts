/**
 * Writes the outcomes of documents. Runners of many connections write at the same moments, so their changes are committed
 * together. Each change names the states it may come from and the lease under which it is made; a change whose row is not
 * in the answer did not happen, and its runner must stop.
 */
import { v7 as uuid } from 'uuid'
import type { EventName } from '../../events/catalogue.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/context.ts'
import { type GroupCommit, createGroupCommit } from '../../platform/group-commit.ts'
import { HELD, type Status, TRANSITIONS, statesBefore } from '../states.ts'
import type { Lease } from './leases.ts'
import { type ChangeRow, writeChanges } from './recorder-queries.ts'

export interface Change {
  kind: 'ledger' | 'payment' | 'invoice'
  seq: number
  identifier: string
  to: Status
  /** A send begins: counts an attempt and starts the settling time. */
  intent?: boolean
  /** Its intent was recorded and nothing was sent: the attempt does not count. */
  unsent?: boolean
  /** The settling time begins again: a request may have ended only now. */
  touch?: boolean
  /** Waits for an earlier document of its group. */
  held?: boolean
  /** Whether a request that carries it may have arrived; left as it is where this is not said. */
  maybeStored?: boolean
  failureCode?: string
  description?: string
  documentStatus?: string
  remoteIds?: string[]
  eventData?: Record<string, unknown>
}

export class LeaseLost extends Error {
  override name = 'LeaseLost'
}

export interface Recorder {
  /** Writes all or throws; LeaseLost when another worker holds the lease of one of them. */
  write(lease: Lease, changes: Change[]): Promise<void>
  drained(): Promise<void>
}

const BATCH_MAX = 1_000
/** The ends of the names of events, accounting.<kind>.<end>. */
const EVENTS = { synced: 'synced', failed: 'failed', delivered: 'delivered', unknown: 'unclear' } as const

function eventOf({ kind, to }: Change): EventName | undefined {
  return Object.hasOwn(EVENTS, to) ? `accounting.${kind}.${EVENTS[to as keyof typeof EVENTS]}` : undefined
}

export function createRecorder(platform: Platform): Recorder {
  const commits: GroupCommit<ChangeRow[], number> = createGroupCommit({
    flush: async (batches) => {
      const written = await writeChanges(platform.pool, batches.flat(), platform.clock.now())
      return batches.map((rows) => ({ ok: rows.filter((row) => written.has(keyOf(row))).length }))
    },
    weigh: (rows) => rows.length,
    batchWeightMax: BATCH_MAX,
    flushesMax: 2,
    queueWeightMax: 100_000,
    full: () => new AppError('UNAVAILABLE', 'the recorder is full'),
  })
  return {
    async write(lease, changes) {
      if (changes.length === 0) return
      const written = await commits.submit(changes.map((change) => rowOf(lease, change)))
      if (written < changes.length)
        throw new LeaseLost(
          `${changes.length - written} of ${changes.length} changes were refused, because another worker has the lease`,
        )
    },
    drained: () => commits.drained(),
  }
}

function keyOf(row: Pick<ChangeRow, 'clientId' | 'kind' | 'seq'>): string {
  return `${row.clientId} ${row.kind} ${row.seq}`
}

function rowOf(lease: Lease, change: Change): ChangeRow {
  const event = eventOf(change)
  return {
    clientId: lease.clientId,
    companyIdentifier: lease.companyIdentifier,
    owner: lease.owner,
    fence: lease.fence,
    kind: change.kind,
    seq: change.seq,
    identifier: change.identifier,
    fromStates: statesBefore(change.to, change.held ? HELD : TRANSITIONS),
    toState: change.to,
    attempts: attemptsOf(change),
    touch: change.touch ?? change.intent ?? false,
    held: change.held ?? false,
    maybeStored: change.maybeStored ?? maybeStoredBy(change),
    failureCode: change.failureCode ?? null,
    description: change.description ?? null,
    documentStatus: change.documentStatus ?? null,
    remoteIds: change.remoteIds ?? [],
    eventId: event === undefined ? null : uuid(),
    eventType: event ?? null,
    eventData: change.eventData ?? {},
  }
}

function maybeStoredBy(change: Change): boolean | null {
  if (change.intent) return true
  return change.unsent ? false : null
}

function attemptsOf(change: Change): number {
  if (change.intent) return 1
  return change.unsent ? -1 : 0
}
