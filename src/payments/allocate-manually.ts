import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { selectCaseById } from '../claims/find-queries.ts'
import { audit } from '../audit-entries/audit.ts'
import { minorToText } from '@saatava/core/money.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { allocatePayment, partOf } from './allocate-payment.ts'
import type { BankEntry } from './entry.ts'
import { lockEntry, writeOutcomes } from './entry-queries.ts'
import { paymentOf } from './match/allocate.ts'
import { clientOfPayment } from './payment-queries.ts'
import { type WrittenAllocation, writeAllocations } from './write-allocations.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { placeEntries } from './place-entries.ts'

export interface ManualAllocation {
  /** Id of a bank entry that waits, or of a payment with a rest. */
  id: string
  caseId: CaseId
  /** Minor units; absent: as much as is there and is owed. */
  amount?: bigint
}

/**
 * A person says which case a payment is for. An entry that waited becomes a payment of the case's client; what is left of
 * it is held. @throws AppError NOT_FOUND, RULE
 */
export async function allocateManually(ctx: Ctx, input: ManualAllocation): Promise<WrittenAllocation> {
  return retryOnDeadlock(ctx.platform.pool, async (tx) => {
    const debt = await selectCaseById(tx, input.caseId)
    if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${input.caseId}.`)
    const entry = await lockEntry(tx, input.id, ['unallocated'])
    const written =
      entry === undefined ? await rest(ctx, tx, input) : await allocateEntry(ctx, tx, entry, debt.clientId, input)
    const { part, allocationId } = written
    await audit(ctx, tx, debt.clientId, 'payment.allocated', `payment:${part.payment.paymentId}`, {
      caseId: input.caseId,
      allocationId,
      amount: minorToText(part.amount),
    })
    if (entry !== undefined) await placeEntries(ctx, tx, [entry.entryId])
    return written
  })
}

async function rest(ctx: Ctx, tx: Tx, { id, caseId, amount }: ManualAllocation): Promise<WrittenAllocation> {
  const clientId = await clientOfPayment(tx, id)
  if (clientId === undefined)
    throw new AppError('NOT_FOUND', `No unallocated money has the id ${id}; "payment unallocated" lists the ids.`)
  return allocatePayment(ctx, tx, { clientId, paymentId: id, caseId, ...(amount === undefined ? {} : { amount }) })
}

/** An entry becomes a payment of a client and pays a case of it; what is left is held. The entry is locked. */
export async function allocateEntry(
  ctx: Ctx,
  tx: Tx,
  entry: BankEntry,
  clientId: ClientId,
  { caseId, amount }: Pick<ManualAllocation, 'caseId' | 'amount'>,
): Promise<WrittenAllocation> {
  if (entry.amount <= 0n)
    throw new AppError(
      'RULE',
      'Outgoing money cannot be allocated; record a payment that the bank took back with "payment reverse".',
    )
  const whole = paymentOf(entry, { clientId, parts: [], rest: 'LEFT_OVER' })
  const part = await partOf(ctx, tx, whole, { caseId, ...(amount === undefined ? {} : { amount }) }, entry.amount)
  const unallocated = entry.amount - part.amount
  const payment = { ...whole, unallocated, unallocatedReason: unallocated === 0n ? null : whole.unallocatedReason }
  const [written] = await writeAllocations(ctx, tx, [payment], [{ ...part, payment }])
  const { entryId } = entry
  await writeOutcomes(tx, [
    { entryId, state: 'matched', reason: payment.unallocatedReason, clientId, paymentId: payment.paymentId },
  ])
  return written as WrittenAllocation
}
