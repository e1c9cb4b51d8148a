import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, PaymentId } from '@saatava/core/ids.ts'
import { ownPaymentIdentifier } from '../accounting/own-payment-identifiers.ts'
import { submitBookedPayments } from './submit-booked-payments.ts'
import { afterPayments } from '../dunning/after-payment.ts'
import type { Case } from '../claims/case.ts'
import { lockCaseRows } from '../claims/queries.ts'
import { insertCaseEvents } from '../claims/find-queries.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { correct } from '../journal/correct.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit } from '../events/emit.ts'
import { type Allocation, markAllocationsReversed, selectAllocations } from './allocation-queries.ts'
import { type Payment, lockPayment, markReversed } from './payment-queries.ts'

export interface Reversal {
  clientId: ClientId
  paymentId: PaymentId
  /** The day from which the debt is owed again: the bank's booking date. */
  onDate: CivilDate
}

/**
 * Undoes a payment that the bank took back: its allocations and its receipt are corrected by their opposites, the debt is
 * owed again from that day; what follows for a case that is closed hangs on why (cases/reopen-after-reversal.ts).
 * @returns RETURNED where a part of it had gone back to the payer: then there is nothing to take back that part from
 */
export async function reversePayment(
  ctx: Ctx,
  tx: Tx,
  { clientId, paymentId, onDate }: Reversal,
): Promise<'REVERSED' | 'BEFORE' | 'RETURNED'> {
  const payment = await lockPayment(tx, clientId, paymentId)
  if (payment === undefined) throw new Error(`there is no payment ${paymentId} of client ${clientId}`)
  if (payment.reversedAt !== null) return 'BEFORE'
  if (payment.returned > 0n) return 'RETURNED'
  const allocations = await selectAllocations(tx, clientId, paymentId)
  const cases = await lockCaseRows(tx, keysOf(clientId, allocations))
  // Not before: whoever held the locks has noted what it did, and this comes after.
  const at = ctx.platform.clock.now()
  const correction = { clientId, at, bookingDate: onDate, source: `payment:${paymentId}` }
  // The client's funds first, then what is unallocated: everybody touches these two in this order.
  if (payment.transactionId !== null)
    await correct(tx, { ...correction, kind: 'PAYMENT_REVERSED', corrects: payment.transactionId })
  for (const { transactionId } of allocations)
    await correct(tx, { ...correction, kind: 'ALLOCATION_REVERSED', corrects: transactionId })
  await markAllocationsReversed(
    tx,
    clientId,
    allocations.map(({ allocationId }) => allocationId),
    at,
  )
  await markReversed(tx, clientId, paymentId, at)
  await emitEvents(ctx, tx, payment, allocations, { onDate, at })
  await submitBookedPayments(
    ctx,
    tx,
    allocations.map((one) => takenBack(payment, one, cases, onDate)),
  )
  await afterPayments(
    ctx,
    tx,
    cases.map((one) => ({ case: one, onDate })),
  )
  return 'REVERSED'
}

function keysOf(clientId: ClientId, allocations: readonly Allocation[]) {
  return [...new Set(allocations.map(({ caseId }) => caseId))].map((caseId) => ({ clientId, caseId }))
}

async function emitEvents(
  ctx: Ctx,
  tx: Tx,
  payment: Payment,
  allocations: readonly Allocation[],
  { onDate, at }: { onDate: CivilDate; at: Date },
): Promise<void> {
  const { clientId, paymentId, currency } = payment
  const data = { amount: minorToNumber(payment.amount), currency, onDate }
  await emit(ctx, tx, clientId, 'payment.reversed', `payment:${paymentId}`, data)
  const events = allocations.map(({ caseId, allocationId, total }) => ({
    clientId,
    caseId,
    kind: 'PAYMENT_REVERSED' as const,
    data: { paymentId, allocationId, amount: minorToNumber(total), currency, onDate },
  }))
  await insertCaseEvents(tx, events, at)
}

/** For the client's books: the same payment with the opposite sign. */
export function takenBack(
  payment: Payment,
  { allocationId, caseId, capital }: Pick<Allocation, 'allocationId' | 'caseId' | 'capital'>,
  cases: readonly Case[],
  onDate: CivilDate,
) {
  const debt = cases.find((one) => one.caseId === caseId) as Case
  return {
    clientId: debt.clientId,
    invoiceId: debt.invoiceId,
    invoiceNumber: debt.invoiceNumber,
    identifier: ownPaymentIdentifier({ allocationId, takenBack: true }),
    amount: -capital,
    currency: debt.currency,
    paymentDate: onDate,
    bookingDate: onDate,
    paymentReference: debt.paymentReference,
    payerName: payment.payerName ?? debt.debtor.name,
  }
}
