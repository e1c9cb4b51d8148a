import type { AllocationId, CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Case } from '../claims/case.ts'
import { selectCaseById } from '../claims/find-queries.ts'
import { selectCasesByNumber } from '../claims/queries.ts'
import { minorToText } from '@saatava/core/money.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { allocateEntry } from './allocate-manually.ts'
import { allocatePayment } from './allocate-payment.ts'
import { type NumberedAllocation, selectAllocationByNumber } from './allocation-queries.ts'
import { lockEntry } from './entry-queries.ts'
import type { BankEntry } from './entry.ts'
import { clientOfPayment, lockPayment } from './payment-queries.ts'
import { releasePayment } from './release-payment.ts'
import { undoAllocation } from './undo-allocation.ts'
import type { WrittenAllocation } from './write-allocations.ts'

export interface Move {
  allocationId: AllocationId
  /** The case that is paid instead; a number of an invoice is of the same client. */
  to: { caseId: CaseId } | { invoiceNumber: number }
  reason: string
}

export interface Moved {
  from: NumberedAllocation
  to: WrittenAllocation
  /** Minor units of the payment that need review now. */
  unallocated: bigint
  settled: boolean
}

/**
 * A person says that a payment was for another case: as much as is owed there pays it, from the payer's day on, and the rest
 * waits. To a case of another client it moves whole, and only where nothing else of the payment is allocated or returned:
 * then the payment leaves the one client's books and enters the other's. @throws AppError NOT_FOUND, RULE
 */
export async function moveAllocation(ctx: Ctx, { allocationId, to, reason }: Move): Promise<Moved> {
  return retryOnDeadlock(ctx.platform.pool, async (tx) => {
    const found = await selectAllocationByNumber(tx, allocationId)
    if (found === undefined) throw new AppError('NOT_FOUND', `There is no allocation ${allocationId}.`)
    const target = await caseOf(tx, found.clientId, to)
    if (target.caseId === found.caseId && target.clientId === found.clientId)
      throw new AppError('RULE', `Allocation ${allocationId} pays case ${target.caseId} already.`)
    if (target.clientId !== found.clientId) return toAnotherClient(ctx, tx, found, target, reason)
    const undone = await undoAllocation(ctx, tx, { allocationId, reason, also: target })
    const { clientId, paymentId } = undone.payment
    const written = await allocatePayment(ctx, tx, { clientId, paymentId, caseId: target.caseId, upTo: found.total })
    await note(ctx, tx, found, written, reason)
    const unallocated = undone.payment.unallocated - written.part.amount
    return { from: undone.allocation, to: written, unallocated, settled: undone.settled }
  })
}

async function caseOf(tx: Tx, clientId: ClientId, to: Move['to']): Promise<Case> {
  if ('caseId' in to) {
    const debt = await selectCaseById(tx, to.caseId)
    if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${to.caseId}.`)
    return debt
  }
  const [debt] = await selectCasesByNumber(tx, clientId, [to.invoiceNumber])
  if (debt === undefined)
    throw new AppError(
      'NOT_FOUND',
      `Client ${clientId} has no case of invoice ${to.invoiceNumber}; --case names any case.`,
    )
  return debt
}

async function toAnotherClient(
  ctx: Ctx,
  tx: Tx,
  found: NumberedAllocation,
  target: Case,
  reason: string,
): Promise<Moved> {
  // The entry first, as everybody who makes a payment of it does.
  const entry = await entryOf(tx, found)
  const { allocation, settled } = await undoAllocation(ctx, tx, { allocationId: found.allocationId, reason })
  await releasePayment(ctx, tx, { clientId: found.clientId, paymentId: found.paymentId, reason })
  const written = await allocateEntry(ctx, tx, entry, target.clientId, { caseId: target.caseId })
  await note(ctx, tx, found, written, reason)
  return { from: allocation, to: written, unallocated: entry.amount - written.part.amount, settled }
}

async function entryOf(tx: Tx, { clientId, paymentId }: NumberedAllocation): Promise<BankEntry> {
  const payment =
    (await clientOfPayment(tx, paymentId)) === clientId ? await lockPayment(tx, clientId, paymentId) : undefined
  const entry =
    payment?.entryId === undefined || payment.entryId === null
      ? undefined
      : await lockEntry(tx, payment.entryId, ['matched'])
  if (entry === undefined)
    throw new AppError('RULE', 'The payment did not come from a known bank file, so it stays with its client.')
  return entry
}

async function note(
  ctx: Ctx,
  tx: Tx,
  from: NumberedAllocation,
  { part, allocationId }: WrittenAllocation,
  reason: string,
): Promise<void> {
  await audit(ctx, tx, part.case.clientId, 'payment.moved', `payment:${part.payment.paymentId}`, {
    ...{
      allocationId,
      caseId: part.case.caseId,
      amount: minorToText(part.amount),
      currency: part.payment.currency,
      reason: words(reason),
    },
    // Each client's audit names its own alone.
    ...(from.clientId === part.case.clientId ? { fromAllocationId: from.allocationId, fromCaseId: from.caseId } : {}),
  })
}
