/** SQL of contracts that end. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { COLUMNS, type Row, caseOf } from '../claims/queries.ts'
import type { Case } from '../claims/case.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface ContractEnd {
  clientId: ClientId
  endsOn: CivilDate
  /** When the cases are put on hold; null: they are. */
  endsAt: Date | null
  exportedAt: Date | null
  handedBackAt: Date | null
}

/** Announces the end of a contract, or moves its day. @returns false where it has ended already, or there is no such client */
export async function insertContractEnd(
  tx: Tx,
  { clientId, endsOn, endsAt, by, at }: { clientId: ClientId; endsOn: CivilDate; endsAt: Date; by: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `insert into contract_end as e (client_id, ends_on, ends_at, asked_by, asked_at)
           select client_id, $2, $3, $4, $5 from client where client_id = $1
           on conflict (client_id) do update
             set ends_on = excluded.ends_on, ends_at = excluded.ends_at, asked_by = excluded.asked_by, asked_at = excluded.asked_at
             where e.ends_at is not null`,
    values: [clientId, endsOn, endsAt, by, at],
  })
  return rowCount === 1
}

/** Locks the end of a client's contract; undefined where nobody has ended it. */
export async function lockContractEnd(tx: Tx, clientId: ClientId): Promise<ContractEnd | undefined> {
  const { rows } = await tx.query<ContractEnd>({
    text: `select client_id as "clientId", ends_on as "endsOn", ends_at as "endsAt", exported_at as "exportedAt",
                  handed_back_at as "handedBackAt"
           from contract_end where client_id = $1 for update`,
    values: [clientId],
  })
  return rows[0]
}

/** Clients whose contract ends now, and clients of ended contracts that have cases which are not on hold. */
export async function selectEnding(db: Queryable, at: Date, limit: number): Promise<ClientId[]> {
  const { rows } = await db.query<{ clientId: ClientId }>({
    text: `select e.client_id as "clientId" from contract_end e
           where e.ends_at <= $1 or (e.ends_at is null and exists (
             select from collection_case c
             where c.client_id = e.client_id and c.ending = 'OPEN' and c.hold is distinct from 'CONTRACT_ENDED'))
           order by e.client_id limit $2`,
    values: [at, limit],
  })
  return rows.map(({ clientId }) => clientId)
}

/** Open cases of a client that are not on hold for the end of its contract, locked in order. */
export async function lockNotHeld(tx: Tx, clientId: ClientId, limit: number): Promise<Case[]> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from collection_case c
           where c.client_id = $1 and c.ending = 'OPEN' and c.hold is distinct from 'CONTRACT_ENDED'
           order by c.case_id limit $2 for no key update of c`,
    values: [clientId, limit],
  })
  return rows.map(caseOf)
}

/** Cases that have letters which are not sent yet. */
export async function selectWithLetters(
  tx: Tx,
  clientId: ClientId,
  caseIds: readonly CaseId[],
): Promise<{ caseId: CaseId; invoiceId: InvoiceId }[]> {
  const { rows } = await tx.query<{ caseId: CaseId; invoiceId: InvoiceId }>({
    text: `select distinct c.case_id as "caseId", c.invoice_id as "invoiceId"
           from collection_case c join delivery d on d.client_id = c.client_id and d.invoice_id = c.invoice_id
           where c.client_id = $1 and c.case_id = any($2::bigint[]) and d.letter_id is not null and d.state = 'pending'
           order by 1`,
    values: [clientId, caseIds],
  })
  return rows
}

export async function markEnded(tx: Tx, clientId: ClientId): Promise<void> {
  await tx.query({
    text: 'update contract_end set ends_at = null where client_id = $1 and ends_at is not null',
    values: [clientId],
  })
}

export async function markExported(tx: Tx, clientId: ClientId, at: Date): Promise<void> {
  await tx.query({ text: 'update contract_end set exported_at = $2 where client_id = $1', values: [clientId, at] })
}

export async function markHandedBack(tx: Tx, clientId: ClientId, { by, at }: { by: string; at: Date }): Promise<void> {
  await tx.query({
    text: `update contract_end set handed_back_at = $2, handed_back_by = $3 where client_id = $1 and handed_back_at is null`,
    values: [clientId, at, by],
  })
}

/** The next open cases of a client, in order. */
export async function selectOpenAfter(
  db: Queryable,
  clientId: ClientId,
  after: CaseId,
  limit: number,
): Promise<Case[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from collection_case c
           where c.client_id = $1 and c.ending = 'OPEN' and c.case_id > $2 order by c.case_id limit $3`,
    values: [clientId, after, limit],
  })
  return rows.map(caseOf)
}

/** An open case that has changed since its client's cases were exported; undefined where none has. */
export async function selectChangedSince(db: Queryable, clientId: ClientId, since: Date): Promise<CaseId | undefined> {
  const { rows } = await db.query<{ caseId: CaseId }>({
    text: `select case_id as "caseId" from collection_case
           where client_id = $1 and ending = 'OPEN' and updated_at > $2 order by case_id limit 1`,
    values: [clientId, since],
  })
  return rows[0]?.caseId
}
