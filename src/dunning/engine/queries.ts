/** SQL of the engine: each statement takes a whole batch. */
import type { Tx } from '../../platform/database.ts'
import type { Policy } from '../../claims/policy.ts'
import { COLUMNS, type CaseKey, type Row, caseOf } from '../../claims/queries.ts'
import type { Case } from '../../claims/case.ts'

/**
 * Cases that are due and not held up, locked; what another worker has is passed over.
 * @param currencies in which letters can be sent: cases of others whose next step sends one stay as they are
 * @param only one of them
 */
export async function lockDueCases(
  tx: Tx,
  at: Date,
  limit: number,
  currencies: string[],
  only?: CaseKey,
): Promise<Case[]> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from collection_case c
           where ${only === undefined ? '' : 'c.client_id = $4 and c.case_id = $5 and '}c.next_at <= $1 and (c.status = 'OPEN' or c.status = 'DISPUTED' and c.disputed_minor is not null)
           and (c.currency = any($3::text[]) or ${SENDS_NO_LETTER}) order by c.next_at limit $2 for update of c skip locked`,
    values: [at, limit, currencies, ...(only === undefined ? [] : [only.clientId, only.caseId])],
  })
  // In the order in which rows lie, so that what is written about them lies together too.
  return rows.map(caseOf).sort((a, b) => a.clientId - b.clientId || a.caseId - b.caseId)
}

const SENDS_NO_LETTER = `(c.stage = 'INVOICED' or not exists (
  select from policy p where p.policy_id = c.policy_id and p.version = c.policy_version
    and p.steps -> c.step_index ->> 'kind' in ('REMINDER', 'DEMAND')))`

export async function selectPolicyVersions(tx: Tx, wanted: { policyId: string; version: number }[]): Promise<Policy[]> {
  const { rows } = await tx.query<Policy>({
    text: `select policy_id as "policyId", version, country, debtor_type as "debtorType", name, steps, letters
           from policy join unnest($1::text[], $2::int[]) as n (policy_id, version) using (policy_id, version)`,
    values: [wanted.map((one) => one.policyId), wanted.map((one) => one.version)],
  })
  return rows
}

export interface TakenStep extends CaseKey {
  stepIndex: number
  kind: string
  takenOn: string
  fee: bigint
  ruleId: string | null
  source: string | null
  letterId: string | null
  /** The journal transaction that charges its fee; null: it charges none. */
  transactionId: string | null
  /** The last day that its letter gives to pay; null: it sends none. */
  payBy: string | null
}

/** The primary key lets each step of a case be taken once. */
export async function insertSteps(tx: Tx, steps: TakenStep[]): Promise<void> {
  if (steps.length === 0) return
  await tx.query({
    name: 'case-steps',
    text: `insert into case_step (client_id, case_id, step_index, kind, taken_on, fee_minor, rule_id, rule_source, letter_id, transaction_id, pay_by)
           select * from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::text[], $5::date[], $6::bigint[], $7::text[], $8::text[], $9::uuid[], $10::uuid[], $11::date[])`,
    values: [
      steps.map((step) => step.clientId),
      steps.map((step) => step.caseId),
      steps.map((step) => step.stepIndex),
      steps.map((step) => step.kind),
      steps.map((step) => step.takenOn),
      steps.map((step) => step.fee),
      steps.map((step) => step.ruleId),
      steps.map((step) => step.source),
      steps.map((step) => step.letterId),
      steps.map((step) => step.transactionId),
      steps.map((step) => step.payBy),
    ],
  })
}
