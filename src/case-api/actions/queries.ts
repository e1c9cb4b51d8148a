/** SQL of actions: the requests, in order, and their outcomes. */
import type { CaseId, ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import type { CaseKey } from '../../claims/queries.ts'
import type { CaseAction, Outcome } from './action.ts'
import { readActionData } from './schemas.ts'

export interface NewAction {
  actionId: string
  caseId: CaseId | null
  invoiceId: InvoiceId | null
  code: string
  comment: string | null
  data: unknown
}

export interface Submission {
  clientId: ClientId
  batchId: string
  at: Date
  by: string
}

const NEW_ACTIONS = bulk({
  action_id: 'uuid',
  case_id: 'bigint null',
  invoice_id: 'uuid null',
  code: 'text',
  comment: 'text null',
  data: 'json text null',
})

/** Stores a batch in its order; what is of no case has been performed already. */
export async function insertActions(tx: Tx, submission: Submission, actions: NewAction[]): Promise<void> {
  await tx.query({
    text: `insert into case_action (client_id, action_id, batch_id, position, case_id, invoice_id, code, comment, data, state,
             outcome, submitted_at, next_attempt_at, submitted_by, performed_at)
           select $1, action_id, $2, ord, case_id, invoice_id, code, comment, data,
                  case when case_id is null then 'performed' else 'pending' end,
                  case when case_id is null then '{}'::json end, $3::timestamptz, $3::timestamptz, $4, case when case_id is null then $3::timestamptz end
           from ${NEW_ACTIONS.ordered(5)}`,
    values: [
      submission.clientId,
      submission.batchId,
      submission.at,
      submission.by,
      ...NEW_ACTIONS.values(actions.map((action) => ({ ...action, data: JSON.stringify(action.data) }))),
    ],
  })
}

/** The cases of the pending actions that have been due longest, in order. */
export async function selectPendingCases(db: Queryable, at: Date, limit: number): Promise<CaseKey[]> {
  const { rows } = await db.query<CaseKey>({
    text: `select client_id as "clientId", case_id as "caseId" from (
             select client_id, case_id, next_attempt_at, submitted_at, action_id from case_action
             where state = 'pending' and next_attempt_at <= $1 order by next_attempt_at, submitted_at, action_id limit $2
           ) oldest group by client_id, case_id order by min(next_attempt_at), min(submitted_at), min(action_id::text)`,
    values: [at, limit],
  })
  return rows
}

/** All pending actions of a case wait: they are performed in order. */
export async function postponeActions(tx: Tx, key: CaseKey, until: Date): Promise<void> {
  await tx.query({
    text: `update case_action set next_attempt_at = $3 where client_id = $1 and case_id = $2 and state = 'pending'`,
    values: [key.clientId, key.caseId, until],
  })
}

/** The next action of a case, in order of submission. */
export async function selectNextAction(tx: Tx, key: CaseKey): Promise<CaseAction | undefined> {
  const { rows } = await tx.query<Omit<CaseAction, 'data'> & { data: unknown }>({
    text: `select client_id as "clientId", action_id as "actionId", case_id as "caseId", code, comment, data,
                  submitted_by as "submittedBy"
           from case_action where client_id = $1 and case_id = $2 and state = 'pending'
           order by submitted_at, batch_id, position limit 1`,
    values: [key.clientId, key.caseId],
  })
  const [row] = rows
  return row && { ...row, data: readActionData(row.data, keyOfAction(key.clientId, row.actionId)) }
}

/** The name of an action in errors of what is stored. */
export function keyOfAction(clientId: ClientId, actionId: string): string {
  return `client ${clientId}, action ${actionId}`
}

/** @returns whether it was still to be performed */
export async function writeOutcome(
  tx: Tx,
  { clientId, actionId }: Pick<CaseAction, 'clientId' | 'actionId'>,
  { state, ...outcome }: Outcome,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update case_action set state = $3, outcome = $4, performed_at = $5
           where client_id = $1 and action_id = $2 and state = 'pending'`,
    values: [clientId, actionId, state, JSON.stringify(outcome), at],
  })
  return rowCount === 1
}

/** Whether the creditor has reported this payment before, by the reference that it gives. */
export async function isReportedBefore(tx: Tx, { clientId, caseId, actionId, data }: CaseAction): Promise<boolean> {
  const { rows } = await tx.query({
    text: `select from case_action where client_id = $1 and case_id = $2 and action_id <> $3 and code = 'DIRECTPAYMENT'
             and state = 'performed' and data->>'reference' = $4 and data->>'paymentDate' = $5
             and (data->>'amount')::numeric = $6::numeric limit 1`,
    values: [clientId, caseId, actionId, data.reference, data.paymentDate, String(data.amount)],
  })
  return rows.length > 0
}
