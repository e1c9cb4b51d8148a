import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { settingsOf } from '../settings/client-settings.ts'
import type { AccountMapping } from './account-mapping.ts'
import type { IntakeItem } from './intake-item.ts'
import { findStored, insertDocuments } from './intake-queries.ts'
import { ownItem } from './own-item.ts'
import { paymentPayload } from './payloads.ts'

/**
 * Method under which an accounting system knows the payments that come through the agency; a connection maps it to its
 * method.
 */
const METHOD = 'cash-in'
const SOURCE_CHARACTERS_MAX = 200

export interface OwnPayment {
  clientId: ClientId
  invoiceId: InvoiceId
  invoiceNumber: number
  /** Identifier of the document, unique per client: a repeated one changes nothing. */
  identifier: string
  /** Amount of the invoice's capital, minor units; below zero where a payment was taken back. */
  amount: bigint
  currency: string
  paymentDate: CivilDate
  bookingDate: CivilDate
  paymentReference: string | null
  payerName: string
}

/**
 * Puts payments into the accounting queue, in the transaction that allocates them, behind the vouchers of their invoices.
 * They pay the invoice's receivable, so only its capital is in them; interest, costs and fees come with the settlement.
 * @param payments of invoices whose vouchers are made from here (accountingInvoiceEnabled)
 * @returns how many were submitted
 */
export async function submitOwnPayments(ctx: Ctx, tx: Tx, payments: readonly OwnPayment[]): Promise<number> {
  const due = payments.filter(({ amount }) => amount !== 0n)
  if (due.length === 0) return 0
  const settings = await settingsOf(ctx.platform.pool, tx, new Set(due.map(({ clientId }) => clientId)))
  const items = due.flatMap((payment) => {
    const inForce = settings.get(payment.clientId)
    // Books are kept in one currency; the voucher of such an invoice was skipped with an event.
    if (inForce === undefined || inForce.profile.currencyCode !== payment.currency) return []
    return [itemOf(ctx, payment, inForce.settings.accounting)]
  })
  if (items.length === 0) return 0
  const stored = new Set((await findStored(tx, items)).map((row) => `${row.client_id} ${row.identifier}`))
  const fresh = items.filter(({ clientId, documents }) => !stored.has(`${clientId} ${documents[0]?.identifier ?? ''}`))
  if (fresh.length > 0) await insertDocuments(tx, fresh, () => '', ctx.platform.clock.now())
  return fresh.length
}

function itemOf(
  ctx: Ctx,
  payment: OwnPayment,
  { companyIdentifier, receivableAccount, settlement }: AccountMapping,
): IntakeItem {
  const { clientId, invoiceNumber, identifier, amount, currency, paymentDate, bookingDate } = payment
  const own = {
    paymentIdentifier: identifier,
    invoiceNumber,
    paymentDate,
    bookingDate,
    amount: minorToNumber(amount),
    currency,
    targetIdentifier: 'invoicenumber',
    sourceName: Array.from(payment.payerName).slice(0, SOURCE_CHARACTERS_MAX).join(''),
    paymentMethodType: 'alternative',
    description: METHOD,
    ...(payment.paymentReference === null ? {} : { paymentReference: payment.paymentReference }),
    ...(companyIdentifier === '' ? {} : { companyIdentifier }),
  } as const
  // The voucher of the invoice owes on the one, and that of the settlement is paid from the other.
  const content = paymentPayload(own, { money: settlement.clearingAccount, receivable: receivableAccount })
  const document = {
    kind: 'payment' as const,
    identifier,
    companyIdentifier,
    groupKey: `invoice:${invoiceNumber}`,
    documentDate: paymentDate,
    documentName: String(invoiceNumber),
    total: amount,
  }
  return ownItem(ctx, clientId, document, content)
}
