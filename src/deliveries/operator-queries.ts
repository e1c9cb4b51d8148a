/** SQL of people's work on deliveries: they look at them, record their outcome, and begin them again. */
import type { ClientId, DeliveryId, InvoiceId, LetterId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import type { Queryable, Tx } from '../platform/database.ts'
import type { DeliveryState } from './states.ts'

export interface DeliveryRow {
  clientId: ClientId
  deliveryId: DeliveryId
  invoiceId: InvoiceId
  /** Null: the invoice itself. */
  letterId: LetterId | null
  invoiceNumber: number
  invoiceType: string
  invoiceStatus: string
  channel: string
  rank: number
  state: DeliveryState
  attempts: number
  nextAttemptAt: Date | null
  batchId: string | null
  remoteId: string | null
  code: string | null
  reason: string | null
  createdAt: Date
  sentAt: Date | null
  deliveredAt: Date | null
  updatedAt: Date
}

const COLUMNS = `d.client_id as "clientId", d.delivery_id as "deliveryId", d.invoice_id as "invoiceId", d.letter_id as "letterId",
  i.number as "invoiceNumber",
  i.type as "invoiceType", i.status as "invoiceStatus", d.channel, d.rank, d.state, d.attempts,
  d.next_attempt_at as "nextAttemptAt", d.batch_id as "batchId", d.remote_id as "remoteId", d.failure_code as code,
  d.failure_reason as reason, d.created_at as "createdAt", d.sent_at as "sentAt", d.delivered_at as "deliveredAt",
  d.updated_at as "updatedAt"`
const FROM = 'delivery d join invoice i on i.client_id = d.client_id and i.invoice_id = d.invoice_id'

export async function selectDelivery(db: Queryable, deliveryId: DeliveryId): Promise<DeliveryRow | undefined> {
  const { rows } = await db.query<DeliveryRow>({
    text: `select ${COLUMNS} from ${FROM} where d.delivery_id = $1`,
    values: [deliveryId],
  })
  return rows[0]
}

export interface DeliveryFilter {
  states: DeliveryState[]
  channel: string | undefined
  clientId: ClientId | undefined
  limit: number
}

/** The latest first. Each of the states has its partial index: `unknown` and `failed` by change, the others by due time. */
export async function selectDeliveries(db: Queryable, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  const values: unknown[] = [filter.states, filter.limit]
  const where = ['d.state = any($1::text[])']
  // Said once more in the words of the indexes: a parameter alone does not tell the planner.
  const amiss = filter.states.every((state) => state === 'unknown' || state === 'failed')
  where.push(amiss ? `d.state in ('unknown', 'failed')` : 'd.next_attempt_at is not null')
  if (filter.channel !== undefined) where.push(`d.channel = $${values.push(filter.channel)}`)
  if (filter.clientId !== undefined) where.push(`d.client_id = $${values.push(filter.clientId)}`)
  const { rows } = await db.query<DeliveryRow>({
    text: `select ${COLUMNS} from ${FROM} where ${where.join(' and ')} order by d.updated_at desc limit $2`,
    values,
  })
  return rows
}

export interface AttemptRow {
  attempt: number
  at: Date
  outcome: string
  code: string | null
  reason: string | null
}

export async function selectAttempts(db: Queryable, clientId: ClientId, deliveryId: DeliveryId): Promise<AttemptRow[]> {
  const { rows } = await db.query<AttemptRow>({
    text: `select attempt, at, outcome, code, reason from delivery_attempt
           where client_id = $1 and delivery_id = $2 order by at, attempt, outcome`,
    values: [clientId, deliveryId],
  })
  return rows
}

/** Returns all deliveries of one invoice, or of one letter about it, the oldest first. */
export async function selectWays(
  db: Queryable,
  { clientId, invoiceId, letterId }: Pick<DeliveryRow, 'clientId' | 'invoiceId' | 'letterId'>,
): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>({
    text: `select ${COLUMNS} from ${FROM} where d.client_id = $1 and d.invoice_id = $2 and d.letter_id is not distinct from $3
           order by d.created_at, d.rank`,
    values: [clientId, invoiceId, letterId],
  })
  return rows
}

/** A delivery like one that failed, due now. @returns its id */
export async function insertAgain(tx: Tx, failed: DeliveryRow, at: Date): Promise<string> {
  const { clientId, invoiceId, letterId, channel, rank } = failed
  const deliveryId = uuid()
  await tx.query({
    text: `insert into delivery (client_id, delivery_id, invoice_id, letter_id, channel, rank, state, next_attempt_at, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, 'pending', $7, $7, $7)`,
    values: [clientId, deliveryId, invoiceId, letterId, channel, rank, at],
  })
  return deliveryId
}
