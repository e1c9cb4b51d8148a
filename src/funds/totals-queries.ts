/** SQL of balances over all journals: the clients' and the agency's own. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { Account } from '../journal/accounts.ts'
import type { Queryable } from '../platform/database.ts'

export interface AccountTotal {
  account: Account
  currency: string
  /** Minor units: the balances above 0 of cases and clients together, and those below without sign. */
  debit: bigint
  credit: bigint
}

/** One row an account and currency, as of the end of a day: today's balances, less what was booked later. */
export async function selectTotals(db: Queryable, day: CivilDate): Promise<AccountTotal[]> {
  const { rows } = await db.query<{ account: Account; currency: string; balance: string }>({
    text: `select account, currency, sum(balance)::text as balance
           from (select account, currency, sum(balance_minor) as balance from journal_balance group by 1, 2
                 union all
                 select p.account, p.currency, -sum(p.amount_minor)
                 from journal_transaction t join journal_posting p using (client_id, transaction_id)
                 where t.booking_date > $1 group by 1, 2) as n
           group by account, currency having sum(balance) <> 0 order by currency, account`,
    values: [day],
  })
  return rows.map(({ account, currency, balance }) => {
    const amount = BigInt(balance)
    return { account, currency, debit: amount > 0n ? amount : 0n, credit: amount < 0n ? -amount : 0n }
  })
}

export interface AgencyBalance {
  accountNo: number
  account: Account
  /** Minor units, + debit and − credit. */
  balance: bigint
}

/** The agency's own journal by bank account, as of the end of a day. */
export async function selectAgencyBalances(db: Queryable, day: CivilDate): Promise<AgencyBalance[]> {
  const { rows } = await db.query<Omit<AgencyBalance, 'balance'> & { balance: string }>({
    text: `select account_no as "accountNo", account, sum(balance)::text as balance
           from (select case_id as account_no, account, balance_minor as balance from journal_balance where client_id = 0
                 union all
                 select p.case_id, p.account, -p.amount_minor
                 from journal_transaction t join journal_posting p using (client_id, transaction_id)
                 where t.client_id = 0 and t.booking_date > $1) as n
           group by account_no, account having sum(balance) <> 0`,
    values: [day],
  })
  return rows.map((row) => ({ ...row, balance: BigInt(row.balance) }))
}

/** Returns the sum that the journal has booked on a bank account for the days before one; minor units. */
export async function selectMovedBefore(db: Queryable, accountNo: number, day: CivilDate): Promise<bigint> {
  const { rows } = await db.query<{ moved: string }>({
    text: `select coalesce(sum(p.amount_minor), 0)::text as moved
           from journal_posting p join journal_transaction t using (client_id, transaction_id)
           where p.client_id = 0 and p.case_id = $1 and p.account = 'BANK' and t.booking_date < $2`,
    values: [accountNo, day],
  })
  return BigInt(rows[0]?.moved ?? 0)
}

/**
 * Returns the sum booked as brought forward on each of the days from..to of an account; minor units, + debit and −
 * credit.
 */
export async function selectForwardByDay(
  db: Queryable,
  accountNo: number,
  { from, to }: { from: CivilDate; to: CivilDate },
): Promise<{ day: CivilDate; amount: bigint }[]> {
  const { rows } = await db.query<{ day: CivilDate; amount: string }>({
    text: `select t.booking_date as day, sum(p.amount_minor)::text as amount
           from journal_posting p join journal_transaction t using (client_id, transaction_id)
           where p.client_id = 0 and p.case_id = $1 and p.account = 'BROUGHT_FORWARD' and t.booking_date between $2 and $3
             and t.kind <> 'FUNDS_ATTRIBUTED'
           group by 1 order by 1`,
    values: [accountNo, from, to],
  })
  return rows.map(({ day, amount }) => ({ day, amount: BigInt(amount) }))
}

/** Returns the balances of clients' journals in a currency, as of the end of a day: minor units, + debit and − credit. */
export async function selectHeld(db: Queryable, currency: string, day: CivilDate): Promise<Map<Account, bigint>> {
  const { rows } = await db.query<{ account: Account; balance: string }>({
    text: `select account, sum(balance)::text as balance
           from (select account, balance_minor as balance from journal_balance
                 where client_id <> 0 and currency = $1 and account = any($3::text[])
                 union all
                 select p.account, -p.amount_minor
                 from journal_transaction t join journal_posting p using (client_id, transaction_id)
                 where t.client_id <> 0 and t.booking_date > $2 and p.currency = $1 and p.account = any($3::text[])) as n
           group by account`,
    values: [currency, day, FUNDS_OF_CLIENTS],
  })
  return new Map(rows.map(({ account, balance }) => [account, BigInt(balance)]))
}

/** CLIENT_FUNDS and what it is owed to. */
const FUNDS_OF_CLIENTS: Account[] = [
  'CLIENT_FUNDS',
  'UNALLOCATED',
  'OWED_TO_CLIENT',
  'OWED_TO_AGENCY',
  'PAYOUTS_IN_TRANSIT',
  'PAYOUTS_REFUSED',
  'RETURNS_UNDER_WAY',
]

/** Returns the balance of one bank account in the agency's journal: minor units, + debit and − credit. */
export async function selectBalance(db: Queryable, accountNo: number, account: Account): Promise<bigint> {
  const { rows } = await db.query<{ balance: string }>({
    text: `select balance_minor::text as balance from journal_balance where client_id = 0 and case_id = $1 and account = $2`,
    values: [accountNo, account],
  })
  return BigInt(rows[0]?.balance ?? 0)
}
