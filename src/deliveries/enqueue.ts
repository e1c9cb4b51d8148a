/** SQL that enqueues invoices and letters for delivery. */
import type { ClientId, InvoiceId, LetterId } from '@saatava/core/ids.ts'
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import { bulk } from '../platform/bulk.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/new-id.ts'

export interface PlannedDelivery {
  channel: ChannelName
  /** Deliveries of rank 0 leave at once; the next rank leaves when all of the one before have failed. */
  rank: number
}

export interface NewDelivery extends PlannedDelivery {
  clientId: ClientId
  invoiceId: InvoiceId
  /** Null: the invoice; else a letter about it. */
  letterId: LetterId | null
}

const NEW_DELIVERIES = bulk({
  client_id: 'bigint',
  delivery_id: 'uuid',
  invoice_id: 'uuid',
  letter_id: 'uuid null',
  channel: 'text',
  rank: 'smallint',
})

/** Enqueues deliveries: rank 0 is due at once, the others wait for a failure. */
export async function enqueueDeliveries(tx: Tx, deliveries: readonly NewDelivery[], at: Date): Promise<void> {
  if (deliveries.length === 0) return
  await tx.query({
    name: 'deliveries-enqueue',
    text: `insert into delivery (client_id, delivery_id, invoice_id, letter_id, channel, rank, state, next_attempt_at, created_at, updated_at)
           select client_id, delivery_id, invoice_id, letter_id, channel, rank, case when rank = 0 then 'pending' else 'waiting' end,
                  case when rank = 0 then $1::timestamptz end, $1::timestamptz, $1::timestamptz
           from ${NEW_DELIVERIES.from(2)}`,
    values: [at, ...NEW_DELIVERIES.values(deliveries.map((row) => ({ ...row, deliveryId: newId() })))],
  })
}
