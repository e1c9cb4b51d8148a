/** SQL of scenario debtors. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable } from '../../platform/database.ts'
import { SCENARIOS } from './scenarios.ts'

/** The condition repeats that of the index collection_case_scenario: another text would read all cases. */
const IS_SCENARIO = `lower(c.debtor ->> 'name') in (${SCENARIOS.map(({ name }) => `'${name.toLowerCase()}'`).join(', ')})`

/** The civil day in each country. */
export interface Day {
  country: string
  today: CivilDate
  tomorrow: CivilDate
}

const DAYS = bulk({ country: 'text', today: 'date', tomorrow: 'date' })

/** Cases of debtors with such names that are new. @returns how many */
export async function enrol(db: Queryable, days: readonly Day[], limit: number): Promise<number> {
  const { rowCount } = await db.query({
    text: `insert into scenario_debtor (client_id, case_id, country, scenario, step, look_on)
           select c.client_id, c.case_id, c.country, lower(c.debtor ->> 'name'), 0, n.today
           from collection_case c join ${DAYS.from(2)} using (country)
           where ${IS_SCENARIO} and not exists
             (select from scenario_debtor s where s.client_id = c.client_id and s.case_id = c.case_id)
           limit $1 on conflict do nothing`,
    values: [limit, ...DAYS.values(days)],
  })
  return rowCount ?? 0
}

export interface DueDebtor {
  clientId: ClientId
  caseId: CaseId
  invoiceNumber: number
  scenario: string
  step: number
  country: string
  dueDate: CivilDate
  openedAt: Date
  firstReminderOn: CivilDate | null
  firstInstalmentOn: CivilDate | null
  /** Minor units. */
  firstInstalment: string | null
}

/**
 * Takes debtors whose day has come and sets the day on which they look again, so that one whose step fails comes back the
 * day after and holds up no other.
 */
export async function takeDue(db: Queryable, days: readonly Day[], limit: number): Promise<DueDebtor[]> {
  const { rows } = await db.query<DueDebtor>({
    text: `with taken as (
             update scenario_debtor s set look_on = n.tomorrow from
               (select client_id, case_id, tomorrow from scenario_debtor join ${DAYS.from(2)} using (country)
                where look_on <= n.today
                order by look_on, client_id, case_id limit $1 for no key update of scenario_debtor skip locked) n
             where s.client_id = n.client_id and s.case_id = n.case_id returning s.*)
           select t.client_id as "clientId", t.case_id as "caseId", c.invoice_number as "invoiceNumber", t.scenario, t.step, c.country,
             c.due_date as "dueDate", c.opened_at as "openedAt",
             (select min(taken_on) from case_step k where k.client_id = t.client_id and k.case_id = t.case_id
                and k.kind = 'REMINDER') as "firstReminderOn",
             p.due_date as "firstInstalmentOn", p.amount_minor::text as "firstInstalment"
           from taken t join collection_case c using (client_id, case_id)
           left join lateral (
             select i.due_date, i.amount_minor from payment_plan l join plan_instalment i using (client_id, plan_id)
             where l.client_id = t.client_id and l.case_id = t.case_id and l.state in ('OFFERED', 'ACTIVE') and i.number = 1) p on true
           order by t.client_id, t.case_id`,
    values: [limit, ...DAYS.values(days)],
  })
  return rows
}

/** The step is done. @param lookOn null: it was the last */
export async function advance(
  db: Queryable,
  { clientId, caseId, step }: DueDebtor,
  lookOn: CivilDate | null,
): Promise<void> {
  await db.query({
    text: `update scenario_debtor set step = step + 1, look_on = $4 where client_id = $1 and case_id = $2 and step = $3`,
    values: [clientId, caseId, step, lookOn],
  })
}
