/** The body of a webhook: an event as the feed lists it, with its place. An endpoint in the mode ORDERED receives many at once. */
import type { SaatavaEvent } from '../events.ts'

interface Place {
  /** The place after this event: `events.follow` goes on from here. */
  cursor: string
  /** Counts the events of the endpoint without a hole. */
  sequence: number
  /** Only at endpoints of a partner: whose event it is. */
  clientIdentifier?: number
  /** The event was made by a test of the endpoint. */
  test?: true
}

type WithPlace<E> = E extends SaatavaEvent ? E & Place : never
type WithTime<E> = E extends SaatavaEvent ? E & { timestamp: string } : never

export type OrderedEvent = WithPlace<SaatavaEvent>
export type WebhookEvent = WithTime<OrderedEvent>

export interface WebhookBatch {
  type: 'events'
  timestamp: string
  events: OrderedEvent[]
}

/** `body.type` says which: 'events' is a batch, everything else an event. */
export type WebhookBody = WebhookEvent | WebhookBatch

/** The events of a webhook, one or many, in order. */
export function eventsOf(body: WebhookBody): OrderedEvent[] {
  return body.type === 'events' ? body.events : [body]
}
