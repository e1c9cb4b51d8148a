/** How the feeds and the webhooks show an event. Both use these functions, so that they never differ. */
import type { EventRow, PartnerEventRow } from './queries.ts'

export function presentEvent({ eventId, at, type, subject, data }: EventRow): Record<string, unknown> {
  return { eventId, at: at.toISOString(), type, subject, data }
}

/** An event in the feed of all clients of a partner. */
export function presentPartnerEvent(row: PartnerEventRow): Record<string, unknown> {
  return { clientIdentifier: row.clientId, ...presentEvent(row) }
}
