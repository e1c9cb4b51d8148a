/** SQL of balances that are to be compared, and of the results. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface Uncompared {
  account: string
  currency: string
  day: CivilDate
  accountNo: number
  writtenAs: string
}

/** Days whose closing balance was not compared yet, by account; none while entries of files wait to be handled. */
export async function selectUncompared(db: Queryable, at: Date, limit: number): Promise<Uncompared[]> {
  const { rows } = await db.query<Uncompared>({
    text: `select distinct s.day, s.account, s.currency, a.account_no as "accountNo", a.written_as as "writtenAs"
           from bank_statement s join funds_account a using (client_id, account, currency)
           where s.client_id = 0 and s.closing_minor is not null and s.compared_at is null and s.compare_after <= $2
             and not exists (select from bank_entry e where e.client_id = 0 and (e.state = 'new' or e.funds_due))
           order by 1, 2, 3 limit $1`,
    values: [limit, at],
  })
  return rows
}

/** A day whose balance could not be compared is compared later. */
export async function postponeCompare(
  tx: Tx,
  { account, currency, day }: Pick<Uncompared, 'account' | 'currency' | 'day'>,
  until: Date,
): Promise<void> {
  await tx.query({
    text: `update bank_statement set compare_after = $4
           where client_id = 0 and account = $1 and currency = $2 and day = $3 and compared_at is null`,
    values: [account, currency, day, until],
  })
}

/** @returns how many statements of the day were not compared before */
export async function markCompared(
  tx: Tx,
  { account, currency, day }: Pick<Uncompared, 'account' | 'currency' | 'day'>,
  at: Date,
): Promise<number> {
  const { rowCount } = await tx.query({
    text: `update bank_statement set compared_at = $4
           where client_id = 0 and account = $1 and currency = $2 and day = $3 and closing_minor is not null and compared_at is null`,
    values: [account, currency, day, at],
  })
  return rowCount ?? 0
}

/** Stores the result of a day; a later statement of the day takes its place. */
export async function insertCheck(
  tx: Tx,
  { accountNo, day, bank, books, at }: { accountNo: number; day: CivilDate; bank: bigint; books: bigint; at: Date },
): Promise<void> {
  await tx.query({
    text: `insert into funds_check (client_id, account_no, day, bank_minor, books_minor, checked_at) values (0, $1, $2, $3, $4, $5)
           on conflict (client_id, account_no, day) do update
           set bank_minor = excluded.bank_minor, books_minor = excluded.books_minor, checked_at = excluded.checked_at`,
    values: [accountNo, day, bank, books, at],
  })
}

/** Notes on the account whether the balance of a day differs, unless a later day was compared already. */
export async function noteDiffers(
  tx: Tx,
  { accountNo, day, differs }: { accountNo: number; day: CivilDate; differs: boolean },
): Promise<void> {
  await tx.query({
    text: `update funds_account a set differs_on = case when $3::boolean then $2::date end
           where a.client_id = 0 and a.account_no = $1
             and not exists (select from funds_check c where c.client_id = 0 and c.account_no = $1 and c.day > $2)`,
    values: [accountNo, day, differs],
  })
}

export interface LatestCheck {
  account: string
  currency: string
  /** null: no balance of it was ever compared. */
  day: CivilDate | null
  difference: string | null
}

/** The last comparison of each account. */
export async function selectLatestChecks(db: Queryable): Promise<LatestCheck[]> {
  const { rows } = await db.query<LatestCheck>(
    `select a.written_as as account, a.currency, c.day, (c.bank_minor - c.books_minor)::text as difference
     from funds_account a
     left join lateral (select * from funds_check c where c.client_id = 0 and c.account_no = a.account_no order by c.day desc limit 1) c on true
     where a.client_id = 0 order by 1, 2`,
  )
  return rows
}

export interface CheckedDay {
  day: CivilDate
  /** Minor units. */
  bank: bigint
  books: bigint
  checkedAt: Date
}

/** Compared days of an account, the latest first. @param before the day that ended the page before */
export async function pageOfChecks(
  db: Queryable,
  accountNo: number,
  before: CivilDate | null,
  limit: number,
): Promise<CheckedDay[]> {
  const { rows } = await db.query<{ day: CivilDate; bank: string; books: string; checkedAt: Date }>({
    text: `select day, bank_minor::text as bank, books_minor::text as books, checked_at as "checkedAt" from funds_check
           where client_id = 0 and account_no = $1 and ($2::date is null or day < $2) order by day desc limit $3`,
    values: [accountNo, before, limit],
  })
  return rows.map((row) => ({ ...row, bank: BigInt(row.bank), books: BigInt(row.books) }))
}
