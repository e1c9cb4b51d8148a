/** Decides which of an endpoint's next events become deliveries now. It knows no database. */
import { newId } from '../../platform/new-id.ts'
import type { WebhookMode } from '../endpoint.ts'
import type { WebhookDeliveryState } from '../states.ts'

/** An event that its receiver would not take: its delivery fails at once, and the receiver sees the gap. */
const EVENT_BYTES_MAX = 64 * 1024
const BATCH_EVENTS_MAX = 100
const BATCH_BYTES_MAX = 256 * 1024

/** The place of an endpoint in its feed. */
export interface Place {
  mode: WebhookMode
  cursor: number
  sequence: number
  /** The feed was read up to this number. */
  readTo: number
  /** So many further requests may be opened. */
  room: number
}

/** An event after the cursor, of a type that the endpoint wants. */
export interface NextEvent {
  number: number
  eventId: string
  type: string
  /** About as many as it has in the body of a request. */
  bytes: number
}

export interface Opened {
  deliveryId: string
  eventNumbers: number[]
  sequence: number
  messageId: string
  type: string | null
  through: number
  state: WebhookDeliveryState
}

export interface Portion {
  deliveries: Opened[]
  cursor: number
  sequence: number
}

/** @param events between the cursor and `readTo`, in the order of the feed */
export function portionOf(place: Place, events: readonly NextEvent[]): Portion {
  return place.mode === 'PARALLEL' ? singles(place, events) : batch(place, events)
}

/** The cursor moves with the deliveries: each of them is tried alone from then on. */
function singles({ sequence, readTo, room }: Place, events: readonly NextEvent[]): Portion {
  const taken = events.slice(0, room)
  const deliveries = taken.map((event, i) => opened([event], sequence + 1 + i, event.number, event.type))
  return { deliveries, cursor: passed(events, taken.length, readTo), sequence: sequence + taken.length }
}

/** The cursor of an ordered endpoint stays until its request has arrived, but for events that nobody waits for. */
function batch({ cursor, sequence, readTo }: Place, events: readonly NextEvent[]): Portion {
  const [first] = events
  if (first === undefined) return { deliveries: [], cursor: readTo, sequence }
  if (first.bytes > EVENT_BYTES_MAX)
    return {
      deliveries: [opened([first], sequence + 1, first.number, null)],
      ...{ cursor: passed(events, 1, readTo), sequence: sequence + 1 },
    }
  const count = fitting(events)
  const taken = events.slice(0, count)
  return {
    deliveries: [opened(taken, sequence + 1, passed(events, count, readTo), null)],
    ...{ cursor, sequence: sequence + count },
  }
}

/** How many of the events fit into one request. */
function fitting(events: readonly NextEvent[]): number {
  let bytes = 0
  let count = 0
  for (const event of events.slice(0, BATCH_EVENTS_MAX)) {
    bytes += event.bytes
    if (event.bytes > EVENT_BYTES_MAX || (count > 0 && bytes > BATCH_BYTES_MAX)) break
    count++
  }
  return count
}

/** The number up to which all is taken: what lies between is of types that the endpoint does not want. */
function passed(events: readonly NextEvent[], taken: number, readTo: number): number {
  const next = events[taken]
  return next === undefined ? readTo : next.number - 1
}

function opened(events: readonly NextEvent[], sequence: number, through: number, type: string | null): Opened {
  const last = events.at(-1)
  const tooLarge = events.some(({ bytes }) => bytes > EVENT_BYTES_MAX)
  return {
    deliveryId: newId(),
    eventNumbers: events.map(({ number }) => number),
    sequence,
    messageId: last?.eventId ?? '',
    type,
    through,
    state: tooLarge ? 'FAILED' : 'PENDING',
  }
}
