import { AppError } from '../platform/errors.ts'
import { connectionOf, connectionsOf } from './connection-queries.ts'
import type { AccountingCtx } from './context.ts'
import type { Lease } from './sync/leases.ts'
import type { OpenConnection } from './sync/sessions.ts'
import { takeLease } from './with-queues.ts'

/**
 * Works on a connection from a request: under its lease, because accounting systems take one request at a time for a
 * company and the sync engine may be at it. 404 without a connection, 503 when its queue is busy for longer than 15 s.
 */
export async function withConnection<T>(
  ctx: AccountingCtx,
  companyIdentifier: string | undefined,
  work: (open: OpenConnection, lease: Lease) => Promise<T>,
): Promise<T> {
  const company = await companyOf(ctx, companyIdentifier)
  const open = await ctx.accounting.sessions.open(ctx.clientId, company)
  if (open === undefined) throw notConnected()
  const lease = await takeLease(ctx, company)
  try {
    return await work(open, lease)
  } finally {
    await ctx.accounting.leases.release(lease)
    ctx.accounting.wake()
  }
}

async function companyOf(ctx: AccountingCtx, companyIdentifier: string | undefined): Promise<string> {
  const { pool } = ctx.platform
  const connection =
    companyIdentifier === undefined
      ? (await connectionsOf(pool, ctx.clientId))[0]
      : await connectionOf(pool, ctx.clientId, companyIdentifier)
  if (connection === undefined) throw notConnected()
  return connection.companyIdentifier
}

function notConnected(): AppError {
  return new AppError('NOT_FOUND', 'There is no such accounting connection; PUT /accounting/connection creates one.')
}
