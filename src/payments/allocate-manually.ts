import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Case } from '../claims/case.ts'
import { selectCaseById } from '../claims/find-queries.ts'
import { lockCaseRows } from '../claims/queries.ts'
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
import { requireCounted } from './require-counted.ts'

export interface ManualAllocation {
  /** Id of a bank entry that waits, or of a payment with a rest. */
  id: string
  caseId: CaseId
  /** Minor units; absent: as much as is there and is owed. */
  amount?: bigint
}

export interface ManualParts {
  /** The id that ManualAllocation names. */
  id: string
  /** Cases of one client, each once. */
  parts: readonly Omit<ManualAllocation, 'id'>[]
}

/**
 * A person says which case a payment is for. An entry that waited becomes a payment of the case's client; what is left of
 * it is held. @throws AppError NOT_FOUND, RULE
 */
export async function allocateManually(ctx: Ctx, { id, ...part }: ManualAllocation): Promise<WrittenAllocation> {
  const [written] = await allocateParts(ctx, { id, parts: [part] })
  return written as WrittenAllocation
}

/** A person says which cases a payment is for, each with its part: all of them are paid, or none. */
export function allocateParts(ctx: Ctx, input: ManualParts): Promise<WrittenAllocation[]> {
  return retryOnDeadlock(ctx.platform.pool, (tx) => allocateIn(ctx, tx, input))
}

/** In the transaction of the caller. @throws AppError NOT_FOUND, RULE */
export async function allocateIn(ctx: Ctx, tx: Tx, { id, parts }: ManualParts): Promise<WrittenAllocation[]> {
  const cases = await casesOf(tx, parts)
  const entry = await lockEntry(tx, id, ['unallocated'])
  // All cases before the first is paid: the balances of accounts are locked last.
  if (cases.length > 1) await lockCaseRows(tx, cases)
  const written: WrittenAllocation[] = []
  for (const [i, part] of parts.entries()) {
    const [first] = written
    const debt = cases[i] as Case
    written.push(
      first === undefined
        ? entry === undefined
          ? await rest(ctx, tx, { id, ...part })
          : await allocateEntry(ctx, tx, entry, debt.clientId, part)
        : await rest(ctx, tx, { ...part, id: first.part.payment.paymentId }),
    )
    await note(ctx, tx, debt, written.at(-1) as WrittenAllocation)
  }
  if (entry !== undefined) await placeEntries(ctx, tx, [entry.entryId])
  return written
}

async function casesOf(tx: Tx, parts: ManualParts['parts']): Promise<Case[]> {
  const cases: Case[] = []
  for (const { caseId } of parts) {
    const debt = await selectCaseById(tx, caseId)
    if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${caseId}.`)
    if (cases.some((one) => one.caseId === caseId)) throw new AppError('RULE', `Case ${caseId} is named twice.`)
    cases.push(debt)
  }
  const [first, ...others] = cases
  if (first === undefined) throw new AppError('RULE', 'Name a case.')
  const other = others.find(({ clientId }) => clientId !== first.clientId)
  if (other !== undefined)
    throw new AppError(
      'RULE',
      `A payment belongs to one client: case ${first.caseId} is of client ${first.clientId}, and case ${other.caseId} of client ${other.clientId}. Allocate the part of one client, and return or move the rest.`,
    )
  return cases
}

async function note(ctx: Ctx, tx: Tx, { clientId, caseId }: Case, { part, allocationId }: WrittenAllocation) {
  await audit(ctx, tx, clientId, 'payment.allocated', `payment:${part.payment.paymentId}`, {
    ...{ caseId, allocationId },
    amount: minorToText(part.amount),
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
  requireCounted(entry)
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
