/** SQL that reads the events of requests, by their numbers in the feed. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { PartnerEventRow } from '../../feed/queries.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable } from '../../platform/database.ts'
import type { Side } from './hand-over-queries.ts'

const REQUESTS = bulk({ client_id: 'bigint', partner_id: 'integer null', delivery_id: 'uuid', numbers: 'bigint[]' })

export interface EventsWanted {
  clientId: ClientId
  partnerId: number | null
  deliveryId: string
  numbers: number[]
}

export type EventOfDelivery = PartnerEventRow & { deliveryId: string }

const EVENT = `e.client_id as "clientId", e.event_id as "eventId", e.at, e.type, e.subject, e.data`

const SELECTED: Record<Side, string> = {
  client: `select n.delivery_id as "deliveryId", ${EVENT}, e.feed_number as number
           from event e join ${REQUESTS.from(1)} on e.client_id = n.client_id and e.feed_number = any(n.numbers)
           order by e.feed_number`,
  partner: `select n.delivery_id as "deliveryId", ${EVENT}, e.partner_number as number
            from event e join ${REQUESTS.from(1)} on e.partner_id = n.partner_id and e.partner_number = any(n.numbers)
            order by e.partner_number`,
}

/** The events of requests, in the order of their feeds. */
export async function eventsOf(db: Queryable, side: Side, wanted: readonly EventsWanted[]): Promise<EventOfDelivery[]> {
  if (wanted.length === 0) return []
  const { rows } = await db.query<EventOfDelivery>({
    name: `webhooks-events-${side}`,
    text: SELECTED[side],
    values: REQUESTS.values(wanted),
  })
  return rows
}
