/**
 * A client's debt to the agency is deducted from its payout: the agency's fees on cases that the client has withdrawn
 * (DUE_FROM_CLIENT), within a currency, the oldest case first. Never more than the settlement holds: the rest waits for
 * the next one. The settlement itself stays the sum of its lines; less of it is paid.
 */
import type { CaseId, ClientId, SettlementId } from '@saatava/core/ids.ts'
import { balancesOf } from '../journal/balances-of.ts'
import { openBalances } from '../journal/open-balances.ts'
import type { JournalEntry, Posting } from '../journal/entry.ts'
import { postingsOf } from '../journal/postings-of.ts'
import { sum } from '@saatava/core/money.ts'
import { sourceOf } from '../payouts/payout.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Header } from './postings.ts'
import type { Settlement } from './settlement.ts'

/** Cases in one settlement's deductions; three postings each, in one transaction of the journal. */
const CASES_MAX = 300
const KIND = 'DEDUCTED'

export interface Deduction {
  /** A case that the client has withdrawn. */
  caseId: CaseId
  /** Minor units, above 0. */
  amount: bigint
}

interface Whose {
  clientId: ClientId
  currency: string
}

/**
 * Returns the cases on which a client owes the agency something. They are locked by the caller: what is owed may be
 * waived meanwhile.
 */
export async function indebtedCases(tx: Tx, { clientId, currency }: Whose): Promise<number[]> {
  const owed = await openBalances(tx, { clientId, account: 'DUE_FROM_CLIENT', currency }, CASES_MAX)
  return owed.map(({ caseId }) => caseId)
}

/** @param locked those of indebtedCases @param most minor units: what the settlement holds */
export async function deductionsFor(
  tx: Tx,
  { clientId, currency }: Whose,
  locked: readonly number[],
  most: bigint,
): Promise<Deduction[]> {
  if (locked.length === 0) return []
  const balance = await balancesOf(tx, { clientId, account: 'DUE_FROM_CLIENT', currency }, locked)
  const deductions: Deduction[] = []
  let left = most
  for (const caseId of locked) {
    const owed = balance(caseId)
    const amount = owed < left ? owed : left
    if (amount <= 0n) continue
    deductions.push({ caseId, amount })
    left -= amount
  }
  return deductions
}

/** The money stays with the agency instead of going to the client's bank, and the client's debt is paid with it. */
export function deducted({ currency, ...rest }: Header, deductions: readonly Deduction[]): JournalEntry {
  const postings = deductions.flatMap(({ caseId, amount }): Posting[] => [
    { account: 'OWED_TO_AGENCY', caseId, currency, amount: -amount },
    { account: 'DUE_FROM_CLIENT', caseId, currency, amount: -amount },
    { account: 'CLAIMS_OF_AGENCY', caseId, currency, amount },
  ])
  const underWay: Posting = {
    account: 'PAYOUTS_IN_TRANSIT',
    currency,
    amount: sum(deductions.map(({ amount }) => amount)),
  }
  return { ...rest, kind: KIND, postings: [underWay, ...postings] }
}

/** Returns the deductions from settlements, by their number; the journal remembers them. */
export async function deductionsOf(
  db: Queryable,
  clientId: ClientId,
  settlements: readonly Settlement[],
): Promise<Map<SettlementId, Deduction[]>> {
  const numbers = new Map(
    settlements.filter((one) => one.deducted > 0n).map(({ settlementId: id }) => [sourceOf(id), id]),
  )
  if (numbers.size === 0) return new Map()
  const wanted = { sources: [...numbers.keys()], kind: KIND, account: 'DUE_FROM_CLIENT' as const }
  const found = await postingsOf(db, clientId, wanted)
  const bySettlement = Map.groupBy(found, ({ source }) => numbers.get(source) ?? 0)
  return new Map(
    [...bySettlement].map(([id, group]) => [id, group.map(({ caseId, amount }) => ({ caseId, amount: -amount }))]),
  )
}
