import { type DueWork, timedWork } from '../platform/due-work.ts'
import { AHEAD, BEHIND, type Side } from './push/hand-over-queries.ts'

/** While a request is under way its endpoint may have nothing else to send, so requests are counted too. */
export const WEBHOOKS_DUE: DueWork[] = [
  handedOver('events for webhooks of clients', 'client'),
  handedOver('events for webhooks of partners', 'partner'),
  timedWork('webhooks to send', 'webhook_endpoint', 'next_at', `state = 'ACTIVE'`),
  {
    name: 'webhooks on their way',
    count: `select count(*) from webhook_delivery where state = 'SENDING'`,
    next: 'select null::timestamptz',
  },
  timedWork('mails about webhooks', 'webhook_endpoint', 'notice_at'),
]

/** An endpoint that rests may have events in its feed: it is looked at when its rest is over. */
function handedOver(name: string, side: Side): DueWork {
  return {
    name,
    count: `select count(*) ${BEHIND[side]}`,
    next: `select min(e.held_until) ${AHEAD[side]} and e.held_until > $1`,
  }
}
