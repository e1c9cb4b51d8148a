import type { Ctx } from '../platform/context.ts'
import { type Claim, type Claimed, renewClaims } from '../deliveries/queue-queries.ts'

/** Renewals in the time of one claim: two may fail before it ends. */
const RENEWALS = 3

export interface HeldClaim {
  /** These are under the claim as well. */
  add(rows: Claimed[]): void
  rows(): Claimed[]
  end(): void
}

/**
 * Keeps a claim alive while its work goes on, so that it can be short: what a dead worker held is taken up within one
 * claim's time, and a long batch is not taken from a living one.
 */
export function holdClaim(ctx: Ctx, claim: Claim, claimed: Claimed[]): HeldClaim {
  const held = new Map(claimed.map((row) => [row.deliveryId, row]))
  const renew = () =>
    renewClaims(ctx.platform.pool, [...held.values()], claim).catch((error: unknown) =>
      ctx.log.warn({ err: error }, 'a claim on deliveries could not be renewed'),
    )
  const timer = setInterval(() => void renew(), claim.ms / RENEWALS)
  return {
    add(rows) {
      for (const row of rows) held.set(row.deliveryId, row)
    },
    rows: () => [...held.values()],
    end: () => clearInterval(timer),
  }
}
