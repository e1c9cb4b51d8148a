import type { CivilDate } from '@saatava/core/dates.ts'
import type { AllocationId, TransactionId } from '@saatava/core/ids.ts'
import { lawOf } from '../agency/law-of.ts'
import type { Law } from '@saatava/law/law.ts'
import { ownPaymentIdentifier } from '../accounting/own-payment-identifiers.ts'
import { submitBookedPayments } from './submit-booked-payments.ts'
import { afterPayments } from '../dunning/after-payment.ts'
import type { Case } from '../claims/case.ts'
import { type Claim, totalOf } from '../claims/claim.ts'
import type { Component } from '../claims/contract.ts'
import { insertCaseEvents } from '../claims/find-queries.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { AllocationDetails } from '../journal/details.ts'
import { type NewJournalEntry, postAll } from '../journal/post-all.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emitAll } from '../events/emit.ts'
import { newId } from '../platform/new-id.ts'
import { type NewAllocation, insertAllocations } from './allocation-queries.ts'
import { allocationOrder } from './allocation-order.ts'
import { divide, explain } from './divide.ts'
import { type Payment, insertPayments } from './payment-queries.ts'
import { allocated, owedToClient, received } from './postings.ts'
import type { MatchedBy } from './matched-by.ts'

/** A part of a payment that pays a case. */
export interface Part {
  payment: Payment
  /** Locked. */
  case: Case
  /** On the day, before this part; its interest is in the journal. */
  claim: Claim
  /** Minor units; at most the claim. */
  amount: bigint
  /** Civil date up to which interest counts. */
  onDate: CivilDate
  by: MatchedBy
  /** The contract's, where it has one. */
  agreed: readonly Component[] | null
}

export interface WrittenAllocation {
  part: Part
  allocationId: AllocationId
  paid: Claim
}

interface Planned {
  part: Part
  paid: Claim
  explanation: AllocationDetails
  /** Id of the journal transaction. */
  transactionId: TransactionId
}

/**
 * Writes payments and what they pay: journal, rows, the cases' own histories, events, the clients' accounting; and what
 * follows for the cases. Cases come once each.
 * @param fresh payments that are new: they are stored with their receipt in the journal
 * @throws LawError where there is no order of allocation
 */
export async function writeAllocations(
  ctx: Ctx,
  tx: Tx,
  fresh: readonly Payment[],
  parts: readonly Part[],
): Promise<WrittenAllocation[]> {
  const at = ctx.platform.clock.now()
  const law = await lawOf(ctx.platform, tx)
  const planned = parts.map((part) => plan(law, part))
  const stored = fresh.map((one) => ({ ...one, transactionId: one.kind === 'BANK' ? newId() : null }))
  await insertPayments(tx, stored, at)
  const numbers = await insertAllocations(tx, planned.map(rowOf), at)
  const written = planned.map(({ part, paid }, i) => ({ part, paid, allocationId: numbers[i] ?? 0 }))
  await emitEvents(ctx, tx, fresh, written, at)
  await submitBookedPayments(ctx, tx, written.filter(isCollected).map(bookable))
  // Post last: every payment of a client touches its funds and its unallocated money, and other workers wait for them
  // from here.
  const receipts = stored.flatMap((one) => (one.transactionId === null ? [] : [receipt(one, one.transactionId, at)]))
  await postAll(tx, [...receipts, ...planned.map((one) => entryOf(one, at))])
  await afterPayments(
    ctx,
    tx,
    parts.map((part) => ({ case: part.case, onDate: part.onDate })),
  )
  return written
}

function plan(law: Law, part: Part): Planned {
  const order = allocationOrder(law, part.case, part.agreed, part.onDate)
  const paid = divide(part.claim, part.amount, order.order)
  if (totalOf(paid) !== part.amount)
    throw new RangeError(
      `${part.amount} does not fit the claim on case ${part.case.caseId}, of which ${totalOf(paid)} can be paid`,
    )
  const { claim: before, onDate, by } = part
  const explanation = explain(order, { before, parts: paid, onDate, by })
  return { part, paid, explanation, transactionId: newId() }
}

