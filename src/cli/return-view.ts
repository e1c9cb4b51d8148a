import { minorToNumber } from '@saatava/core/money.ts'
import type { ReturnOrder } from '../payments/returns/return-order.ts'

/** A return to a payer, as commands show it. */
export function returnShown(order: ReturnOrder) {
  const { returnId, paymentId, entryId, amount, currency, payee, state, reason, messageId, endToEndId } = order
  return {
    ...{ returnId, paymentId, entryId, amount: minorToNumber(amount), currency },
    payeeName: payee.name,
    payeeIban: payee.iban,
    ...{ state, reason, messageId, endToEndId },
    orderedAt: order.orderedAt.toISOString(),
    orderedBy: order.orderedBy,
    sendAt: order.sendAt.toISOString(),
    sentAt: order.sentAt?.toISOString() ?? null,
    endedAt: order.endedAt?.toISOString() ?? null,
    endReason: order.endReason,
  }
}
