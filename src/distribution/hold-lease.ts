import type { Ctx } from '../platform/context.ts'
import { type Lease, type Leased, renewLeases } from '../deliveries/queue-queries.ts'

/** Renewals in the time of one lease: two may fail before it ends. */
const RENEWALS = 3

export interface HeldLease {
  /** These are under the lease as well. */
  add(rows: Leased[]): void
  rows(): Leased[]
  end(): void
}

/**
 * Keeps a lease alive while its work goes on, so that it can be short: what a dead worker held is processed within one
 * lease's time, and a long batch is not taken from a living one.
 */
export function holdLease(ctx: Ctx, lease: Lease, leased: Leased[]): HeldLease {
  const held = new Map(leased.map((row) => [row.deliveryId, row]))
  const renew = () =>
    renewLeases(ctx.platform.pool, [...held.values()], lease).catch((error: unknown) =>
      ctx.log.warn({ err: error }, 'a lease on deliveries could not be renewed'),
    )
  const timer = setInterval(() => void renew(), lease.ms / RENEWALS)
  return {
    add(rows) {
      for (const row of rows) held.set(row.deliveryId, row)
    },
    rows: () => [...held.values()],
    end: () => clearInterval(timer),
  }
}
