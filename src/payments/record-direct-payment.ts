import type { CivilDate } from '@saatava/core/dates.ts'
import type { AllocationId, PaymentId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import type { Case } from '../claims/case.ts'
import { type Claim, bringUpToDate, totalOf } from '../claims/claim.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Payment } from './payment-queries.ts'
import { writeAllocations } from './write-allocations.ts'

export interface DirectPayment {
  /** Locked by the caller, and not closed. */
  case: Case
  /** Minor units of the case's currency. */
  amount: bigint
  /** Civil date on which the creditor got it. */
  paymentDate: CivilDate
  bookingDate: CivilDate
  /** The creditor's name of the method: "Bankgiro". */
  method?: string
  reference?: string
}

export interface RecordedDirectPayment {
  paymentId: PaymentId
  /** Absent where nothing was owed. */
  allocationId: AllocationId | undefined
  paid: Claim
  /** More than was owed: the creditor's affair, minor units. */
  rest: bigint
}

/**
 * The debtor paid the creditor directly. The payment is allocated like any payment, but no client funds move; the
 * creditor owes the agency the fees that it pays. @throws LawError where the law gives no answer
 */
export async function recordDirectPayment(ctx: Ctx, tx: Tx, input: DirectPayment): Promise<RecordedDirectPayment> {
  const { case: debt, amount, paymentDate, bookingDate } = input
  const claim = await bringUpToDate(ctx, tx, debt, paymentDate)
  const owed = totalOf(claim)
  const part = owed < amount ? owed : amount
  const payment: Payment = {
    clientId: debt.clientId,
    paymentId: uuid(),
    kind: 'DIRECT',
    entryId: null,
    currency: debt.currency,
    amount,
    unallocated: amount - (part > 0n ? part : 0n),
    unallocatedReason: part === amount ? null : 'OVERPAYMENT',
    returned: 0n,
    bookingDate,
    paymentDate,
    payerName: debt.debtor.name,
    payerAccount: null,
    originalReference: input.reference ?? null,
    paymentType: input.method === undefined ? 'DIRECT' : `DIRECT ${input.method}`,
    reversedAt: null,
    transactionId: null,
  }
  const agreed = (await contractsOf(tx, [debt.clientId]))(debt.clientId).allocationOrder
  const parts =
    part > 0n
      ? [{ payment, case: debt, claim, amount: part, onDate: paymentDate, by: 'CREDITOR' as const, agreed }]
      : []
  const [written] = await writeAllocations(ctx, tx, [payment], parts)
  const none: Claim = { capital: 0n, interest: 0n, costs: 0n, fees: 0n }
  return {
    paymentId: payment.paymentId,
    allocationId: written?.allocationId,
    paid: written?.paid ?? none,
    rest: payment.unallocated,
  }
}
