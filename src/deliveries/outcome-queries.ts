/** SQL of the outcomes of deliveries. Each statement takes a set; what is written was decided before, under locks. */
import type { ClientId, DeliveryId, InvoiceId, LetterId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Delivery, StateChange } from './apply-change.ts'

export interface InvoiceKey {
  clientId: ClientId
  invoiceId: InvoiceId
}

/** The document that is sent: an invoice, or a letter about it. */
interface SentKey extends InvoiceKey {
  letterId: LetterId | null
}

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

/**
 * Locks invoices, in one order for everybody: what follows from two of one invoice's deliveries is written one by one. No
 * stronger than that: who holds a case and adds a letter's delivery to its invoice must not wait here, for this
 * transaction may wait for the case.
 * @returns their numbers by invoiceId
 */
export async function lockInvoices(tx: Tx, keys: readonly InvoiceKey[]): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ invoiceId: InvoiceId; number: number }>({
    text: `select invoice_id as "invoiceId", number from invoice i
           join ${INVOICE_KEYS.from(1)} using (client_id, invoice_id)
           order by client_id, invoice_id for no key update of i`,
    values: INVOICE_KEYS.values(keys),
  })
  return new Map(rows.map(({ invoiceId, number }) => [invoiceId, number]))
}

/** A document with all of its deliveries: an invoice, or a letter about it. An invoice has separate deliveries. */
export interface SentDocument extends SentKey {
  deliveries: readonly Delivery[]
}

const COLUMNS = `d.client_id as "clientId", d.invoice_id as "invoiceId", d.letter_id as "letterId", d.delivery_id as "deliveryId",
  d.channel, d.rank, d.state, d.attempts, d.lease_owner as "leaseOwner", d.next_attempt_at as "nextAttemptAt",
  d.remote_id as "remoteId", d.failure_code as code, d.failure_reason as reason, d.sent_at as "sentAt",
  d.delivered_at as "deliveredAt", d.updated_at as "updatedAt"`

const DELIVERY_KEYS = bulk({ client_id: 'bigint', delivery_id: 'uuid' })

/**
 * Returns the documents that these deliveries send. The deliveries are locked, for workers lease them and begin them; the
 * others of their documents are not: the lock on the invoice, which the caller holds, holds them still, and workers that
 * renew leases would wait in a circle.
 */
export async function lockDeliveries(
  tx: Tx,
  keys: readonly { clientId: ClientId; deliveryId: DeliveryId }[],
): Promise<SentDocument[]> {
  const { rows } = await tx.query<SentKey & Delivery>({
    name: 'delivery-lock-documents',
    text: `with own as (
             select d.* from delivery d
             join ${DELIVERY_KEYS.distinct(1)} using (client_id, delivery_id)
             order by client_id, delivery_id for no key update of d
           )
           select ${COLUMNS} from own d
           union all
           select ${COLUMNS} from (select distinct client_id, invoice_id, letter_id from own) n join delivery d
             on d.client_id = n.client_id and d.invoice_id = n.invoice_id and d.letter_id is not distinct from n.letter_id
           where not exists (select from own where own.client_id = d.client_id and own.delivery_id = d.delivery_id)`,
    values: DELIVERY_KEYS.values(keys),
  })
  const documents = Map.groupBy(rows, ({ invoiceId, letterId }) => `${invoiceId} ${letterId ?? ''}`)
  return [...documents.values()].flatMap((deliveries) => {
    const [first] = deliveries
    if (first === undefined) return []
    const { clientId, invoiceId, letterId } = first
    return [{ clientId, invoiceId, letterId, deliveries }]
  })
}

const OUTCOMES = bulk({
  client_id: 'bigint',
  delivery_id: 'uuid',
  state: 'text',
  attempts: 'smallint',
  next_attempt_at: 'timestamptz null',
  remote_id: 'text null',
  code: 'text null',
  reason: 'text null',
  sent_at: 'timestamptz null',
  delivered_at: 'timestamptz null',
  updated_at: 'timestamptz',
})

/** Writes deliveries as they are after their outcomes. An outcome ends the lease; a fallback has none yet. */
export async function writeDeliveries(tx: Tx, rows: readonly (Delivery & { clientId: ClientId })[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query({
    name: 'delivery-outcomes',
    text: `update delivery d set state = n.state, attempts = n.attempts, lease_owner = null, lease_until = null,
             next_attempt_at = n.next_attempt_at, remote_id = n.remote_id, failure_code = n.code, failure_reason = n.reason,
             sent_at = n.sent_at, delivered_at = n.delivered_at, updated_at = n.updated_at
           from ${OUTCOMES.from(1)}
           where d.client_id = n.client_id and d.delivery_id = n.delivery_id`,
    values: OUTCOMES.values(rows),
  })
}

const ATTEMPTS = bulk({
  client_id: 'bigint',
  delivery_id: 'uuid',
  attempt: 'smallint',
  outcome: 'text',
  code: 'text null',
  reason: 'text null',
})

/** Writes the attempts that outcomes end. @param attempts with the number of each attempt */
export async function insertAttempts(
  tx: Tx,
  attempts: readonly (Pick<StateChange, 'clientId' | 'deliveryId' | 'outcome' | 'code' | 'reason'> & {
    attempts: number
  })[],
  at: Date,
): Promise<void> {
  if (attempts.length === 0) return
  await tx.query({
    name: 'delivery-attempts',
    text: `insert into delivery_attempt (client_id, delivery_id, attempt, at, outcome, code, reason)
           select client_id, delivery_id, attempt, $1::timestamptz, outcome, code, reason
           from ${ATTEMPTS.from(2)}
           on conflict do nothing`,
    values: [at, ...ATTEMPTS.values(attempts.map((row) => ({ ...row, attempt: row.attempts })))],
  })
}

/** Letters about an invoice that are due, or wait for their next attempt. */
export async function selectPendingLetters(
  tx: Tx,
  { clientId, invoiceId }: InvoiceKey,
): Promise<(InvoiceKey & { deliveryId: DeliveryId })[]> {
  const { rows } = await tx.query<InvoiceKey & { deliveryId: DeliveryId }>({
    text: `select client_id as "clientId", delivery_id as "deliveryId", invoice_id as "invoiceId" from delivery
           where client_id = $1 and invoice_id = $2 and letter_id is not null and state = 'pending'`,
    values: [clientId, invoiceId],
  })
  return rows
}

/** Finds the deliveries that a channel's reports name. Deliveries of other channels are left out. */
export async function findDeliveries(
  db: Queryable,
  channel: string,
  deliveryIds: DeliveryId[],
): Promise<(InvoiceKey & { deliveryId: DeliveryId })[]> {
  const { rows } = await db.query<InvoiceKey & { deliveryId: DeliveryId }>({
    text: `select client_id as "clientId", delivery_id as "deliveryId", invoice_id as "invoiceId" from delivery
           where delivery_id = any($1::uuid[]) and channel = $2`,
    values: [deliveryIds, channel],
  })
  return rows
}
