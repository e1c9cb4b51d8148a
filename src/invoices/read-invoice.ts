import type { InvoiceId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import type { ClientCtx } from '../platform/context.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { type DeliveryRow, type InvoiceRow, selectByNumber, selectDeliveries } from './read-queries.ts'

/** Is it paid? The case of an invoice and its payments, from the room that keeps them. */
export type PaymentOf = (ctx: ClientCtx, db: Queryable, invoiceId: InvoiceId) => Promise<Record<string, unknown>>

/**
 * Shows one invoice as it stands at one moment: status with its reasons, amounts, reference, its case and payments, and
 * every delivery that was made or waits.
 */
export async function readInvoice(
  ctx: ClientCtx,
  paymentOf: PaymentOf,
  number: number,
  type?: string,
): Promise<Answer> {
  return withSnapshot(ctx.platform.pool, async (db) => {
    const row = await findInvoice(ctx, db, number, type)
    const deliveries = await selectDeliveries(db, ctx.clientId, row.invoiceId)
    return { body: viewInvoice(row, await paymentOf(ctx, db, row.invoiceId), deliveries) }
  })
}

function viewInvoice(row: InvoiceRow, payment: Record<string, unknown>, deliveries: readonly DeliveryRow[]) {
  return {
    invoiceId: row.invoiceId,
    invoiceNumber: row.number,
    type: row.type,
    status: row.status,
    reasons: row.reasons ?? [],
    warnings: row.warnings ?? [],
    invoiceDate: row.date,
    dueDate: row.dueDate,
    currency: row.currency,
    amounts: {
      netAmount: amount(row.net),
      vatAmount: amount(row.vat),
      totalAmount: amount(row.total),
      paidAmount: amount(row.paid),
      creditedAmount: amount(row.credited),
    },
    paymentReference: row.document?.payment.reference?.value ?? null,
    ...payment,
    submittedAt: row.submittedAt.toISOString(),
    evaluatedAt: row.evaluatedAt?.toISOString() ?? null,
    deliveries: deliveries.map((delivery) => ({
      deliveryId: delivery.deliveryId,
      channel: delivery.channel,
      state: delivery.state.toUpperCase(),
      attempts: delivery.attempts,
      sentAt: delivery.sentAt?.toISOString() ?? null,
      deliveredAt: delivery.deliveredAt?.toISOString() ?? null,
      nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
      failureCode: delivery.failureCode,
      failureReason: delivery.failureReason,
    })),
  }
}

/** Throws 404, the same for one that is not there and one of another client. */
export async function findInvoice(
  { clientId }: ClientCtx,
  db: Queryable,
  number: number,
  type?: string,
): Promise<InvoiceRow> {
  const [row] = await selectByNumber(db, clientId, number, type)
  if (row === undefined) {
    throw new AppError(
      'NOT_FOUND',
      `There is no ${type === undefined ? 'invoice' : `invoice of type ${type}`} with number ${number}.`,
    )
  }
  return row
}

function amount(minor: number): number {
  return minorToNumber(BigInt(minor))
}
