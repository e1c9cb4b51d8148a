/** SQL of what banks' files say of accounts. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'

/** A statement as it is stored. */
export interface StatementRow {
  position: string
  /** One key for all names of the account. */
  account: string
  currency: string
  format: string
  statementId: string
  number: string | null
  page: string | null
  createdAt: string | null
  /** Civil date that it is of. */
  day: CivilDate
  fromDay: CivilDate | null
  /** Minor units, signed; null: it has none. */
  opening: bigint | null
  closing: bigint | null
  credits: { count: number; sum: bigint }
  debits: { count: number; sum: bigint }
  /** Total that a national file reports, where it differs from the sum of its entries. */
  reported: bigint | null
}

const STATEMENTS = bulk({
  position: 'text',
  account: 'text',
  currency: 'text',
  format: 'text',
  statement_id: 'text',
  number: 'text null',
  page: 'text null',
  created_at: 'text null',
  day: 'date',
  from_day: 'date null',
  opening_minor: 'bigint null',
  closing_minor: 'bigint null',
  credits: 'integer',
  credits_minor: 'bigint',
  debits: 'integer',
  debits_minor: 'bigint',
  reported_minor: 'bigint null',
})

export async function insertStatements(tx: Tx, fileId: string, rows: readonly StatementRow[]): Promise<void> {
  const statements = rows.map(({ credits, debits, ...row }) => ({
    ...row,
    openingMinor: row.opening,
    closingMinor: row.closing,
    credits: credits.count,
    creditsMinor: credits.sum,
    debits: debits.count,
    debitsMinor: debits.sum,
    reportedMinor: row.reported,
  }))
  await tx.query({
    text: `insert into bank_statement (client_id, file_id, ${STATEMENTS.names})
           select 0, $1, ${STATEMENTS.names} from ${STATEMENTS.from(2)}
           on conflict (client_id, file_id, position) do nothing`,
    values: [fileId, ...STATEMENTS.values(statements)],
  })
}

/** The order of statements of one account: by day, and of a day by what the bank says of their making. */
const ORDER = 's.day, s.created_at nulls first, length(s.number), s.number, length(s.page), s.page, s.file_id'

interface Balance {
  account: string
  currency: string
  day: CivilDate
  fromDay: CivilDate | null
  opening: bigint | null
  closing: bigint | null
}

type BalanceRow = Omit<Balance, 'opening' | 'closing'> & { opening: string | null; closing: string | null }

const BALANCE = `s.account, s.currency, s.day, s.from_day as "fromDay", s.opening_minor::text as opening, s.closing_minor::text as closing`

function balanceOf(row: BalanceRow): Balance {
  const amount = (text: string | null) => (text === null ? null : BigInt(text))
  return { ...row, opening: amount(row.opening), closing: amount(row.closing) }
}

export type StatementBalance = Balance

/** The first statement of an account with an opening balance. */
export async function selectFirstStatement(
  db: Queryable,
  { account, currency }: { account: string; currency: string },
): Promise<Balance | undefined> {
  const { rows } = await db.query<BalanceRow>({
    text: `select ${BALANCE} from bank_statement s
           where s.client_id = 0 and s.account = $1 and s.currency = $2 and s.opening_minor is not null
           order by coalesce(s.from_day, s.day), ${ORDER} limit 1`,
    values: [account, currency],
  })
  return rows[0] && balanceOf(rows[0])
}

/** An account's statements with a closing balance on the days from..to, in order; the last ones where there are more. */
export async function selectClosings(
  db: Queryable,
  { account, currency }: { account: string; currency: string },
  { from, to, limit }: { from: CivilDate; to: CivilDate; limit: number },
): Promise<Balance[]> {
  const { rows } = await db.query<BalanceRow>({
    text: `select ${BALANCE} from bank_statement s
           where s.client_id = 0 and s.account = $1 and s.currency = $2 and s.closing_minor is not null and s.day between $3 and $4
           order by s.day desc, s.created_at desc nulls last, length(s.number) desc, s.number desc, length(s.page) desc, s.page desc, s.file_id desc
           limit $5`,
    values: [account, currency, from, to, limit],
  })
  return rows.map(balanceOf).toReversed()
}

/** Returns the movements of a day as files of each format report them. */
export async function selectDayByFormat(
  db: Queryable,
  { account, currency }: { account: string; currency: string },
  day: CivilDate,
): Promise<{ format: string; files: number; entries: number; amount: bigint }[]> {
  const { rows } = await db.query<{ format: string; files: number; entries: number; amount: string }>({
    text: `select format, count(distinct file_id)::int as files, sum(credits + debits)::int as entries,
                  sum(credits_minor - debits_minor)::text as amount
           from bank_statement where client_id = 0 and account = $1 and currency = $2 and day = $3 group by format order by format`,
    values: [account, currency, day],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}
