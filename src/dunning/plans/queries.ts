/** SQL of payment plans. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import type { CaseKey } from '../../claims/queries.ts'
import type { Instalment, Plan } from './plan.ts'
import type { PlanState } from './states.ts'

type Row = Omit<Plan, 'fee' | 'instalments'> & {
  fee: string
  instalments: { number: number; dueDate: CivilDate; amount: string; paid: string }[] | null
}

const PLANS = `select p.client_id as "clientId", p.case_id as "caseId", p.plan_id as "planId", p.state, p.fee_minor::text as fee,
    p.rule_id as "ruleId", p.created_at as "createdAt", p.updated_at as "updatedAt",
    (select json_agg(json_build_object('number', i.number, 'dueDate', i.due_date, 'amount', i.amount_minor::text,
       'paid', i.paid_minor::text) order by i.number)
     from plan_instalment i where i.client_id = p.client_id and i.plan_id = p.plan_id) as instalments
  from payment_plan p where p.client_id = $1 and p.case_id = $2`

function planOf({ instalments, ...row }: Row): Plan {
  return {
    ...row,
    fee: BigInt(row.fee),
    instalments: (instalments ?? []).map((each) => ({ ...each, amount: BigInt(each.amount), paid: BigInt(each.paid) })),
  }
}

/** Plans of a case, the newest first. */
export async function selectPlans(db: Queryable, key: CaseKey): Promise<Plan[]> {
  const { rows } = await db.query<Row>({
    text: `${PLANS} order by p.created_at desc, p.plan_id desc`,
    values: [key.clientId, key.caseId],
  })
  return rows.map(planOf)
}

/** The plan that is offered or under way. */
export async function selectLivePlan(db: Queryable, key: CaseKey): Promise<Plan | undefined> {
  const { rows } = await db.query<Row>({
    text: `${PLANS} and p.state in ('OFFERED', 'ACTIVE')`,
    values: [key.clientId, key.caseId],
  })
  return rows[0] && planOf(rows[0])
}

export async function insertPlan(tx: Tx, plan: Plan): Promise<void> {
  await tx.query({
    text: `insert into payment_plan (client_id, plan_id, case_id, state, fee_minor, rule_id, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $7)`,
    values: [plan.clientId, plan.planId, plan.caseId, plan.state, plan.fee, plan.ruleId, plan.createdAt],
  })
  await insertInstalments(tx, plan, plan.instalments)
}

const INSTALMENTS = bulk({ number: 'smallint', due: 'date', amount: 'bigint', paid: 'bigint' })

export async function insertInstalments(
  tx: Tx,
  { clientId, planId }: Pick<Plan, 'clientId' | 'planId'>,
  instalments: Instalment[],
): Promise<void> {
  await tx.query({
    text: `insert into plan_instalment (client_id, plan_id, number, due_date, amount_minor, paid_minor)
           select $1, $2, number, due, amount, paid
           from ${INSTALMENTS.from(3)}`,
    values: [clientId, planId, ...INSTALMENTS.values(instalments.map((each) => ({ ...each, due: each.dueDate })))],
  })
}

/** Other amounts, of fewer instalments perhaps. */
export async function replaceInstalments(tx: Tx, plan: Plan): Promise<void> {
  await tx.query({
    text: 'delete from plan_instalment where client_id = $1 and plan_id = $2',
    values: [plan.clientId, plan.planId],
  })
  await insertInstalments(tx, plan, plan.instalments)
}

const PAID = bulk({ number: 'smallint', paid: 'bigint' })

export async function writePaid(tx: Tx, { clientId, planId, instalments }: Plan): Promise<void> {
  await tx.query({
    text: `update plan_instalment i set paid_minor = n.paid
           from ${PAID.from(3)}
           where i.client_id = $1 and i.plan_id = $2 and i.number = n.number and i.paid_minor <> n.paid`,
    values: [clientId, planId, ...PAID.values(instalments)],
  })
}

/** @returns whether it was still offered or under way */
export async function updatePlan(
  tx: Tx,
  { clientId, planId }: Pick<Plan, 'clientId' | 'planId'>,
  change: { state: PlanState; fee: bigint; ruleId: string | null },
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update payment_plan set state = $3, fee_minor = $4, rule_id = $5, updated_at = $6
           where client_id = $1 and plan_id = $2 and state in ('OFFERED', 'ACTIVE')`,
    values: [clientId, planId, change.state, change.fee, change.ruleId, at],
  })
  return rowCount === 1
}

/** Cases that somebody holds up and that are to be looked at now: a pause that ends, a plan whose instalment is due. */
export async function selectHeldCases(db: Queryable, at: Date, limit: number): Promise<CaseKey[]> {
  const { rows } = await db.query<CaseKey>({
    text: `select client_id as "clientId", case_id as "caseId" from collection_case
           where next_at <= $1 and status in ('PAUSED', 'PAYMENT_PLAN') order by next_at limit $2`,
    values: [at, limit],
  })
  return rows
}
