/** SQL that reads what stands on many cases at once. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable } from '../platform/database.ts'
import type { Account } from './accounts.ts'

interface Key {
  clientId: ClientId
  caseId: CaseId
}

const KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })

export async function selectBalancesOf(
  db: Queryable,
  keys: readonly Key[],
): Promise<(Key & { account: Account; currency: string; balance: bigint })[]> {
  const { rows } = await db.query<Key & { account: Account; currency: string; balance: string }>({
    name: 'journal-balances-of',
    text: `select client_id as "clientId", case_id as "caseId", b.account, b.currency, b.balance_minor::text as balance
           from ${KEYS.distinct(2)} join journal_balance b using (client_id, case_id)
           where b.account = any($1::text[])`,
    values: [
      ['RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES'],
      ...KEYS.values(keys),
    ],
  })
  return rows.map((row) => ({ ...row, balance: BigInt(row.balance) }))
}

export interface Movement extends Key {
  account: Account
  kind: string
  bookingDate: CivilDate
  /** Minor units. */
  amount: bigint
}

/** Returns the movements of capital and interest, by kind and day. */
export async function selectMovementsOf(db: Queryable, keys: readonly Key[]): Promise<Movement[]> {
  const { rows } = await db.query<Omit<Movement, 'amount'> & { amount: string }>({
    name: 'journal-movements-of',
    text: `select client_id as "clientId", p.case_id as "caseId", p.account, t.kind, t.booking_date as "bookingDate",
                  sum(p.amount_minor)::text as amount
           from ${KEYS.distinct(1)} join journal_posting p using (client_id, case_id) join journal_transaction t using (client_id, transaction_id)
           where p.account in ('RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST')
           group by client_id, p.case_id, p.account, t.kind, t.booking_date order by t.booking_date`,
    values: KEYS.values(keys),
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

export interface FeeCharge extends Key {
  kind: 'FEE_CHARGED' | 'FEE_WAIVED'
  step: string
  date: CivilDate
  /** Minor units; below zero where it was taken back. */
  amount: bigint
}

/** Fees charged to debtors and taken back from them, in order. */
export async function selectFeeCharges(db: Queryable, keys: readonly Key[]): Promise<FeeCharge[]> {
  const { rows } = await db.query<Omit<FeeCharge, 'amount'> & { amount: string }>({
    name: 'journal-fee-charges',
    text: `select client_id as "clientId", p.case_id as "caseId", t.kind, coalesce(t.details ->> 'step', '') as step,
                  t.booking_date as date, p.amount_minor::text as amount
           from ${KEYS.distinct(1)} join journal_posting p using (client_id, case_id) join journal_transaction t using (client_id, transaction_id)
           where p.account = 'RECEIVABLE_FEES' and t.kind in ('FEE_CHARGED', 'FEE_WAIVED')
           order by t.at, transaction_id`,
    values: KEYS.values(keys),
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}
