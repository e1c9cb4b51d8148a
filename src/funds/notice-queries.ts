/** SQL of days of accounts that a person should look at. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export type NoticeKind = 'STATEMENT_MISSING' | 'RECEIPTS_DIFFER'

export interface LastClosing {
  account: string
  currency: string
  /** Civil date of its last closing balance. */
  day: CivilDate
}

/** Accounts that have statements with a closing balance, each with the last. */
export async function selectLastClosings(db: Queryable): Promise<LastClosing[]> {
  const { rows } = await db.query<LastClosing>(
    `select a.account, a.currency, s.day from funds_account a
     cross join lateral (select s.day from bank_statement s where s.client_id = 0 and s.account = a.account and s.currency = a.currency
                           and s.closing_minor is not null order by s.day desc limit 1) s
     where a.client_id = 0 order by 1, 2`,
  )
  return rows
}

/** A day of an account, the day as a civil date. */
export interface AccountDay {
  account: string
  currency: string
  day: CivilDate
}

/** The days of a kind that have been noticed, from a day on. */
export async function selectNoticed(db: Queryable, kind: NoticeKind, from: CivilDate): Promise<AccountDay[]> {
  const { rows } = await db.query<AccountDay>({
    text: `select account, currency, day from funds_notice where client_id = 0 and kind = $1 and day >= $2`,
    values: [kind, from],
  })
  return rows
}

export interface DayThatDiffers extends AccountDay {
  /** Minor units: what the files' last records say, and what could be read. */
  reported: string
  read: string
  formats: string[]
}

/** Days on which sums of national files are not what could be read of them, and that were not noticed yet. */
export async function selectDiffering(db: Queryable, limit: number): Promise<DayThatDiffers[]> {
  const { rows } = await db.query<DayThatDiffers>({
    text: `select s.account, s.currency, s.day, sum(s.reported_minor)::text as reported, sum(s.credits_minor - s.debits_minor)::text as read,
                  array_agg(distinct s.format order by s.format) as formats
           from bank_statement s
           where s.client_id = 0 and s.reported_minor is not null
             and not exists (select from funds_notice n where n.client_id = 0 and n.account = s.account and n.currency = s.currency
                               and n.day = s.day and n.kind = 'RECEIPTS_DIFFER')
           group by 1, 2, 3 order by 3, 1, 2 limit $1`,
    values: [limit],
  })
  return rows
}

/** @returns false where it was noticed before */
export async function insertNotice(
  tx: Tx,
  { account, currency, day }: AccountDay,
  kind: NoticeKind,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `insert into funds_notice (client_id, account, currency, day, kind, noticed_at) values (0, $1, $2, $3, $4, $5) on conflict do nothing`,
    values: [account, currency, day, kind, at],
  })
  return rowCount === 1
}
