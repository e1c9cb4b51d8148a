/** SQL of what an export says of cases, for a page of them. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

interface OfCase {
  caseId: CaseId
}

export interface SentLetter extends OfCase {
  kind: 'REMINDER' | 'DEMAND' | 'PLAN'
  date: CivilDate
  payBy: CivilDate | null
  /** Minor units, as text. */
  fee: string
  byCreditor: boolean
}

/** Letters that were sent here or before, and plans that cost something, in order. */
export async function selectSentLetters(
  db: Queryable,
  clientId: ClientId,
  caseIds: readonly CaseId[],
): Promise<SentLetter[]> {
  const { rows } = await db.query<SentLetter>({
    text: `select case_id as "caseId", kind, sent_on as date, pay_by as "payBy", fee_minor::text as fee, by_creditor as "byCreditor"
           from earlier_letter where client_id = $1 and case_id = any($2::bigint[])
           union all
           select case_id, kind, taken_on, pay_by, fee_minor::text, false
           from case_step where client_id = $1 and case_id = any($2::bigint[]) and kind in ('REMINDER', 'DEMAND')
           union all
           select case_id, 'PLAN', created_at::date, null, fee_minor::text, false
           from payment_plan where client_id = $1 and case_id = any($2::bigint[]) and state <> 'OFFERED' and fee_minor > 0
           order by 1, 3, 2`,
    values: [clientId, caseIds],
  })
  return rows
}

export interface PaidPart extends OfCase {
  date: CivilDate
  /** Minor units, as text. */
  capital: string
  interest: string
  costs: string
}

/** Payments here and before, in order; those that the bank took back are left out. */
export async function selectPaidParts(
  db: Queryable,
  clientId: ClientId,
  caseIds: readonly CaseId[],
): Promise<PaidPart[]> {
  const { rows } = await db.query<PaidPart>({
    text: `select case_id as "caseId", paid_on as date, capital_minor::text as capital, interest_minor::text as interest,
                  costs_minor::text as costs
           from earlier_payment where client_id = $1 and case_id = any($2::bigint[])
           union all
           select a.case_id, p.payment_date, a.capital_minor::text, a.interest_minor::text, (a.costs_minor + a.fees_minor)::text
           from allocation a join payment p using (client_id, payment_id)
           where a.client_id = $1 and a.case_id = any($2::bigint[]) and a.reversed_at is null
           order by 1, 2`,
    values: [clientId, caseIds],
  })
  return rows
}

export interface OpenInstalment extends OfCase {
  dueDate: CivilDate
  /** The unpaid part, minor units as text. */
  amount: string
}

/** Unpaid instalments of plans under way, in order. */
export async function selectOpenInstalments(
  db: Queryable,
  clientId: ClientId,
  caseIds: readonly CaseId[],
): Promise<OpenInstalment[]> {
  const { rows } = await db.query<OpenInstalment>({
    text: `select p.case_id as "caseId", i.due_date as "dueDate", (i.amount_minor - i.paid_minor)::text as amount
           from payment_plan p join plan_instalment i using (client_id, plan_id)
           where p.client_id = $1 and p.case_id = any($2::bigint[]) and p.state = 'ACTIVE' and i.paid_minor < i.amount_minor
           order by 1, i.number`,
    values: [clientId, caseIds],
  })
  return rows
}
