/** GET /events. */
import { type Static, Type } from 'typebox'
import { instant, named, optional, text, uuid } from '../platform/http/schema.ts'

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

const PartnerEvent = named(
  'Event',
  Type.Object({
    eventId: uuid('it never changes'),
    at: instant('by the clock of the service'),
    type: Type.String({ description: 'type of the event, such as invoice.delivery.sent; see the schema KnownEvent' }),
    subject: Type.String({ description: 'subject of the event, such as invoice:0190…' }),
    data: Type.Record(Type.String(), Type.Unknown()),
  }),
)

export const PartnerEvents = named(
  'EventPage',
  Type.Object({
    events: Type.Array(PartnerEvent),
    hasMore: Type.Boolean({ description: 'false: there are no newer items yet; the Link works in any case' }),
  }),
)

const PortfolioEvent = named(
  'PartnerEvent',
  Type.Object({ clientIdentifier: Type.Integer(), ...PartnerEvent.properties }),
)

export const PortfolioEvents = named(
  'PartnerEventPage',
  Type.Object({
    events: Type.Array(PortfolioEvent),
    hasMore: PartnerEvents.properties.hasMore,
  }),
)
