/** SQL by which payments find cases, and note what they did to them. */
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { newId } from '../platform/new-id.ts'
import type { Case } from './case.ts'
import type { CaseEventOf } from './history.ts'
import { COLUMNS, type CaseKey, type Row, caseOf } from './queries.ts'

const CASE_KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })

/** Cases by "client case". */
export async function selectCases(db: Queryable, keys: CaseKey[]): Promise<Map<string, Case>> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from ${CASE_KEYS.distinct(1)}
           join collection_case c using (client_id, case_id)`,
    values: CASE_KEYS.values(keys),
  })
  return new Map(rows.map((row) => [`${row.clientId} ${row.caseId}`, caseOf(row)]))
}

/** A case of any client, by its number: one sequence makes the numbers of all. */
export async function selectCaseById(db: Queryable, caseId: CaseId): Promise<Case | undefined> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from collection_case c where c.case_id = $1`,
    values: [caseId],
  })
  return rows[0] && caseOf(rows[0])
}

/** Open cases of any client by invoice number: what a payer writes where there is no reference. */
export async function selectOpenCasesByInvoiceNumber(db: Queryable, numbers: number[]): Promise<Case[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from collection_case c where c.invoice_number = any($1::bigint[]) and c.status <> 'CLOSED'
           order by c.client_id, c.case_id`,
    values: [numbers],
  })
  return rows.map(caseOf)
}

const CASE_EVENTS = bulk({ client_id: 'bigint', case_id: 'bigint', event_id: 'uuid', kind: 'text', data: 'json' })

/** Writes events of the histories of cases. A kind that the feed shows too goes through record-case-events.ts. */
export async function insertCaseEvents(tx: Tx, events: readonly CaseEventOf<CaseKey>[], at: Date): Promise<void> {
  if (events.length === 0) return
  await tx.query({
    name: 'case-events',
    text: `insert into case_event (client_id, case_id, event_id, at, kind, data)
           select client_id, case_id, event_id, $1, kind, data from ${CASE_EVENTS.from(2)}`,
    values: [at, ...CASE_EVENTS.values(events.map((event) => ({ ...event, eventId: newId() })))],
  })
}

/** The numbers of a client's cases that fit all of what is given. */
export async function selectNamedCases(
  db: Queryable,
  clientId: ClientId,
  by: { caseId: CaseId | null; invoiceNumber: number | null; referenceKey: string | null },
  limit: number,
): Promise<number[]> {
  const { rows } = await db.query<{ caseId: CaseId }>({
    text: `select case_id as "caseId" from collection_case
           where client_id = $1 and ($2::bigint is null or case_id = $2) and ($3::bigint is null or invoice_number = $3)
             and ($4::text is null or payment_reference = $4) order by case_id limit $5`,
    values: [clientId, by.caseId, by.invoiceNumber, by.referenceKey, limit],
  })
  return rows.map(({ caseId }) => caseId)
}
