/** The words of the mails about an endpoint that fails. */
import { type DisableReason } from './endpoint.ts'
import { DISABLED_NOTICE, NOTICE_HOURS } from './push/next-notice.ts'

interface About {
  webhookId: string
  url: string
  disabledAs: DisableReason | null
  failingSince: Date | null
  failures: number
}

const REASONS: Record<DisableReason, string> = {
  GONE: 'your server answered with status 410',
  RECEIVER_ASKED: 'your server answered with the header "webhook-delivery: disable"',
  NO_SUCCESS: 'no request has arrived for five days',
}

export function mailAbout(about: About, number: number): { subject: string; text: string } {
  const { webhookId, failingSince, failures, disabledAs } = about
  const since = failingSince === null ? '' : ` since ${failingSince.toISOString()}`
  const facts = `Endpoint: ${webhookId}\nServer: ${hostOf(about.url)}\nAttempts that failed: ${failures}${since}`
  const lost = 'Nothing is lost: the events wait in the feed.'
  if (number >= DISABLED_NOTICE)
    return {
      subject: `Saatava has disabled a webhook endpoint: ${hostOf(about.url)}`,
      text: `Saatava sends nothing more to your webhook endpoint, because ${REASONS[disabledAs ?? 'NO_SUCCESS']}.\n\n${facts}\n\n${lost} When your server works again, enable the endpoint in the console or with POST /api/v1/partner/webhooks/${webhookId}/resume.\n`,
    }
  const hours = NOTICE_HOURS[number - 1] ?? 0
  return {
    subject: `Your webhook endpoint has not answered for ${hours} hours: ${hostOf(about.url)}`,
    text: `No request of Saatava to your webhook endpoint has arrived for ${hours} hours. Saatava keeps trying.\n\n${facts}\n\n${lost} After five days without success the endpoint is disabled. The attempts and their errors are listed in the console and at GET /api/v1/partner/webhooks/${webhookId}/deliveries.\n`,
  }
}

/** The path of the address may hold a secret. */
function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'unknown'
}
