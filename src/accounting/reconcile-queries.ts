import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

const DOCUMENTS_MAX = 100_000

export interface SyncedDocument {
  kind: 'ledger' | 'payment' | 'invoice'
  identifier: string
  payload: unknown
  remoteIds: string[]
}

/** Documents we call synced, dated from..to; ledgers and invoice vouchers are one kind in the accounting system. */
export async function syncedBetween(
  db: Queryable,
  clientId: ClientId,
  companies: string[],
  kind: 'ledger' | 'payment',
  from: CivilDate,
  to: CivilDate,
): Promise<SyncedDocument[]> {
  const { rows } = await db.query<SyncedDocument>({
    text: `select kind, identifier, payload, remote_ids as "remoteIds" from accounting_document
           where client_id = $1 and kind = any($2) and company_identifier = any($3) and status = 'synced'
             and document_date between $4 and $5
           order by seq limit $6`,
    values: [clientId, kind === 'payment' ? ['payment'] : ['ledger', 'invoice'], companies, from, to, DOCUMENTS_MAX],
  })
  return rows
}
