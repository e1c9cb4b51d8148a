/** A person undoes an allocation: it pays another case, or waits again. The bank's reversals are in reverse-payment.ts. */
import type { AllocationId, CaseId, ClientId } from '@saatava/core/ids.ts'
import { submitBookedPayments } from './submit-booked-payments.ts'
import { afterPayments } from '../dunning/after-payment.ts'
import type { Case } from '../claims/case.ts'
import { lockCaseRows } from '../claims/queries.ts'
import { insertCaseEvents } from '../claims/find-queries.ts'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { correct } from '../journal/correct.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../events/emit.ts'
import { type NumberedAllocation, markAllocationsReversed, selectAllocationByNumber } from './allocation-queries.ts'
import { type Payment, giveBackUnallocated, lockPayment } from './payment-queries.ts'
import { takenBack } from './reverse-payment.ts'

export interface Undoing {
  allocationId: AllocationId
  /** For the audit. */
  reason: string
  /** Locked together with the case that is undone: the one that is paid instead. */
  also?: { clientId: ClientId; caseId: CaseId }
}

export interface UndoneAllocation {
  payment: Payment
  allocation: NumberedAllocation
  /** Whether it was in a settlement: the next one takes it back from the client. */
  settled: boolean
}

/**
 * Takes an allocation off its case; the money is unallocated again. The debt is owed as if the allocation had never
 * been: the correction counts from the allocation's own day, so interest runs through. The next settlement takes back
 * the settled part. @throws AppError NOT_FOUND, RULE
 */
export async function undoAllocation(ctx: Ctx, tx: Tx, undoing: Undoing): Promise<UndoneAllocation> {
  const { allocationId, reason, also } = undoing
  const found = await selectAllocationByNumber(tx, allocationId)
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no allocation ${allocationId}.`)
  const { clientId, paymentId, caseId } = found
  const payment = await lockPayment(tx, clientId, paymentId)
  const cases = await lockCaseRows(tx, [{ clientId, caseId }, ...(also === undefined ? [] : [also])])
  // Read again: whoever held the locks may have undone it.
  const allocation = await selectAllocationByNumber(tx, allocationId)
  const debt = cases.find((one) => one.caseId === caseId)
  if (payment === undefined || allocation === undefined || debt === undefined)
    throw new Error(`allocation ${allocationId} has no payment or no case`)
  requireUndoable(payment, allocation)
  const at = ctx.platform.clock.now()
  await correct(tx, {
    ...{ clientId, kind: 'ALLOCATION_REVERSED', at, bookingDate: allocation.onDate, source: `payment:${paymentId}` },
    details: { allocationId },
    corrects: allocation.transactionId,
  })
  await markAllocationsReversed(tx, clientId, [allocationId], at)
  if (!(await giveBackUnallocated(tx, payment, allocation.total, 'UNALLOCATED_BY_PERSON')))
    throw new Error(`payment ${paymentId} cannot hold ${allocation.total} unallocated`)
  await emitEvents(ctx, tx, payment, allocation, { debt, reason, at })
  await afterPayments(ctx, tx, [{ case: debt, onDate: allocation.onDate }])
  return {
    payment: { ...payment, unallocated: payment.unallocated + allocation.total },
    allocation,
    settled: allocation.settled,
  }
}

function requireUndoable(payment: Payment, allocation: NumberedAllocation): void {
  if (allocation.reversedAt !== null || payment.reversedAt !== null)
    throw new AppError('RULE', `Allocation ${allocation.allocationId} was taken back before.`)
  if (payment.kind === 'DIRECT')
    throw new AppError(
      'RULE',
      `Allocation ${allocation.allocationId} is a direct payment: the creditor received the money, so the agency cannot move it.`,
    )
}

async function emitEvents(
  ctx: Ctx,
  tx: Tx,
  payment: Payment,
  allocation: NumberedAllocation,
  { debt, reason, at }: { debt: Case; reason: string; at: Date },
): Promise<void> {
  const { clientId, paymentId, currency } = payment
  const { allocationId, caseId, total } = allocation
  const source = `payment:${paymentId}`
  const data = { allocationId, caseId, invoiceNumber: debt.invoiceNumber, amount: minorToNumber(total), currency }
  await emit(ctx, tx, clientId, 'payment.unallocated', source, data)
  await insertCaseEvents(
    tx,
    [
      {
        clientId,
        caseId,
        kind: 'PAYMENT_UNALLOCATED',
        data: { paymentId, allocationId, amount: data.amount, currency },
      },
    ],
    at,
  )
  const today = at.toISOString().slice(0, 10)
  await submitBookedPayments(ctx, tx, [takenBack(payment, allocation, [debt], today)])
  await audit(ctx, tx, clientId, 'payment.unallocated', source, {
    ...{ allocationId, caseId, amount: minorToText(total), currency, reason: words(reason) },
    settled: allocation.settled,
  })
}
