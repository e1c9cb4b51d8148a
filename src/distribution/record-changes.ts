import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { markDistributed } from '../invoices/mark-distributed.ts'
import {
  type ChangedRow,
  type StateChange,
  beginFallback,
  dropWaiting,
  lockInvoices,
  refreshRecords,
  writeChanges,
} from './outcome-queries.ts'

/**
 * Records what became of deliveries, and all that follows: attempts and events, the next way where one has failed, the
 * invoice's status and voucher where one has left, and the records that partners read. One transaction.
 * @param owner whose claim must still stand; null for what comes from outside
 * @returns the changes that were allowed; the others had been overtaken
 */
export async function recordChanges(
  ctx: Ctx,
  changes: (StateChange & { invoiceId: string })[],
  owner: string | null,
): Promise<ChangedRow[]> {
  if (changes.length === 0) return []
  return withTransaction(ctx.platform.pool, async (tx) => {
    const at = ctx.platform.clock.now()
    await lockInvoices(tx, changes)
    const changed = await writeChanges(tx, changes, owner, at)
    await follow(ctx, tx, changed, at)
    return changed
  })
}

async function follow(ctx: Ctx, tx: Tx, changed: ChangedRow[], at: Date): Promise<void> {
  const failed = changed.filter((row) => row.state === 'failed')
  if (failed.length > 0) await beginFallback(tx, failed, at)
  const left = changed.filter((row) => row.state === 'sent' || row.state === 'delivered')
  await markDistributed(
    ctx,
    tx,
    left.map(({ clientId, invoiceId, channel }) => ({ clientId, invoiceId, method: channel })),
    at,
  )
  const arrived = changed.filter((row) => row.state === 'delivered')
  if (arrived.length > 0) await dropWaiting(tx, arrived, at)
  await refreshRecords(tx, changed, at)
}
