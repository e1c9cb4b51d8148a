/** SQL that enqueues invoices and letters for delivery. */
import { v7 as uuid } from 'uuid'
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import { newId } from '../platform/new-id.ts'
import type { Tx } from '../platform/database.ts'

export interface NewDelivery extends PlannedDelivery {
  clientId: number
  invoiceId: string
}

/** Deliveries of accepted invoices: rank 0 is due at once, the others wait for a failure. */
export async function insertDeliveries(tx: Tx, deliveries: NewDelivery[], at: Date): Promise<void> {
  if (deliveries.length === 0) return
  await tx.query({
    name: 'invoice-insert-deliveries',
    text: `insert into delivery (client_id, delivery_id, invoice_id, channel, rank, state, next_attempt_at, created_at, updated_at)
           select client_id, delivery_id, invoice_id, channel, rank, case when rank = 0 then 'pending' else 'waiting' end,
                  case when rank = 0 then $6::timestamptz end, $6::timestamptz, $6::timestamptz
           from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::text[], $5::smallint[]) as d (client_id, delivery_id, invoice_id, channel, rank)`,
    values: [
      deliveries.map((row) => row.clientId),
      deliveries.map(() => uuid()),
      deliveries.map((row) => row.invoiceId),
      deliveries.map((row) => row.channel),
      deliveries.map((row) => row.rank),
      at,
    ],
  })
}

export interface PlannedDelivery {
  channel: ChannelName
  /** Deliveries of rank 0 leave at once; the next rank leaves when all of the one before have failed. */
  rank: number
}

/** The delivery of a letter about an invoice by one channel. */
export interface LetterDelivery {
  clientId: number
  invoiceId: string
  letterId: string
  channel: ChannelName
  /** Rank 0 is due at once, the next one waits for a failure. */
  rank: number
}

/** Puts letters in the line of deliveries. */
export async function queueLetters(tx: Tx, deliveries: LetterDelivery[], at: Date): Promise<void> {
  if (deliveries.length === 0) return
  await tx.query({
    name: 'delivery-letters',
    text: `insert into delivery (client_id, delivery_id, invoice_id, letter_id, channel, rank, state, next_attempt_at, created_at, updated_at)
           select client_id, delivery_id, invoice_id, letter_id, channel, rank, case when rank = 0 then 'pending' else 'waiting' end,
                  case when rank = 0 then $7::timestamptz end, $7::timestamptz, $7::timestamptz
           from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::smallint[])
             as d (client_id, delivery_id, invoice_id, letter_id, channel, rank)`,
    values: [
      deliveries.map((row) => row.clientId),
      deliveries.map(newId),
      deliveries.map((row) => row.invoiceId),
      deliveries.map((row) => row.letterId),
      deliveries.map((row) => row.channel),
      deliveries.map((row) => row.rank),
      at,
    ],
  })
}
