import type { ClientId } from '@saatava/core/ids.ts'
import type { EventName } from '../../events/catalogue.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable } from '../../platform/database.ts'
import type { Status } from '../states.ts'

export interface ChangeRow {
  clientId: ClientId
  companyIdentifier: string
  owner: string
  fence: number
  kind: string
  seq: number
  identifier: string
  fromStates: Status[]
  toState: Status
  /** Added to the number of attempts: 1, 0 or -1. */
  attempts: number
  touch: boolean
  held: boolean
  /** Null leaves it as it is. */
  maybeStored: boolean | null
  failureCode: string | null
  description: string | null
  documentStatus: string | null
  remoteIds: string[]
  eventId: string | null
  eventType: EventName | null
  eventData: object
}

const CHANGES = bulk({
  client_id: 'bigint',
  company_identifier: 'text',
  owner: 'uuid',
  fence: 'bigint',
  kind: 'text',
  seq: 'bigint',
  identifier: 'text',
  from_states: 'text[]',
  to_state: 'text',
  attempts: 'integer',
  touch: 'boolean',
  held: 'boolean',
  maybe_stored: 'boolean null',
  failure_code: 'text null',
  description: 'text null',
  document_status: 'text null',
  remote_ids: 'text[]',
  event_id: 'uuid null',
  event_type: 'text null',
  event_data: 'json',
})

/**
 * Many guarded transitions and their events in one statement. A row changes only when it is in one of the states the
 * change may come from, and the lease under which the change is made still stands. Returns the keys that changed.
 */
export async function writeChanges(db: Queryable, rows: ChangeRow[], at: Date): Promise<Set<string>> {
  const { rows: written } = await db.query<{ client_id: ClientId; kind: string; seq: number }>({
    name: 'write-changes',
    text: WRITE,
    values: [at, ...CHANGES.values(rows)],
  })
  return new Set(written.map((row) => `${row.client_id} ${row.kind} ${row.seq}`))
}

const WRITE = `
  with change as materialized (
    select n.*, statement_timestamp() as now from ${CHANGES.from(2)}
    join accounting_queue q on q.client_id = n.client_id and q.company_identifier = n.company_identifier
      and q.lease_owner = n.owner and q.fence = n.fence and q.lease_until > statement_timestamp()
  ), changed as (
    update accounting_document d
    set status = c.to_state,
        held = c.held,
        maybe_stored = coalesce(c.maybe_stored, d.maybe_stored),
        attempts = d.attempts + c.attempts,
        intent_at = case when c.touch then c.now else d.intent_at end,
        failure_code = c.failure_code,
        description = c.description,
        document_status = coalesce(c.document_status, d.document_status),
        remote_ids = case when c.remote_ids = '{}' then d.remote_ids else c.remote_ids end,
        synced_at = case when c.to_state = 'synced' then $1::timestamptz else d.synced_at end,
        updated_at = $1::timestamptz
    from change c
    where d.client_id = c.client_id and d.kind = c.kind and d.seq = c.seq
      and d.status = any(c.from_states)
    returning d.client_id, d.kind, d.seq
  ), events as (
    insert into event (client_id, event_id, at, type, subject, data)
    select c.client_id, c.event_id, $1::timestamptz, c.event_type, c.kind || ':' || c.identifier, c.event_data
    from change c join changed using (client_id, kind, seq)
    where c.event_id is not null order by c.event_id
  )
  select client_id, kind, seq from changed`
