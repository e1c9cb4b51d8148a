/** SQL of the engine: each statement takes a whole batch. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { CivilDate } from '@saatava/core/dates.ts'
import type { LetterId, TransactionId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import { clientsWithDue } from '../../platform/partition.ts'
import { type Policy, type PolicyRow, policyOf } from '../../claims/policy.ts'
import { COLUMNS, type CaseKey, type Row, caseOf } from '../../claims/queries.ts'
import type { Case } from '../../claims/case.ts'

/** The cases that a transaction takes. */
export interface Batch {
  limit: number
  /** Currencies in which letters can be sent: cases of others whose next step sends one stay as they are. */
  currencies: string[]
  /** Clients of one partition. */
  clientIds: ClientId[]
  /** One of them alone. */
  only?: CaseKey
}

/** Returns clients of one partition that have cases with a step to take. */
export function clientsWithSteps(db: Queryable, at: Date, limit: number, currencies: string[]): Promise<number[]> {
  const due = `select c.client_id from collection_case c where ${DUE} order by c.next_at limit $2`
  return clientsWithDue(db, 'steps', due, [at, limit, currencies])
}

/** Cases that are due and not held up, locked; what another worker has is passed over. */
export async function lockDueCases(tx: Tx, at: Date, { limit, currencies, clientIds, only }: Batch): Promise<Case[]> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from collection_case c
           where c.client_id = any($4::bigint[]) ${only === undefined ? '' : 'and c.case_id = $5'} and ${DUE}
           order by c.next_at limit $2 for no key update of c skip locked`,
    values: [at, limit, currencies, clientIds, ...(only === undefined ? [] : [only.caseId])],
  })
  // In the order in which rows lie, so that what is written about them lies together too.
  return rows.map(caseOf).sort((a, b) => a.clientId - b.clientId || a.caseId - b.caseId)
}

const SENDS_NO_LETTER = `(c.stage = 'INVOICED' or not exists (
  select from policy p where p.policy_id = c.policy_id and p.version = c.policy_version
    and p.steps -> c.step_index ->> 'kind' in ('REMINDER', 'DEMAND')))`

const DUE = `c.next_at <= $1 and c.hold is null and (c.status = 'OPEN' or c.status = 'DISPUTED' and c.disputed_minor is not null)
  and (c.currency = any($3::text[]) or ${SENDS_NO_LETTER})`

const POLICY_VERSIONS = bulk({ policy_id: 'text', version: 'integer' })

export async function selectPolicyVersions(tx: Tx, wanted: { policyId: string; version: number }[]): Promise<Policy[]> {
  const { rows } = await tx.query<PolicyRow>({
    text: `select policy_id as "policyId", version, country, debtor_type as "debtorType", name, steps, letters
           from policy join ${POLICY_VERSIONS.from(1)} using (policy_id, version)`,
    values: POLICY_VERSIONS.values(wanted),
  })
  return rows.map(policyOf)
}

export interface TakenStep extends CaseKey {
  stepIndex: number
  kind: string
  takenOn: CivilDate
  fee: bigint
  ruleId: string | null
  source: string | null
  letterId: LetterId | null
  /** The journal transaction that charges its fee; null: it charges none. */
  transactionId: TransactionId | null
  /** The last day that its letter gives to pay; null: it sends none. */
  payBy: CivilDate | null
}

const STEPS = bulk({
  client_id: 'bigint',
  case_id: 'bigint',
  step_index: 'smallint',
  kind: 'text',
  taken_on: 'date',
  fee: 'bigint',
  rule_id: 'text null',
  source: 'text null',
  letter_id: 'uuid null',
  transaction_id: 'uuid null',
  pay_by: 'date null',
})

/** The primary key lets each step of a case be taken once. */
export async function insertSteps(tx: Tx, steps: TakenStep[]): Promise<void> {
  if (steps.length === 0) return
  await tx.query({
    name: 'case-steps',
    text: `insert into case_step (client_id, case_id, step_index, kind, taken_on, fee_minor, rule_id, rule_source, letter_id, transaction_id, pay_by)
           select client_id, case_id, step_index, kind, taken_on, fee, rule_id, source, letter_id, transaction_id, pay_by
           from ${STEPS.from(1)}`,
    values: STEPS.values(steps),
  })
}
