/**
 * Leases decide which worker serves a connection. A lease is taken in the database for a few seconds and renewed while it
 * is held; the fence number rises with every new holder, and every write proves it. `holds` answers from this process's
 * own monotonic clock, with the moment *before* the renewal was sent as its start: it says no before the database says
 * so. When its time is up, also when the database cannot be asked, whatever is under way for it is cut short.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import type { Logger } from 'pino'
import type { BoundPool } from '../../platform/database.ts'
import { type LeaseRow, acquireDue, acquireOne, releaseLease, renewLeases, reserveQueue } from './lease-queries.ts'

export interface Lease {
  clientId: ClientId
  companyIdentifier: string
  owner: string
  fence: number
  /** True while this worker certainly holds the lease for at least `marginMs` more. */
  holds(marginMs?: number): boolean
  signal: AbortSignal
}

export interface Leases {
  /** Up to `limit` connections that have something to do, nobody working on them, and no wait ahead. */
  takeDue(limit: number): Promise<Lease[]>
  /** One named connection, for a test or a reconciliation; undefined while somebody works on it. */
  take(clientId: ClientId, companyIdentifier: string): Promise<Lease | undefined>
  /** @param delayMs how long nobody needs to look at this connection */
  release(lease: Lease, delayMs?: number): Promise<void>
  /** Renews all; called by a timer. */
  renew(): Promise<void>
  close(): Promise<void>
}

const EXPIRY_CHECK_MS = 100

interface Held extends Lease {
  until: number
  abort: AbortController
}

export function createLeases(pool: BoundPool, log: Logger, seconds: number): Leases {
  const owner = uuid()
  const ttlMs = seconds * 1000
  const held = new Map<string, Held>()
  const keyOf = (row: { clientId: ClientId; companyIdentifier: string }) => `${row.clientId} ${row.companyIdentifier}`

  function hold(row: LeaseRow, startedAt: number): Lease {
    const abort = new AbortController()
    const lease: Held = {
      ...row,
      owner,
      until: startedAt + ttlMs,
      abort,
      signal: abort.signal,
      holds: (marginMs = 0) => !abort.signal.aborted && performance.now() + marginMs < lease.until,
    }
    held.set(keyOf(row), lease)
    return lease
  }

  async function renew(): Promise<void> {
    if (held.size === 0) return
    const startedAt = performance.now()
    const leases = [...held.values()]
    const kept = new Set((await renewLeases(pool, owner, leases, seconds)).map(keyOf))
    for (const lease of leases) {
      if (kept.has(keyOf(lease))) lease.until = startedAt + ttlMs
      else if (held.get(keyOf(lease)) === lease) {
        lose(lease)
      }
    }
  }

  function lose(lease: Held): void {
    if (lease.abort.signal.aborted) return
    log.warn({ clientId: lease.clientId, company: lease.companyIdentifier }, 'a lease was lost')
    lease.abort.abort(new Error('lease lost'))
  }

  const timer = setInterval(() => {
    // A failed renewal is not fatal: the lease holds until its time is up, and holds() knows when that is.
    renew().catch((error: unknown) => log.warn({ err: error }, 'leases could not be renewed'))
  }, ttlMs / 3)
  timer.unref()
  // A send is several requests: the write must not begin when the lease ended during the look-ups before it.
  const expiry = setInterval(() => {
    const now = performance.now()
    for (const lease of held.values()) if (now >= lease.until) lose(lease)
  }, EXPIRY_CHECK_MS)
  expiry.unref()

  return {
    async takeDue(limit) {
      const startedAt = performance.now()
      const rows = await acquireDue(pool, owner, seconds, limit)
      return rows.map((row) => hold(row, startedAt))
    },
    async take(clientId, companyIdentifier) {
      const startedAt = performance.now()
      const row = await acquireOne(pool, owner, seconds, clientId, companyIdentifier)
      if (row !== undefined) return hold(row, startedAt)
      await reserveQueue(pool, clientId, companyIdentifier)
      return undefined
    },
    async release(lease, delayMs = 0) {
      if (held.get(keyOf(lease))?.fence === lease.fence) held.delete(keyOf(lease))
      await releaseLease(pool, lease, delayMs)
    },
    renew,
    async close() {
      clearInterval(timer)
      clearInterval(expiry)
      await Promise.all([...held.values()].map((lease) => releaseLease(pool, lease, 0).catch(() => undefined)))
      held.clear()
    },
  }
}
