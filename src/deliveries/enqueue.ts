/** SQL that enqueues invoices and letters for delivery. */
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/new-id.ts'

export interface PlannedDelivery {
  channel: ChannelName
  /** Deliveries of rank 0 leave at once; the next rank leaves when all of the one before have failed. */
  rank: number
}

export interface NewDelivery extends PlannedDelivery {
  clientId: number
  invoiceId: string
  /** Null: the invoice; else a letter about it. */
  letterId: string | null
}

/** Enqueues deliveries: rank 0 is due at once, the others wait for a failure. */
export async function enqueueDeliveries(tx: Tx, deliveries: readonly NewDelivery[], at: Date): Promise<void> {
  if (deliveries.length === 0) return
  await tx.query({
    name: 'deliveries-enqueue',
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
