/**
 * Invoices by email: one SMTP server takes them, a folder brings back what could not be delivered. An SMTP server takes
 * every mail it is given, also the same one twice, so this channel is not repeatable: a mail whose fate is unclear waits
 * for a report or a person.
 */
import type { Channel } from '../port.ts'
import { domainOf, isAddress } from './addresses.ts'
import { createBounces } from './bounces/reports.ts'
import type { EmailLog } from './log.ts'
import { TIMEOUTS, createMailer, type MailerTimeouts } from './mailer.ts'
import { messageOf } from './message.ts'
import { smtpSettingsOf } from './smtp-settings.ts'

const PARALLEL_MAX = 8
export interface EmailChannelOptions {
  /** smtp://user:password@host:port or smtps://… */
  smtpUrl: string
  /** The instance's address, in the From of every mail. */
  from: string
  /** Where bounces are received; default: the domain of `from`. */
  bounceDomain?: string
  /** Maildir into which a mail server or fetchmail delivers them (IMAP is theirs); without it bounces are not seen. */
  bounceFolder?: string
  log: EmailLog
  /** PEM of a private authority of the mail server. */
  ca?: string
  parallelMax?: number
  timeouts?: Partial<MailerTimeouts>
}

/** @throws Error when smtpUrl, from or bounceDomain cannot be used */
export function createEmailChannel(options: EmailChannelOptions): Channel {
  const { from, ca, parallelMax = PARALLEL_MAX } = options
  if (!isAddress(from))
    throw new Error(`Mails are sent from an address such as invoices@example.com, not from "${from}".`)
  const bounceDomain = (options.bounceDomain ?? domainOf(from)).toLowerCase()
  if (!isAddress(`bounce@${bounceDomain}`)) throw new Error(`"${bounceDomain}" is not a domain that bounces can go to.`)
  const mailer = createMailer({
    server: smtpSettingsOf(options.smtpUrl),
    connectionsMax: parallelMax,
    timeouts: { ...TIMEOUTS, ...options.timeouts },
    ...(ca === undefined ? {} : { ca }),
  })
  const { bounceFolder, log } = options
  const bounces = bounceFolder === undefined ? undefined : createBounces(bounceFolder, bounceDomain, log)
  if (bounces === undefined) log.info({}, 'no folder of bounces is set: returned mails are not noticed')
  return {
    name: 'EMAIL',
    repeatable: false,
    batchMax: 1,
    parallelMax,
    send(_batchId, shipments, signal) {
      return Promise.all(
        shipments.map(async (shipment) => {
          const message = messageOf(shipment, { from, bounceDomain })
          return 'kind' in message ? message : await mailer.send(message, signal)
        }),
      )
    },
    async reports(max, signal) {
      return (await bounces?.reports(max, signal)) ?? []
    },
    async acknowledge(reports) {
      await bounces?.acknowledge(reports)
    },
    async close() {
      mailer.close()
    },
  }
}
