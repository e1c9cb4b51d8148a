/** GET /events. */
import { type Static, Type } from 'typebox'
import { optional, text } from '../platform/http/schema.ts'

const LIMIT_MAX = 10_000

export const EventFilters = Type.Object({
  type: optional(text(100, 'only events whose type begins with this: invoice, invoice.delivery, accounting.')),
  limit: optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX, description: 'default 1000' })),
  cursor: optional(text(200, 'from the Link header of the page before; without it: from the first event')),
})
export type EventFilters = Static<typeof EventFilters>

/** Filters of the feeds of all clients of a partner. */
export const PortfolioFilters = Type.Omit(EventFilters, ['type'])
export type PortfolioFilters = Static<typeof PortfolioFilters>

const PartnerEvent = Type.Object({
  eventId: Type.String({ description: 'a UUID; it never changes' }),
  at: Type.String({ description: 'an instant, by the clock of the service' }),
  type: Type.String({ description: 'type of the event, such as invoice.delivery.sent; see the schema Events' }),
  subject: Type.String({ description: 'subject of the event, such as invoice:0190…' }),
  data: Type.Record(Type.String(), Type.Unknown()),
})

export const PartnerEvents = Type.Object({
  events: Type.Array(PartnerEvent),
  hasMore: Type.Boolean({ description: 'false: there are no newer items yet; the Link works in any case' }),
})

export const PortfolioEvents = Type.Object({
  events: Type.Array(Type.Object({ clientIdentifier: Type.Integer(), ...PartnerEvent.properties })),
  hasMore: PartnerEvents.properties.hasMore,
})
