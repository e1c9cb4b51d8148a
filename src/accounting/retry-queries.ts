import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { REQUESTED, statesBefore } from './states.ts'

/** A failed document is unknown again (it may be there after all), and those of its group that waited for it go on. */
export async function reviveDocument(
  tx: Tx,
  clientId: ClientId,
  kind: string,
  identifier: string,
  at: Date,
): Promise<{ companyIdentifier: string } | undefined> {
  const { rows } = await tx.query<{ companyIdentifier: string; groupKey: string | null }>({
    text: `update accounting_document set status = 'unknown', attempts = 0, failure_code = null, description = null, updated_at = $5
           where client_id = $1 and kind = $2 and identifier = $3 and status = any($4)
           returning company_identifier as "companyIdentifier", group_key as "groupKey"`,
    values: [clientId, kind, identifier, statesBefore('unknown', REQUESTED), at],
  })
  const row = rows[0]
  if (row !== undefined) await releaseGroup(tx, clientId, row, at)
  return row
}

/** Documents that waited for one of their group go on; what still has a failed one before it is held again. */
export async function releaseGroup(
  tx: Tx,
  clientId: ClientId,
  { companyIdentifier, groupKey }: { companyIdentifier: string; groupKey: string | null },
  at: Date,
): Promise<void> {
  if (groupKey === null) return
  await tx.query({
    text: `update accounting_document set held = false, description = null, updated_at = $4
           where client_id = $1 and company_identifier = $2 and group_key = $3 and held`,
    values: [clientId, companyIdentifier, groupKey, at],
  })
}

export async function statusOf(
  db: Queryable,
  clientId: ClientId,
  kind: string,
  identifier: string,
): Promise<string | undefined> {
  const { rows } = await db.query<{ status: string }>({
    text: 'select status from accounting_document where client_id = $1 and kind = $2 and identifier = $3',
    values: [clientId, kind, identifier],
  })
  return rows[0]?.status
}

/** The queue of a company ('' is the default connection's) is looked at now, not at the end of a wait. */
export async function wakeQueue(tx: Tx, clientId: ClientId, companyIdentifier: string): Promise<void> {
  await tx.query({
    text: `update accounting_queue q set next_attempt_at = statement_timestamp()
           from accounting_connection c
           where q.client_id = $1 and c.client_id = q.client_id and c.company_identifier = q.company_identifier
             and (q.company_identifier = $2 or ($2 = '' and c.is_default)) and q.next_attempt_at > statement_timestamp()`,
    values: [clientId, companyIdentifier],
  })
}
