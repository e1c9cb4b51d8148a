/** SQL of actions as they are shown. */
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../../platform/database.ts'
import { keyOfAction } from './queries.ts'
import { type ActionData, type StoredOutcome, readActionData, readOutcome } from './schemas.ts'

export interface StoredAction {
  actionId: string
  batchId: string
  position: number
  caseId: CaseId | null
  invoiceNumber: number | null
  code: string
  comment: string | null
  data: ActionData
  state: 'pending' | 'performed' | 'refused'
  outcome: StoredOutcome | null
  submittedAt: Date
  /** Microseconds since 1970: what a cursor holds. */
  submittedMicros: string
  performedAt: Date | null
}

type Row = Omit<StoredAction, 'data' | 'outcome'> & { data: unknown; outcome: unknown }

function actionOf(clientId: ClientId, row: Row): StoredAction {
  const key = keyOfAction(clientId, row.actionId)
  const outcome = row.outcome === null ? null : readOutcome(row.outcome, key)
  return { ...row, data: readActionData(row.data, key), outcome }
}

const COLUMNS = `a.action_id as "actionId", a.batch_id as "batchId", a.position, a.case_id as "caseId", i.number as "invoiceNumber", a.code,
  a.comment, a.data, a.state, a.outcome, a.submitted_at as "submittedAt",
  (extract(epoch from a.submitted_at) * 1000000)::bigint::text as "submittedMicros", a.performed_at as "performedAt"`
const FROM = 'from case_action a left join invoice i on i.client_id = a.client_id and i.invoice_id = a.invoice_id'

/** Actions of a client by their ids, in the order of submission. */
export async function selectActions(
  db: Queryable,
  clientId: ClientId,
  ids: readonly string[],
): Promise<StoredAction[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} ${FROM} where a.client_id = $1 and a.action_id = any($2::uuid[])
           order by a.submitted_at, a.batch_id, a.position`,
    values: [clientId, ids],
  })
  return rows.map((row) => actionOf(clientId, row))
}

/** The actions of one submission, in its order. */
export async function selectBatch(db: Queryable, clientId: ClientId, batchId: string): Promise<StoredAction[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} ${FROM} where a.client_id = $1 and a.batch_id = $2 order by a.position`,
    values: [clientId, batchId],
  })
  return rows.map((row) => actionOf(clientId, row))
}

export async function countPending(db: Queryable, clientId: ClientId, batchId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    text: `select count(*)::int as count from case_action where client_id = $1 and batch_id = $2 and state = 'pending'`,
    values: [clientId, batchId],
  })
  return rows[0]?.count ?? 0
}

export interface ActionPlace {
  /** Microseconds since 1970. */
  at: string
  batchId: string
  position: number
}

/** The actions of a case, or of all that concerns invoices of a number, in the order of submission. */
export async function pageOfActions(
  db: Queryable,
  clientId: ClientId,
  by: { caseId: CaseId } | { invoiceNumber: number },
  after: ActionPlace | undefined,
  limit: number,
): Promise<StoredAction[]> {
  const filter =
    'caseId' in by
      ? 'a.case_id = $2'
      : 'a.invoice_id in (select invoice_id from invoice where client_id = $1 and number = $2)'
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} ${FROM} where a.client_id = $1 and ${filter}
             ${after === undefined ? '' : `and (a.submitted_at, a.batch_id, a.position) > (timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5, $6)`}
           order by a.submitted_at, a.batch_id, a.position limit $3`,
    values: [
      clientId,
      'caseId' in by ? by.caseId : by.invoiceNumber,
      limit,
      ...(after === undefined ? [] : [after.at, after.batchId, after.position]),
    ],
  })
  return rows.map((row) => actionOf(clientId, row))
}
