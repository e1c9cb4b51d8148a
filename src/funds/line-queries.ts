/** SQL by which a difference is explained. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { EntryId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

/** By how much the journal moved a bank account on each day; minor units. */
export async function selectBookedByDay(
  db: Queryable,
  accountNo: number,
  { from, to }: { from: CivilDate; to: CivilDate },
): Promise<Map<string, bigint>> {
  const { rows } = await db.query<{ day: CivilDate; amount: string }>({
    text: `select t.booking_date as day, sum(p.amount_minor)::text as amount
           from journal_transaction t join journal_posting p using (client_id, transaction_id)
           where t.client_id = 0 and t.booking_date between $2 and $3 and p.case_id = $1 and p.account = 'BANK' group by 1`,
    values: [accountNo, from, to],
  })
  return new Map(rows.map(({ day, amount }) => [day, BigInt(amount)]))
}

export interface Suspect {
  entryId: EntryId
  day: CivilDate
  amount: bigint
  reason: string
}

/** Entries of an account that are not counted, or that are counted and perhaps are another entry's copies. */
export async function selectSuspects(
  db: Queryable,
  { writtenAs, currency }: { writtenAs: readonly string[]; currency: string },
  { from, to, limit }: { from: CivilDate; to: CivilDate; limit: number },
): Promise<Suspect[]> {
  const { rows } = await db.query<Omit<Suspect, 'amount'> & { amount: string }>({
    text: `select entry_id as "entryId", booking_date as day, amount_minor::text as amount, coalesce(reason, '') as reason
           from bank_entry where client_id = 0 and account = any($1::text[]) and currency = $2 and booking_date between $3 and $4
             and (funds_place = 'NONE' or reason = 'PERHAPS_SAME')
           order by booking_date, entry_id limit $5`,
    values: [writtenAs, currency, from, to, limit],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}
