import { type DueWork, timedWork } from '../platform/due-work.ts'
import { COUNTER } from './push/hand-over-queries.ts'

/** While a request is under way its endpoint may have nothing else to send, so requests are counted too. */
export const WEBHOOKS_DUE: DueWork[] = [
  ahead('events for webhooks of clients', COUNTER.client),
  ahead('events for webhooks of partners', COUNTER.partner),
  timedWork('webhooks to send', 'webhook_endpoint', 'next_at', `state = 'ACTIVE'`),
  {
    name: 'webhooks on their way',
    count: `select count(*) from webhook_delivery where state = 'SENDING'`,
    next: 'select null::timestamptz',
  },
  timedWork('mails about webhooks', 'webhook_endpoint', 'notice_at'),
]

/**
 * Endpoints with events ahead of them. One that rests is looked at when its rest is over; an ordered one whose request waits
 * for its next attempt has nothing due.
 */
function ahead(name: string, counter: string): DueWork {
  const endpoints = `from webhook_endpoint e join ${counter} where e.state = 'ACTIVE' and e.cursor < c.last_number`
  return {
    name,
    count: `select count(*) ${endpoints} and (e.held_until is null or e.held_until <= $1)
      and (e.mode = 'PARALLEL' or not exists (select from webhook_delivery d
        where d.client_id = e.client_id and d.webhook_id = e.webhook_id and d.state = 'PENDING'))`,
    next: `select min(e.held_until) ${endpoints} and e.held_until > $1`,
  }
}
