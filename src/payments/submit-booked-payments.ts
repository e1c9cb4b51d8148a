import { type OwnPayment, submitOwnPayments } from '../accounting/submit-own-payments.ts'
import { selectBooked } from '../invoices/booked-queries.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'

/** Submits those payments to accounting whose invoices are booked from here; the client books the others itself. */
export async function submitBookedPayments(ctx: Ctx, tx: Tx, payments: readonly OwnPayment[]): Promise<void> {
  const booked = await selectBooked(tx, payments)
  const due = payments.filter(({ clientId, invoiceId }) => booked.has(`${clientId} ${invoiceId}`))
  await submitOwnPayments(ctx, tx, due)
}
