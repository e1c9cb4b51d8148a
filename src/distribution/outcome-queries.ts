/** SQL of what became of deliveries: each statement takes a set and guards its transition. */
import { v7 as uuid } from 'uuid'
import type { Queryable, Tx } from '../platform/database.ts'
import { type DeliveryState, statesBefore } from './states.ts'

export interface StateChange {
  clientId: number
  deliveryId: string
  to: DeliveryState
  /** What was seen: sent, refused, temporary, unknown, or a report's word. */
  outcome: string
  remoteId: string | null
  code: string | null
  reason: string | null
  nextAttemptAt: Date | null
}

export interface ChangedRow {
  clientId: number
  deliveryId: string
  invoiceId: string
  channel: string
  state: DeliveryState
  number: number
  reason: string | null
}

/**
 * Writes the changes that are allowed, with their attempts and events. @param owner whose claim must still stand; null
 * for reports, which come from outside and need no claim
 */
export async function writeChanges(
  tx: Tx,
  changes: StateChange[],
  owner: string | null,
  at: Date,
): Promise<ChangedRow[]> {
  if (changes.length === 0) return []
  const { rows } = await tx.query<ChangedRow>({
    name: 'delivery-changes',
    text: `
      with n as (
        select * from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::uuid[])
        as n (client_id, delivery_id, state, outcome, remote_id, code, reason, next_attempt_at, event_id)
      ), changed as (
        update delivery d set state = n.state, remote_id = coalesce(n.remote_id, d.remote_id),
          failure_code = n.code, failure_reason = n.reason, next_attempt_at = n.next_attempt_at, lease_owner = null,
          sent_at = case when n.state in ('sent', 'delivered') then coalesce(d.sent_at, $10::timestamptz) else d.sent_at end,
          delivered_at = case when n.state = 'delivered' then $10::timestamptz else d.delivered_at end,
          updated_at = $10::timestamptz
        from n
        where d.client_id = n.client_id and d.delivery_id = n.delivery_id
          and (d.state = n.state and n.state = 'sending' or d.state = any(string_to_array($12::json->>n.state, ' ')))
          and ($11::uuid is null or d.lease_owner = $11)
        returning d.client_id, d.delivery_id, d.invoice_id, d.channel, d.state, d.attempts
      ), attempts as (
        insert into delivery_attempt (client_id, delivery_id, attempt, at, outcome, code, reason)
        select c.client_id, c.delivery_id, c.attempts, $10::timestamptz, n.outcome, n.code, n.reason
        from changed c join n using (client_id, delivery_id)
        on conflict do nothing
      ), events as (
        insert into event (client_id, event_id, at, type, subject, data)
        select c.client_id, n.event_id, $10::timestamptz, 'invoice.delivery.' || c.state, 'invoice:' || c.invoice_id,
               json_build_object('invoiceNumber', i.number, 'channel', c.channel, 'deliveryId', c.delivery_id, 'code', n.code, 'reason', n.reason)
        from changed c join n using (client_id, delivery_id) join invoice i on i.client_id = c.client_id and i.invoice_id = c.invoice_id
      )
      select c.client_id as "clientId", c.delivery_id as "deliveryId", c.invoice_id as "invoiceId", c.channel, c.state,
             i.number, n.reason
      from changed c join n using (client_id, delivery_id) join invoice i on i.client_id = c.client_id and i.invoice_id = c.invoice_id`,
    values: [
      changes.map((row) => row.clientId),
      changes.map((row) => row.deliveryId),
      changes.map((row) => row.to),
      changes.map((row) => row.outcome),
      changes.map((row) => row.remoteId),
      changes.map((row) => row.code),
      changes.map((row) => row.reason),
      changes.map((row) => row.nextAttemptAt),
      changes.map(() => uuid()),
      at,
      owner,
      JSON.stringify(BEFORE),
    ],
  })
  return rows
}

const TARGETS = ['pending', 'sending', 'unknown', 'sent', 'delivered', 'failed'] as const
const BEFORE = Object.fromEntries(TARGETS.map((to) => [to, statesBefore(to).join(' ')]))

interface InvoiceKey {
  clientId: number
  invoiceId: string
}

/** Locks invoices, in one order for everybody: what follows from two of one invoice's deliveries is written one by one. */
export async function lockInvoices(tx: Tx, keys: InvoiceKey[]): Promise<void> {
  await tx.query({
    text: `select from invoice i join unnest($1::bigint[], $2::uuid[]) as n (client_id, invoice_id) using (client_id, invoice_id)
           order by client_id, invoice_id for update of i`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId)],
  })
}

