/** SQL of replacing and dropping failed documents. */
import type { ClientId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../platform/database.ts'
import type { IntakeDocument } from './intake-item.ts'
import { REQUESTED, statesBefore } from './states.ts'

export interface Replacement {
  clientId: ClientId
  submittedBy: string
  document: IntakeDocument
}

/**
 * Puts other content in the place of a failed or dropped document of which nothing can stand in the accounting system.
 * The old content is kept as a version. A failed one keeps its place in the queue, because others wait behind it; a
 * dropped one goes to the end, because they went on. Undefined when it is not (or no longer) to be replaced.
 */
export async function replaceDocument(
  tx: Tx,
  { clientId, submittedBy, document }: Replacement,
  at: Date,
): Promise<{ companyIdentifier: string; groupKey: string | null } | undefined> {
  const { kind, identifier } = document
  const { rows } = await tx.query<{ companyIdentifier: string; groupKey: string | null }>({
    text: `
      with old as (
        select * from accounting_document
        where client_id = $1 and kind = $2 and identifier = $3 and status = any($4) and not maybe_stored
        for no key update
      ), kept as (
        insert into accounting_document_version (client_id, kind, identifier, version, payload, content_hash, status,
          failure_code, description, submitted_at, submitted_by, replaced_at, replaced_by)
        select client_id, kind, identifier,
               1 + (select count(*) from accounting_document_version v
                    where v.client_id = $1 and v.kind = $2 and v.identifier = $3),
               payload, content_hash, status, failure_code, description, submitted_at, submitted_by, $5, $6
        from old
      ), events as (
        insert into event (client_id, event_id, at, type, subject, data)
        select client_id, $12, $5, 'accounting.' || kind || '.replaced', kind || ':' || identifier, '{}' from old
      )
      update accounting_document d
      set payload = $7, content_hash = $8, company_identifier = $9, group_key = $10, document_date = $11,
          document_name = $13, total = $14, status = 'pending', held = false, attempts = 0, failure_code = null, description = null,
          document_status = null, intent_at = null, submitted_at = $5, submitted_by = $6, updated_at = $5,
          seq = case old.status when 'dropped' then nextval('accounting_document_seq') else old.seq end
      from old where d.client_id = old.client_id and d.kind = old.kind and d.seq = old.seq
      returning old.company_identifier as "companyIdentifier", old.group_key as "groupKey"`,
    values: [
      clientId,
      kind,
      identifier,
      statesBefore('pending', REQUESTED),
      at,
      submittedBy,
      document.payload,
      document.contentHash,
      document.companyIdentifier,
      document.groupKey,
      document.documentDate,
      uuid(),
      document.documentName,
      document.total,
    ],
  })
  return rows[0]
}

/** A failed document is not sent any more; what it held, and why it failed, stays. Undefined when it has not failed. */
export async function markDropped(
  tx: Tx,
  clientId: ClientId,
  kind: string,
  identifier: string,
  at: Date,
): Promise<{ companyIdentifier: string; groupKey: string | null; maybeStored: boolean } | undefined> {
  const { rows } = await tx.query<{ companyIdentifier: string; groupKey: string | null; maybeStored: boolean }>({
    text: `update accounting_document set status = 'dropped', description = 'It had failed. ' || description, updated_at = $5
           where client_id = $1 and kind = $2 and identifier = $3 and status = any($4)
           returning company_identifier as "companyIdentifier", group_key as "groupKey", maybe_stored as "maybeStored"`,
    values: [clientId, kind, identifier, statesBefore('dropped', REQUESTED), at],
  })
  return rows[0]
}
