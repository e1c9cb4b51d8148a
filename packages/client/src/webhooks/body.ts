/** The body of a webhook: an event as the feed lists it, with its place. An endpoint in the mode ORDERED receives many at once. */
import type { WebhookBatch, WebhookEvent } from '../../generated/api.ts'

/** `body.type` says which: 'events' is a batch, everything else an event. */
export type WebhookBody = WebhookEvent | WebhookBatch

/** The events of a webhook, one or many, in order. */
export function eventsOf(body: WebhookBody): WebhookEvent[] {
  return body.type === 'events' ? body.events : [body]
}