/** Begins the next way of invoices one of whose ways has failed. @returns those for which there was one */
export async function beginFallback(
  tx: Tx,
  keys: InvoiceKey[],
  at: Date,
): Promise<(InvoiceKey & { channel: string })[]> {
  const { rows } = await tx.query<InvoiceKey & { channel: string }>({
    text: `with n as (select distinct * from unnest($1::bigint[], $2::uuid[]) as n (client_id, invoice_id)),
           next as (
             select distinct on (client_id, invoice_id) client_id, invoice_id, rank from delivery join n using (client_id, invoice_id)
             where state = 'waiting' order by client_id, invoice_id, rank
           )
           update delivery d set state = 'pending', next_attempt_at = $3, updated_at = $3 from next
           where d.client_id = next.client_id and d.invoice_id = next.invoice_id and d.rank = next.rank and d.state = 'waiting'
           returning d.client_id as "clientId", d.invoice_id as "invoiceId", d.channel`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId), at],
  })
  return rows
}

/** Ways that need not be gone any more, because the invoice has arrived. */
export async function dropWaiting(tx: Tx, keys: InvoiceKey[], at: Date): Promise<void> {
  await tx.query({
    text: `update delivery d set state = 'dropped', next_attempt_at = null, updated_at = $3
           from unnest($1::bigint[], $2::uuid[]) as n (client_id, invoice_id)
           where d.client_id = n.client_id and d.invoice_id = n.invoice_id and d.state = 'waiting'`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId), at],
  })
}

/**
 * Brings the records of invoices up to what their deliveries say: arrived by any, else sent by any, else still on the
 * way, else failed. An accepted invoice all of whose ways have failed becomes ERROR: it can be put right and sent again.
 */
export async function refreshRecords(tx: Tx, keys: InvoiceKey[], at: Date): Promise<void> {
  if (keys.length === 0) return
  await tx.query({
    name: 'distribution-refresh',
    text: `
      with n as (select distinct * from unnest($1::bigint[], $2::uuid[]) as n (client_id, invoice_id)),
      summed as (
        select client_id, invoice_id,
          case when bool_or(state = 'delivered') then 'DELIVERED' when bool_or(state = 'sent') then 'SENT'
               when bool_or(state in ('pending', 'sending', 'unknown')) then 'PENDING' else 'FAILED' end as outcome,
          min(sent_at) as sent_at, min(delivered_at) as delivered_at,
          (array_agg(channel order by case when state in ('delivered', 'sent') then 0 when state in ('sending', 'unknown') then 1
             when state = 'pending' then 2 else 3 end, rank))[1] as method,
          (array_agg(failure_reason order by updated_at desc) filter (where failure_reason is not null))[1] as reason
        from delivery join n using (client_id, invoice_id) group by client_id, invoice_id
      ), lost as (
        update invoice i set status = 'ERROR', updated_at = $3::timestamptz,
          reasons = json_build_array(json_build_object('code', 'DELIVERY_FAILED', 'message', coalesce(s.reason, 'No channel could deliver it.')))
        from summed s where i.client_id = s.client_id and i.invoice_id = s.invoice_id and s.outcome = 'FAILED' and i.status = 'ACCEPTED'
        returning i.client_id, i.invoice_id
      )
      update distribution_record d set outcome = s.outcome, method = s.method, sent_at = s.sent_at, delivered_at = s.delivered_at,
        status = case when l.invoice_id is null then d.status else 'ERROR' end,
        failure_reason = case when s.outcome in ('DELIVERED', 'SENT') then null else s.reason end,
        updated_at = $3::timestamptz, changed = pg_current_xact_id(), fetched_at = null
      from summed s left join lost l using (client_id, invoice_id)
      where d.client_id = s.client_id and d.invoice_id = s.invoice_id`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId), at],
  })
}

/** Of deliveries named by reports: whose they are. */
export async function findDeliveries(
  db: Queryable,
  deliveryIds: string[],
): Promise<{ clientId: number; deliveryId: string; invoiceId: string }[]> {
  const { rows } = await db.query<{ clientId: number; deliveryId: string; invoiceId: string }>({
    text: `select client_id as "clientId", delivery_id as "deliveryId", invoice_id as "invoiceId" from delivery where delivery_id = any($1::uuid[])`,
    values: [deliveryIds],
  })
  return rows
}
