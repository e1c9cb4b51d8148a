import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { Status } from './states.ts'

export interface StatusRow {
  seq: number
  kind: 'ledger' | 'payment' | 'invoice'
  identifier: string
  documentDate: CivilDate
  documentName: string | null
  documentStatus: string | null
  status: Status
  description: string | null
  syncedAt: Date | null
  groupKey: string | null
}

export interface StatusFilter {
  clientId: ClientId
  kind: 'ledger' | 'payment' | 'invoice'
  identifier: string | undefined
  groupKey: string | undefined
  statuses: Status[] | undefined
  from: Date | undefined
  to: Date | undefined
  updatedSince: Date | undefined
  afterSeq: number
  limit: number
}

const COLUMNS = `seq, kind, identifier, document_date as "documentDate", document_name as "documentName",
  document_status as "documentStatus", status, description, synced_at as "syncedAt", group_key as "groupKey"`

/** A page of documents in order of submission. Conditions are only written where asked for, so that each form of the
 * query is planned for the index that serves it: identifier, failed, updated_at, or the primary key. */
export async function listDocuments(db: Queryable, filter: StatusFilter): Promise<StatusRow[]> {
  const values: unknown[] = [filter.clientId, filter.kind]
  const where = ['client_id = $1', 'kind = $2']
  const add = (condition: (position: string) => string, value: unknown) => {
    if (value === undefined) return
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  add((p) => `identifier = ${p}`, filter.identifier)
  add((p) => `group_key = ${p}`, filter.groupKey)
  // A literal, so that the partial index on failed documents can be used.
  if (filter.statuses) where.push(`status in (${filter.statuses.map((status) => `'${status}'`).join(', ')})`)
  add((p) => `submitted_at >= ${p}`, filter.from)
  add((p) => `submitted_at < ${p}`, filter.to)
  add((p) => `updated_at >= ${p}`, filter.updatedSince)
  if (filter.afterSeq > 0) add((p) => `seq > ${p}`, filter.afterSeq)
  values.push(filter.limit)
  const { rows } = await db.query<StatusRow>({
    text: `select ${COLUMNS} from accounting_document where ${where.join(' and ')} order by seq limit $${values.length}`,
    values,
  })
  return rows
}
