/** SQL of the outcomes of deliveries: each statement takes a set and guards its transition. */
import { v7 as uuid } from 'uuid'
import type { Queryable, Tx } from '../platform/database.ts'
import { type DeliveryState, statesBefore } from './states.ts'

export interface StateChange {
  clientId: number
  deliveryId: string
  invoiceId: string
  to: DeliveryState
  /** Owner whose lease must still stand; null for changes from outside: reports, and people. */
  owner: string | null
  /** Number of the owner's attempt; null where there is no owner. */
  attempt: number | null
  /** The observed outcome: sent, refused, temporary, unknown, or a report's word. */
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
  letterId: string | null
  channel: string
  state: DeliveryState
  number: number
  outcome: string
  reason: string | null
}

/**
 * Writes the changes that are allowed, with their attempts and events. An owner that has lost its lease, because it was
 * thought dead, is heard as long as its attempt is the last: the delivery has become `unknown`, or another worker has
 * leased it and not begun it again. Once it has begun again, the new attempt tells. @param changes at most one a delivery
 */
export async function writeChanges(tx: Tx, changes: StateChange[], at: Date): Promise<ChangedRow[]> {
  if (changes.length === 0) return []
  const { rows } = await tx.query<ChangedRow>({
    name: 'delivery-changes',
    text: `
      with n as (
        select * from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::uuid[],
          $10::uuid[], $11::smallint[])
        as n (client_id, delivery_id, state, outcome, remote_id, code, reason, next_attempt_at, event_id, owner, attempt)
      ), changed as (
        update delivery d set state = n.state, remote_id = coalesce(n.remote_id, d.remote_id), attempts = coalesce(n.attempt, d.attempts),
          failure_code = n.code, failure_reason = n.reason, next_attempt_at = n.next_attempt_at, lease_owner = null, lease_until = null,
          sent_at = case when n.state in ('sent', 'delivered') then coalesce(d.sent_at, $12::timestamptz) else d.sent_at end,
          delivered_at = case when n.state = 'delivered' then $12::timestamptz else d.delivered_at end,
          updated_at = $12::timestamptz
        from n
        where d.client_id = n.client_id and d.delivery_id = n.delivery_id
          and (n.owner is not null and d.state = n.state and n.state in ('pending', 'sending')
            or d.state = any(string_to_array($13::json->>n.state, ' ')))
          and (n.owner is null or d.lease_owner = n.owner or d.state in ('sending', 'unknown') and d.attempts = n.attempt)
        returning d.client_id, d.delivery_id, d.invoice_id, d.letter_id, d.channel, d.state, d.attempts
      ), attempts as (
        insert into delivery_attempt (client_id, delivery_id, attempt, at, outcome, code, reason)
        select c.client_id, c.delivery_id, c.attempts, $12::timestamptz, n.outcome, n.code, n.reason
        from changed c join n using (client_id, delivery_id)
        on conflict do nothing
      ), events as (
        insert into event (client_id, event_id, at, type, subject, data)
        select c.client_id, n.event_id, $12::timestamptz, 'invoice.delivery.' || c.state, 'invoice:' || c.invoice_id,
               json_build_object('invoiceNumber', i.number, 'channel', c.channel, 'deliveryId', c.delivery_id, 'code', n.code, 'reason', n.reason)
        from changed c join n using (client_id, delivery_id) join invoice i on i.client_id = c.client_id and i.invoice_id = c.invoice_id
        where c.letter_id is null
      )
      select c.client_id as "clientId", c.delivery_id as "deliveryId", c.invoice_id as "invoiceId", c.letter_id as "letterId", c.channel, c.state,
             i.number, n.outcome, n.reason
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
      changes.map((row) => row.owner),
      changes.map((row) => row.attempt),
      at,
      JSON.stringify(BEFORE),
    ],
  })
  return rows
}

const TARGETS = ['pending', 'sending', 'unknown', 'sent', 'delivered', 'failed', 'dropped'] as const
const BEFORE = Object.fromEntries(TARGETS.map((to) => [to, statesBefore(to).join(' ')]))

export interface InvoiceKey {
  clientId: number
  invoiceId: string
}

/** The document that is sent: an invoice, or a letter about it. */
export interface SentKey extends InvoiceKey {
  letterId: string | null
}

/**
 * Locks invoices, in one order for everybody: what follows from two of one invoice's deliveries is written one by one. No
 * stronger than that: who holds a case and adds a letter's delivery to its invoice must not wait here, for this
 * transaction may wait for the case.
 */
export async function lockInvoices(tx: Tx, keys: InvoiceKey[]): Promise<void> {
  await tx.query({
    text: `select from invoice i join unnest($1::bigint[], $2::uuid[]) as n (client_id, invoice_id) using (client_id, invoice_id)
           order by client_id, invoice_id for no key update of i`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId)],
  })
}

/**
 * Begins the fallback of documents one of whose deliveries has failed, also of one that was dropped because it had
 * arrived: it has come back. The deliveries of an invoice are separate from those of each letter about it. @returns those
 * for which there was one
 */
export async function beginFallback(tx: Tx, keys: SentKey[], at: Date): Promise<(SentKey & { channel: string })[]> {
  const { rows } = await tx.query<SentKey & { channel: string }>({
    text: `with n as (select distinct * from unnest($1::bigint[], $2::uuid[], $3::uuid[]) as n (client_id, invoice_id, letter_id)),
           next as (
             select distinct on (d.client_id, d.invoice_id, d.letter_id) d.client_id, d.invoice_id, d.letter_id, d.rank
             from delivery d join n on ${SAME}
             where d.state in ('waiting', 'dropped') order by d.client_id, d.invoice_id, d.letter_id, d.rank
           )
           update delivery d set state = 'pending', next_attempt_at = $4, updated_at = $4 from next n
           where ${SAME} and d.rank = n.rank and d.state in ('waiting', 'dropped')
           returning d.client_id as "clientId", d.invoice_id as "invoiceId", d.letter_id as "letterId", d.channel`,
    values: [...valuesOf(keys), at],
  })
  return rows
}

// An invoice's deliveries name no letter.
const SAME =
  'd.client_id = n.client_id and d.invoice_id = n.invoice_id and d.letter_id is not distinct from n.letter_id'

function valuesOf(keys: SentKey[]): unknown[] {
  return [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId), keys.map((key) => key.letterId)]
}

/** Ways that need not be gone any more, because the invoice or letter has arrived. */
export async function dropWaiting(tx: Tx, keys: SentKey[], at: Date): Promise<void> {
  await tx.query({
    text: `update delivery d set state = 'dropped', next_attempt_at = null, updated_at = $4
           from unnest($1::bigint[], $2::uuid[], $3::uuid[]) as n (client_id, invoice_id, letter_id)
           where ${SAME} and d.state = 'waiting'`,
    values: [...valuesOf(keys), at],
  })
}

/** Letters about an invoice that are due, or wait for their next attempt. */
export async function selectPendingLetters(
  tx: Tx,
  { clientId, invoiceId }: InvoiceKey,
): Promise<(InvoiceKey & { deliveryId: string })[]> {
  const { rows } = await tx.query<InvoiceKey & { deliveryId: string }>({
    text: `select client_id as "clientId", delivery_id as "deliveryId", invoice_id as "invoiceId" from delivery
           where client_id = $1 and invoice_id = $2 and letter_id is not null and state = 'pending'`,
    values: [clientId, invoiceId],
  })
  return rows
}

/**
 * Returns, of letters one of whose deliveries has ended, those that have none left and have not arrived by another.
 * @returns by letterId, whether it had left at least
 */
export async function selectUndelivered(tx: Tx, keys: SentKey[]): Promise<Map<string, { left: boolean }>> {
  const { rows } = await tx.query<{ letterId: string; left: boolean }>({
    text: `select d.letter_id as "letterId", bool_or(d.sent_at is not null) as left from delivery d
           join (select distinct * from unnest($1::bigint[], $2::uuid[], $3::uuid[]) as n (client_id, invoice_id, letter_id)) n
             on d.client_id = n.client_id and d.invoice_id = n.invoice_id and d.letter_id = n.letter_id
           group by d.letter_id having bool_and(d.state in ('failed', 'dropped'))`,
    values: valuesOf(keys),
  })
  return new Map(rows.map(({ letterId, left }) => [letterId, { left }]))
}

/** Finds the deliveries that a channel's reports name. Deliveries of other channels are left out. */
export async function findDeliveries(
  db: Queryable,
  channel: string,
  deliveryIds: string[],
): Promise<(InvoiceKey & { deliveryId: string })[]> {
  const { rows } = await db.query<InvoiceKey & { deliveryId: string }>({
    text: `select client_id as "clientId", delivery_id as "deliveryId", invoice_id as "invoiceId" from delivery
           where delivery_id = any($1::uuid[]) and channel = $2`,
    values: [deliveryIds, channel],
  })
  return rows
}
