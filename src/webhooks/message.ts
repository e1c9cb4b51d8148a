/** The body of a webhook: what GET /events says of an event, and where it stands in the feed and at the endpoint. */
import { presentEvent, presentPartnerEvent } from '../feed/present-event.ts'
import type { PartnerEventRow } from '../feed/queries.ts'
import { cursorAt } from '../platform/http/feed.ts'
import type { WebhookMode, WebhookOwner } from './endpoint.ts'
import { feedOf } from './owner.ts'

/** Returns an event as the feed shows it, with its number at the endpoint. */
export function itemOf(owner: WebhookOwner, row: PartnerEventRow, sequence: number): Record<string, unknown> {
  const item = owner.partnerId === null ? presentEvent(row) : presentPartnerEvent(row)
  return { ...item, timestamp: row.at.toISOString(), cursor: cursorAt(feedOf(owner), row.number), sequence }
}

/** @param rows in the order of the feed; a request of a parallel endpoint has one */
export function bodyOf(owner: WebhookOwner, mode: WebhookMode, rows: PartnerEventRow[], sequence: number): Buffer {
  const items = rows.map((row, i) => itemOf(owner, row, sequence + i))
  const [first] = items
  if (first === undefined) throw new Error('a webhook without an event')
  const body = mode === 'ORDERED' ? { type: 'events', timestamp: items.at(-1)?.['timestamp'], events: items } : first
  return Buffer.from(JSON.stringify(body))
}
