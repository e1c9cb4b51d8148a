/** SQL of the list of plans. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, DebtorId, PlanId } from '@saatava/core/ids.ts'
import type { Queryable } from '../../platform/database.ts'
import type { PlanState } from './states.ts'

export interface ListedPlanRow {
  planId: PlanId
  caseId: CaseId
  debtorId: DebtorId
  debtorName: string | null
  invoiceNumber: number
  caseStatus: string
  currency: string
  state: PlanState
  /** Minor units, as text. */
  fee: string
  createdAt: Date
  /** The moment of the last change, to the microsecond. */
  changedAt: string
  instalments: { number: number; dueDate: CivilDate; amount: string; paid: string }[]
}

export interface PlanPlace {
  changedAt: string
  planId: PlanId
}

/** Plans of one state, those that changed last first. @param ofOpen only plans of cases that are open */
export async function selectPlansIn(
  db: Queryable,
  clientId: ClientId,
  state: PlanState,
  { after, ofOpen, limit }: { after: PlanPlace; ofOpen: boolean; limit: number },
): Promise<ListedPlanRow[]> {
  const { rows } = await db.query<ListedPlanRow>({
    text: `select p.plan_id as "planId", p.case_id as "caseId", c.debtor_id as "debtorId", c.debtor ->> 'name' as "debtorName",
                  c.invoice_number as "invoiceNumber", c.status as "caseStatus", c.currency, p.state, p.fee_minor::text as fee,
                  p.created_at as "createdAt", p.updated_at::text as "changedAt",
                  coalesce((select json_agg(json_build_object('number', i.number, 'dueDate', i.due_date,
                      'amount', i.amount_minor::text, 'paid', i.paid_minor::text) order by i.number)
                    from plan_instalment i where i.client_id = $1 and i.plan_id = p.plan_id), '[]') as instalments
           from payment_plan p join collection_case c on c.client_id = $1 and c.case_id = p.case_id
           where p.client_id = $1 and p.state = $2 and (p.updated_at, p.plan_id) < ($3::timestamptz, $4::uuid)
             and (not $5::boolean or c.status <> 'CLOSED')
           order by p.updated_at desc, p.plan_id desc limit $6`,
    values: [clientId, state, after.changedAt, after.planId, ofOpen, limit],
  })
  return rows
}
