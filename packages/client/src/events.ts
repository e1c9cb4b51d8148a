/** Events by type: `event.type === 'invoice.delivery.sent'` gives `event.data` its fields. */
import type { Events } from '../generated/api.ts'

/** Each of the catalogue. A newer service may send further types and fields: let a program pass over those. */
type Typed = Required<Events>

interface Item {
  /** Never changes: a program that remembers it handles no event twice. */
  eventId: string
  at: string
}

type WithItem<E> = E extends Typed ? E & Item : never

/** An event as `GET /events` lists it. */
export type SaatavaEvent = WithItem<Typed>
export type EventType = SaatavaEvent['type']
export type EventOf<T extends EventType> = Extract<SaatavaEvent, { type: T }>

type WithClient<E> = E extends Typed ? E & { clientIdentifier: number } : never
/** An event of one of a partner's clients. */
export type PartnerEvent = WithClient<SaatavaEvent>
