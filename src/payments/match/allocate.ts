/** Payments are made of the entries whose cases were chosen; the other entries wait, and say for which case. */
import { v7 as uuid } from 'uuid'
import { contractsOf } from '../../claims/contracts-of.ts'
import { sum } from '@saatava/core/money.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { BankEntry } from '../entry.ts'
import type { Outcome } from '../entry-queries.ts'
import type { Payment } from '../payment-queries.ts'
import { type Part, writeAllocations } from '../write-allocations.ts'
import type { Chosen, Payable } from './choose.ts'
import { type KnownCases, unknownNamesOf } from './known-cases.ts'

/** Stores payments with their allocations and journal entries. @returns the outcome of each entry */
export async function allocate(ctx: Ctx, tx: Tx, known: KnownCases, chosen: readonly Chosen[]): Promise<Outcome[]> {
  const clientIds = chosen.flatMap(({ choice }) => (choice.kind === 'pay' ? [choice.clientId] : []))
  const contract = await contractsOf(tx, clientIds)
  const payments: Payment[] = []
  const parts: Part[] = []
  const outcomes: Outcome[] = []
  for (const { entry, choice } of chosen) {
    const { entryId } = entry
    if (choice.kind === 'wait') {
      const awaits = unknownNamesOf(entry, known)
      outcomes.push({ entryId, state: 'unallocated', reason: choice.reason, clientId: null, paymentId: null, awaits })
      continue
    }
    const payment = paymentOf(entry, choice)
    const { clientId, paymentId, unallocatedReason: reason } = payment
    const by = choice.by ?? 'REFERENCE'
    const agreed = contract(clientId).allocationOrder
    payments.push(payment)
    parts.push(...choice.parts.map((part) => ({ payment, ...part, onDate: entry.paymentDate, by, agreed })))
    outcomes.push({ entryId, state: 'matched', reason, clientId, paymentId })
  }
  await writeAllocations(ctx, tx, payments, parts)
  return outcomes
}

/** The payment that an entry becomes. */
export function paymentOf(
  entry: BankEntry,
  { clientId, parts, rest }: Pick<Payable, 'clientId' | 'rest'> & { parts: readonly { amount: bigint }[] },
): Payment {
  const unallocated = entry.amount - sum(parts.map(({ amount }) => amount))
  return {
    clientId,
    paymentId: uuid(),
    kind: 'BANK',
    entryId: entry.entryId,
    currency: entry.currency,
    amount: entry.amount,
    unallocated,
    unallocatedReason: unallocated === 0n ? null : rest,
    returned: 0n,
    bookingDate: entry.bookingDate,
    paymentDate: entry.paymentDate,
    payerName: entry.payerName,
    payerAccount: entry.payerAccount,
    originalReference: entry.reference ?? entry.message,
    paymentType: entry.paymentType,
    reversedAt: null,
    transactionId: null,
  }
}
