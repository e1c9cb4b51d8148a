/** SQL of the reports of recovery, losses and fees. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Tx } from '../platform/database.ts'
import { REPORT_ZONE } from './report.ts'

export interface SumsFilter {
  /** Null: all clients. */
  clientId: ClientId | null
  since: CivilDate
}

export interface CohortRow {
  currency: string
  /** The first day of the quarter in which the cases were opened. */
  quarter: CivilDate
  cases: number
  /** Minor units as text. */
  capital: string
}

const OPENED = `(c.opened_at at time zone '${REPORT_ZONE}')`
const OF_COHORTS = `($1::bigint is null or c.client_id = $1) and c.opened_at >= ($2::date::timestamp at time zone '${REPORT_ZONE}')`

/** Cases by the quarter in which they were opened, with their capital then. */
export async function sumCohorts(tx: Tx, { clientId, since }: SumsFilter): Promise<CohortRow[]> {
  const { rows } = await tx.query<CohortRow>({
    text: `select c.currency, date_trunc('quarter', ${OPENED})::date as quarter, count(*) as cases,
             sum(c.capital_minor)::text as capital
           from collection_case c where ${OF_COHORTS} group by 1, 2 order by 1, 2`,
    values: [clientId, since],
  })
  return rows
}

export interface RecoveredRow {
  currency: string
  quarter: CivilDate
  /** Whole periods of 30 days between the opening and the payment. */
  months: number
  /** Minor units as text. */
  capital: string
}

/** Capital that was paid on the cases of each quarter, by the time since they were opened. */
export async function sumRecovered(
  tx: Tx,
  { clientId, since, monthsMax }: SumsFilter & { monthsMax: number },
): Promise<RecoveredRow[]> {
  const { rows } = await tx.query<RecoveredRow>({
    text: `select c.currency, date_trunc('quarter', ${OPENED})::date as quarter,
             least(greatest(a.allocated_on - ${OPENED}::date, 0) / 30, $3::int) as months,
             sum(a.capital_minor)::text as capital
           from collection_case c
           join allocation a on a.client_id = c.client_id and a.case_id = c.case_id and a.reversed_at is null
           where ${OF_COHORTS} and ($1::bigint is null or a.client_id = $1) group by 1, 2, 3 order by 1, 2, 3`,
    values: [clientId, since, monthsMax],
  })
  return rows
}

export interface LossRow {
  currency: string
  /** The first day of the month. */
  month: CivilDate
  kind: 'WRITTEN_OFF' | 'WITHDRAWN' | 'WAIVED'
  cases: number
  /** Minor units as text. */
  amount: string
}

/** Claims that were given up, by month and kind. */
export async function sumLosses(tx: Tx, { clientId, since }: SumsFilter): Promise<LossRow[]> {
  const { rows } = await tx.query<LossRow>({
    text: `select p.currency, date_trunc('month', t.booking_date::timestamp)::date as month, t.kind,
             count(distinct t.transaction_id) as cases, (-sum(p.amount_minor))::text as amount
           from journal_transaction t
           join journal_posting p on p.client_id = t.client_id and p.transaction_id = t.transaction_id
           where ($1::bigint is null or (t.client_id = $1 and p.client_id = $1)) and t.booking_date >= $2
             and t.kind in ('WRITTEN_OFF', 'WITHDRAWN', 'WAIVED') and p.account like 'RECEIVABLE\\_%'
           group by 1, 2, 3 order by 1, 2, 3`,
    values: [clientId, since],
  })
  return rows
}

export interface FeeRow {
  currency: string
  /** Null: the policy charged it without a rule. */
  rule: string | null
  kind: string
  charged: number
  /** Minor units as text. */
  amount: string
  /** Fees that were taken back, because their letter could not be sent. */
  takenBack: number
}

/** Fees of steps by the rule that allows them. */
export async function sumFees(tx: Tx, { clientId, since }: SumsFilter): Promise<FeeRow[]> {
  const { rows } = await tx.query<FeeRow>({
    text: `select c.currency, s.rule_id as rule, s.kind, count(*) as charged, sum(s.fee_minor)::text as amount,
             count(t.transaction_id) as "takenBack"
           from case_step s
           join collection_case c on c.client_id = s.client_id and c.case_id = s.case_id
           left join journal_transaction t on t.client_id = s.client_id and t.corrects = s.transaction_id
           where ($1::bigint is null or (s.client_id = $1 and c.client_id = $1)) and s.taken_on >= $2 and s.fee_minor > 0
           group by 1, 2, 3 order by 1, sum(s.fee_minor) desc, 2, 3`,
    values: [clientId, since],
  })
  return rows
}
