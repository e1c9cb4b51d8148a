import { minor } from '@saatava/core/money.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { checkPayment } from './check-payment.ts'
import type { AccountingCtx } from './context.ts'
import { paymentPayload } from './payloads.ts'
import type { PaymentSubmission } from './schemas.ts'
import { contentHash, submit } from './submit.ts'

/**
 * Accepts payments, all or none. 200 `{}` once they are committed. They go to the company they name, or to the client's default connection.
 * Errors: 400 every fault by pointer (SUM_NOT_ZERO, AMOUNT_ZERO …), 409 an identifier with other content.
 */
export async function submitPayment(
  ctx: AccountingCtx,
  input: PaymentSubmission,
  idempotency?: Idempotency,
): Promise<Answer> {
  const checks = input.payments.map((payment, i) => checkPayment(payment, `/payments/${i}`))
  return submit(ctx, {
    scope: 'POST /accounting/payment',
    idempotency,
    faults: checks.flatMap((check) => check.faults),
    identifierFaults: checks.flatMap((check) => check.identifierFaults),
    warnings: checks.flatMap((check) => check.warnings),
    documents: input.payments.map((payment, i) => {
      const normal = paymentPayload(payment)
      const payload = JSON.stringify(normal)
      return {
        kind: 'payment' as const,
        identifier: payment.paymentIdentifier,
        companyIdentifier: payment.companyIdentifier ?? '',
        groupKey: groupOf(normal.invoiceNumber, normal.paymentReference),
        documentDate: payment.paymentDate,
        documentName: normal.invoiceNumber ?? null,
        total: minor(payment.amount),
        payload,
        contentHash: contentHash(payload),
        pointer: `/payments/${i}`,
      }
    }),
  })
}

/** Payments of one invoice wait for each other when one of them is refused. */
function groupOf(invoiceNumber: string | undefined, reference: string | undefined): string | null {
  if (invoiceNumber !== undefined) return `invoice:${invoiceNumber}`
  return reference === undefined ? null : `reference:${reference}`
}