function receipt(payment: Payment, transactionId: TransactionId, at: Date): NewJournalEntry {
  const { clientId, paymentId, currency, amount, bookingDate } = payment
  const postings = received(currency, amount)
  return {
    transactionId,
    clientId,
    kind: 'PAYMENT_RECEIVED',
    at,
    bookingDate,
    source: `payment:${paymentId}`,
    postings,
  }
}

function entryOf({ part, paid, explanation, transactionId }: Planned, at: Date): NewJournalEntry {
  const { payment, case: theCase, onDate } = part
  const { clientId, caseId, currency } = theCase
  return {
    transactionId,
    clientId,
    kind: payment.kind === 'DIRECT' ? 'DIRECT_PAYMENT' : 'PAYMENT_ALLOCATED',
    at,
    // The debt is less from the day of payment on: interest is taken from here.
    bookingDate: onDate,
    source: `payment:${payment.paymentId}`,
    details: explanation,
    postings: allocated(payment.kind, caseId, currency, paid),
  }
}

function rowOf({ part, paid, explanation, transactionId }: Planned): NewAllocation {
  const { payment, case: debt, onDate } = part
  const { clientId, caseId, currency } = debt
  const owed = owedToClient(payment.kind, paid)
  return {
    ...{ clientId, paymentId: payment.paymentId, caseId, transactionId, currency, parts: paid, onDate, explanation },
    ...{ stage: debt.stage, owed },
  }
}

async function emitEvents(
  ctx: Ctx,
  tx: Tx,
  fresh: readonly Payment[],
  written: readonly WrittenAllocation[],
  at: Date,
): Promise<void> {
  const arrivals = fresh.map(
    ({ clientId, paymentId, amount, currency, kind, paymentDate, unallocated, unallocatedReason }) => ({
      clientId,
      type: 'payment.received' as const,
      subject: `payment:${paymentId}`,
      data: {
        kind,
        amount: minorToNumber(amount),
        currency,
        paymentDate,
        ...(unallocated === 0n ? {} : { unallocatedAmount: minorToNumber(unallocated), reason: unallocatedReason }),
      },
    }),
  )
  const allocations = written.map((one) => ({
    clientId: one.part.case.clientId,
    type: 'payment.allocated' as const,
    subject: `payment:${one.part.payment.paymentId}`,
    data: { caseId: one.part.case.caseId, invoiceNumber: one.part.case.invoiceNumber, ...shown(one) },
  }))
  await emitAll(ctx, tx, [...arrivals, ...allocations])
  const events = written.map((one) => ({
    clientId: one.part.case.clientId,
    caseId: one.part.case.caseId,
    kind: one.part.payment.kind === 'DIRECT' ? ('DIRECT_PAYMENT' as const) : ('PAYMENT' as const),
    data: { paymentId: one.part.payment.paymentId, paymentDate: one.part.payment.paymentDate, ...shown(one) },
  }))
  await insertCaseEvents(tx, events, at)
}

function shown({ part, paid, allocationId }: WrittenAllocation) {
  return {
    allocationId,
    amount: minorToNumber(part.amount),
    currency: part.payment.currency,
    capitalAmount: minorToNumber(paid.capital),
    interestAmount: minorToNumber(paid.interest),
    costsAmount: minorToNumber(paid.costs + paid.fees),
  }
}

/** Direct payments are not sent to accounting: the creditor's bank statement already shows them. */
function isCollected({ part }: WrittenAllocation): boolean {
  return part.payment.kind === 'BANK'
}

function bookable({ part, paid, allocationId }: WrittenAllocation) {
  const { payment, case: debt } = part
  return {
    clientId: debt.clientId,
    invoiceId: debt.invoiceId,
    invoiceNumber: debt.invoiceNumber,
    identifier: ownPaymentIdentifier({ allocationId, takenBack: false }),
    amount: paid.capital,
    currency: debt.currency,
    paymentDate: payment.paymentDate,
    bookingDate: payment.bookingDate,
    paymentReference: debt.paymentReference,
    payerName: payment.payerName ?? debt.debtor.name,
  }
}
