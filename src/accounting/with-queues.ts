import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../platform/errors.ts'
import type { AccountingCtx } from './context.ts'
import type { Lease } from './sync/leases.ts'

const WAIT_MS = 15_000
const POLL_MS = 50

/** Waits for the queue of a company, at most 15 s; 503 when it is busy for longer. */
export async function takeLease(ctx: AccountingCtx, company: string): Promise<Lease> {
  const deadline = performance.now() + WAIT_MS
  do {
    const lease = await ctx.accounting.leases.take(ctx.clientId, company)
    if (lease) return lease
    await sleep(POLL_MS)
  } while (performance.now() < deadline)
  throw new AppError('UNAVAILABLE', 'Saatava is sending documents over this connection; try again in a moment.', {
    retryAfterSeconds: 5,
  })
}

/** Runs `work` while nobody sends over these companies' connections: what is true of their documents stays true. */
export async function withQueues<T>(ctx: AccountingCtx, companies: string[], work: () => Promise<T>): Promise<T> {
  const leases: Lease[] = []
  try {
    // In one order everywhere: two callers cannot wait for each other.
    for (const company of companies.toSorted()) leases.push(await takeLease(ctx, company))
    return await work()
  } finally {
    await Promise.all(leases.map((lease) => ctx.accounting.leases.release(lease)))
  }
}
