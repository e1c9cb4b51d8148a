/** SQL of what is open: the index of stages holds the cases, and the balances of the journal hold what is owed. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Stage } from '../claims/states.ts'
import type { Tx } from '../platform/database.ts'

export interface StockFilter {
  /** Null: all clients. */
  clientId: ClientId | null
  today: CivilDate
  /** The first day of each band of age but the first. */
  starts: readonly number[]
}

const AGE = 'width_bucket($2::date - c.due_date, $3::int[])'
const OPEN = `c.stage <> 'CLOSED' and ($1::bigint is null or c.client_id = $1)`
const OWED = `b.account in ('RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES')`

/** Counts of open cases by currency, stage and age. */
export async function countStock(
  tx: Tx,
  { clientId, today, starts }: StockFilter,
): Promise<{ currency: string; stage: Stage; age: number; cases: number }[]> {
  const { rows } = await tx.query<{ currency: string; stage: Stage; age: number; cases: number }>({
    text: `select c.currency, c.stage, ${AGE} as age, count(*) as cases from collection_case c
           where ${OPEN} group by 1, 2, 3`,
    values: [clientId, today, starts],
  })
  return rows
}

/** Amounts that are owed on open cases, by currency, stage and age; minor units as text. */
export async function sumStock(
  tx: Tx,
  { clientId, today, starts }: StockFilter,
): Promise<{ currency: string; stage: Stage; age: number; owed: string }[]> {
  const { rows } = await tx.query<{ currency: string; stage: Stage; age: number; owed: string }>({
    text: `select c.currency, c.stage, ${AGE} as age, sum(b.balance_minor)::text as owed
           from collection_case c
           join journal_balance b on b.client_id = c.client_id and b.case_id = c.case_id and b.currency = c.currency
           where ${OPEN} and ($1::bigint is null or b.client_id = $1) and ${OWED} and b.balance_minor <> 0
           group by 1, 2, 3`,
    values: [clientId, today, starts],
  })
  return rows
}

export type Receivable = 'RECEIVABLE_CAPITAL' | 'RECEIVABLE_INTEREST' | 'RECEIVABLE_COSTS' | 'RECEIVABLE_FEES'

/** Amounts that are owed on open cases, by currency, client, age and kind; minor units as text. */
export async function sumAging(
  tx: Tx,
  { clientId, today, starts }: StockFilter,
): Promise<{ currency: string; clientId: ClientId; age: number; account: Receivable; owed: string }[]> {
  const { rows } = await tx.query<{
    currency: string
    clientId: ClientId
    age: number
    account: Receivable
    owed: string
  }>({
    text: `select c.currency, c.client_id as "clientId", ${AGE} as age, b.account, sum(b.balance_minor)::text as owed
           from collection_case c
           join journal_balance b on b.client_id = c.client_id and b.case_id = c.case_id and b.currency = c.currency
           where ${OPEN} and ($1::bigint is null or b.client_id = $1) and ${OWED} and b.balance_minor <> 0
           group by 1, 2, 3, 4`,
    values: [clientId, today, starts],
  })
  return rows
}
