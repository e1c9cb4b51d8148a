import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, PaymentId } from '@saatava/core/ids.ts'
import type { Case } from '../claims/case.ts'
import { bringUpToDate, totalOf } from '../claims/claim.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import { lockCaseRows } from '../claims/queries.ts'
import { minorToText } from '@saatava/core/money.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { type Payment, lockPayment, takeUnallocated } from './payment-queries.ts'
import type { MatchedBy } from './matched-by.ts'
import { type Part, type WrittenAllocation, writeAllocations } from './write-allocations.ts'

export interface AllocationRequest {
  clientId: ClientId
  paymentId: PaymentId
  caseId: CaseId
  /** Minor units; absent: as much as is there and is owed. */
  amount?: bigint
  /** Minor units: as much as is owed, and no more than this. */
  upTo?: bigint
  /** Civil date up to which interest counts; absent: the day of payment. */
  onDate?: CivilDate
  by?: MatchedBy
}

/**
 * Pays a case with what of a payment is unallocated: interest is brought up to the day of payment, the order is that of
 * the law pack or the contract, and why is kept. Payment and case are locked, in this order, so that however many do this
 * at once, no more is allocated than was paid, nor than is owed.
 * @throws AppError NOT_FOUND, RULE
 */
export async function allocatePayment(ctx: Ctx, tx: Tx, request: AllocationRequest): Promise<WrittenAllocation> {
  const { clientId, paymentId } = request
  const payment = await lockPayment(tx, clientId, paymentId)
  if (payment === undefined) throw new AppError('NOT_FOUND', `There is no payment ${paymentId}.`)
  if (payment.reversedAt !== null)
    throw new AppError('RULE', 'The bank took this payment back, so it cannot be allocated.')
  const { upTo = payment.unallocated } = request
  const available = upTo < payment.unallocated ? upTo : payment.unallocated
  const part = await partOf(ctx, tx, payment, request, available)
  if (!(await takeUnallocated(tx, payment, part.amount, { reason: 'LEFT_OVER' })))
    throw new AppError('RULE', `This payment has ${minorToText(payment.unallocated)} ${payment.currency} unallocated.`)
  const [written] = await writeAllocations(ctx, tx, [], [part])
  return written as WrittenAllocation
}

/**
 * A part of a payment for one case, which is locked and brought up to date here. @param available minor units
 * @throws AppError NOT_FOUND, RULE
 */
export async function partOf(
  ctx: Ctx,
  tx: Tx,
  payment: Payment,
  {
    caseId,
    amount,
    onDate = payment.paymentDate,
    by = 'PERSON',
  }: Omit<AllocationRequest, 'clientId' | 'paymentId' | 'upTo'>,
  available: bigint,
): Promise<Part> {
  const { clientId } = payment
  const [debt] = await lockCaseRows(tx, [{ clientId, caseId }])
  if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${caseId} of client ${clientId}.`)
  requirePayable(debt, payment)
  const claim = await bringUpToDate(ctx, tx, debt, onDate)
  const owed = totalOf(claim)
  const part = amount ?? (owed < available ? owed : available)
  if (part <= 0n) throw new AppError('RULE', `Case ${caseId} has no balance, or the payment has no unallocated money.`)
  if (part > available)
    throw new AppError(
      'RULE',
      `The payment has ${minorToText(available)} ${payment.currency} unallocated; ${minorToText(part)} is more.`,
    )
  if (part > owed)
    throw new AppError(
      'RULE',
      `The balance of case ${caseId} is ${minorToText(owed)} ${debt.currency}; ${minorToText(part)} is more.`,
    )
  const contract = await contractsOf(tx, [clientId])
  return { payment, case: debt, claim, amount: part, onDate, by, agreed: contract(clientId).allocationOrder }
}

function requirePayable(debt: Case, payment: Payment): void {
  if (debt.status === 'CLOSED')
    throw new AppError('RULE', `Case ${debt.caseId} is closed (${debt.closingReason}): nothing is owed on it.`)
  if (debt.currency !== payment.currency)
    throw new AppError('RULE', `Case ${debt.caseId} is in ${debt.currency} and the payment in ${payment.currency}.`)
}
