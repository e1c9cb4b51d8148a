/** Events by type: `event.type === 'invoice.delivery.sent'` gives `event.data` its fields. */
import type { KnownEvent } from '../generated/api.ts'

/** An event as `GET /events` lists it. A newer service may send further types: let a program pass over those. */
export type SaatavaEvent = KnownEvent
export type EventType = SaatavaEvent['type']
export type EventOf<T extends EventType> = Extract<SaatavaEvent, { type: T }>

/** An event of one of a partner's clients. */
export type PartnerEvent = SaatavaEvent & { clientIdentifier: number }
