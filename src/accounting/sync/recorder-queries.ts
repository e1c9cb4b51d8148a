import type { Queryable } from '../../platform/database.ts'
import type { Status } from '../states.ts'

export interface ChangeRow {
  clientId: number
  companyIdentifier: string
  owner: string
  fence: number
  kind: string
  seq: number
  identifier: string
  from: Status[]
  to: Status
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
  eventType: string | null
  eventData: string
}

const UNIT_SEPARATOR = '\x1f'

/**
 * Many guarded transitions and their events in one statement. A row changes only when it is in one of the states the
 * change may come from, and the lease under which the change is made still stands. Returns the keys that changed.
 */
export async function writeChanges(db: Queryable, rows: ChangeRow[], at: Date): Promise<Set<string>> {
  const column = <T>(read: (row: ChangeRow) => T): T[] => rows.map(read)
  const { rows: written } = await db.query<{ client_id: number; kind: string; seq: number }>({
    name: 'write-changes',
    text: WRITE,
    values: [
      column((row) => row.clientId),
      column((row) => row.companyIdentifier),
      column((row) => row.owner),
      column((row) => row.fence),
      column((row) => row.kind),
      column((row) => row.seq),
      column((row) => row.identifier),
      column((row) => row.from.join(',')),
      column((row) => row.to),
      column((row) => row.attempts),
      column((row) => row.held),
      column((row) => row.failureCode),
      column((row) => row.description),
      column((row) => row.documentStatus),
      column((row) => row.remoteIds.join(UNIT_SEPARATOR)),
      column((row) => row.eventId),
      column((row) => row.eventType),
      column((row) => row.eventData),
      column((row) => row.touch),
      at,
      column((row) => row.maybeStored),
    ],
  })
  return new Set(written.map((row) => `${row.client_id} ${row.kind} ${row.seq}`))
}

const WRITE = `
  with change as materialized (
    select c.* from unnest($1::bigint[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::bigint[], $7::text[],
                           $8::text[], $9::text[], $10::integer[], $11::boolean[], $12::text[], $13::text[], $14::text[],
                           $15::text[], $16::uuid[], $17::text[], $18::text[], $19::boolean[], $21::boolean[])
      as c (client_id, company_identifier, owner, fence, kind, seq, identifier, from_states, to_state, attempts, held,
            failure_code, description, document_status, remote_ids, event_id, event_type, event_data, touch, maybe_stored)
    join accounting_queue q on q.client_id = c.client_id and q.company_identifier = c.company_identifier
      and q.lease_owner = c.owner and q.fence = c.fence and q.lease_until > clock_timestamp()
  ), changed as (
    update accounting_document d
    set status = c.to_state,
        held = c.held,
        maybe_stored = coalesce(c.maybe_stored, d.maybe_stored),
        attempts = d.attempts + c.attempts,
        intent_at = case when c.touch then clock_timestamp() else d.intent_at end,
        failure_code = c.failure_code,
        description = c.description,
        document_status = coalesce(c.document_status, d.document_status),
        remote_ids = case when c.remote_ids = '' then d.remote_ids else string_to_array(c.remote_ids, E'\\x1f') end,
        synced_at = case when c.to_state = 'synced' then $20::timestamptz else d.synced_at end,
        updated_at = $20::timestamptz
    from change c
    where d.client_id = c.client_id and d.kind = c.kind and d.seq = c.seq
      and d.status = any(string_to_array(c.from_states, ','))
    returning d.client_id, d.kind, d.seq
  ), events as (
    insert into event (client_id, event_id, at, type, subject, data)
    select c.client_id, c.event_id, $20::timestamptz, c.event_type, c.kind || ':' || c.identifier, c.event_data::json
    from change c join changed using (client_id, kind, seq)
    where c.event_id is not null
  )
  select client_id, kind, seq from changed`
