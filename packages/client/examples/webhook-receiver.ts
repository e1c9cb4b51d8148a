/**
 * A receiver of webhooks on plain node:http. It answers 204 when the events are stored, and 401 for a request that nobody
 * has signed. An event that comes again is passed over by its id.
 *
 *   WEBHOOK_SECRET=whsec_… node webhook-receiver.ts
 */
import { type Server, createServer } from 'node:http'
import { type WebhookEvent, forExpress } from 'saatava-client/webhooks'

/** A database in a real receiver: its row and the work for the event belong in one transaction. */
const seen = new Set<string>()

export function receiver(secrets: string[], store: (event: WebhookEvent) => void): Server {
  const receive = forExpress(
    secrets,
    (events) => {
      for (const event of events) {
        if (event.test === true || seen.has(event.eventId)) continue
        store(event)
        seen.add(event.eventId)
      }
    },
    { onFailure: (error) => process.stderr.write(`${String(error)}\n`) },
  )
  return createServer((request, response) => void receive(request, response))
}

if (process.argv[1]?.endsWith('webhook-receiver.ts')) {
  const secrets = (process.env['WEBHOOK_SECRET'] ?? '').split(' ')
  receiver(secrets, ({ type, subject, sequence }) => process.stdout.write(`${sequence} ${type} ${subject}\n`)).listen(
    Number(process.env['PORT'] ?? 8081),
  )
}
