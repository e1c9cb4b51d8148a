import type { Distribution } from '../deliveries/distribution.ts'
import type { InvoiceKey } from '../deliveries/outcome-queries.ts'
import { markInvoicesChanged } from '../claims/update-queries.ts'
import { emitAll } from '../events/emit.ts'
import { type FailedInvoice, failInvoices, returnCredit } from '../invoices/refresh-queries.ts'
import { distributedStatus } from '../invoices/states.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { settingsOf } from '../settings/client-settings.ts'

/**
 * Accepted invoices that no channel could deliver become ERROR. Originals are owed again by the amounts that credit notes
 * among them had credited.
 */
export async function failUndelivered(
  ctx: Ctx,
  tx: Tx,
  undelivered: readonly (InvoiceKey & Pick<Distribution, 'reason'>)[],
  at: Date,
): Promise<void> {
  const failed = await failInvoices(
    tx,
    undelivered.map(({ clientId, invoiceId, reason }) => ({ clientId, invoiceId, reasons: reasonsFor(reason) })),
    at,
  )
  await emitAll(
    ctx,
    tx,
    failed.map(({ clientId, invoiceId, number }) => ({
      ...{ clientId, type: 'invoice.error', subject: `invoice:${invoiceId}` },
      data: { invoiceNumber: number, reasons: [{ code: 'DELIVERY_FAILED' }] },
    })),
  )
  await returnCredits(ctx, tx, failed, at)
}

/** The words of a delivery's reason may repeat an address: the invoice has them, its event has not. */
function reasonsFor(reason: string | null) {
  return [{ code: 'DELIVERY_FAILED', message: reason ?? 'No channel could deliver the invoice.' }]
}

/** Originals are locked in one order for everybody. */
async function returnCredits(ctx: Ctx, tx: Tx, failed: readonly FailedInvoice[], at: Date): Promise<void> {
  const credits = failed.flatMap(({ clientId, credited, total }) =>
    credited === null ? [] : [{ clientId, invoiceId: credited, total }],
  )
  if (credits.length === 0) return
  const settings = await settingsOf(ctx.platform.pool, tx, new Set(credits.map(({ clientId }) => clientId)))
  const inOrder = credits.toSorted((a, b) => a.clientId - b.clientId || (a.invoiceId < b.invoiceId ? -1 : 1))
  for (const credit of inOrder) {
    const status = distributedStatus(settings.get(credit.clientId)?.settings.service.type ?? '')
    await returnCredit(tx, credit, status, at)
  }
  await markInvoicesChanged(tx, credits, at)
}
