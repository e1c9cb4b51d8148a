/** The channels that a deployment has set up, from its settings; a sandbox's simulators stand in for what is not set. */
import { readFileSync } from 'node:fs'
import type { Logger } from 'pino'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import type { Config, DropConfig } from '../config/config.ts'
import { openExchange } from '../drops/open-exchange.ts'
import { createEinvoiceChannel } from './einvoice/channel.ts'
import { createEmailChannel } from './email/index.ts'
import { type Notices, createNotices } from './email/notices.ts'
import type { Channel } from './port.ts'
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import { createPrintChannel } from './print/channel.ts'

/** Addresses of a sandbox's simulators. */
export interface SimulatedWorld {
  origin: string
  smtpUrl: string | undefined
  bounceFolder: string | undefined
}

/** @throws ConfigError for settings that cannot be used */
export function openChannels(config: Config, world: SimulatedWorld | undefined, log: Logger): Channel[] {
  const { mail, einvoice, print } = config
  const channels: Channel[] = []
  const einvoiceDrop = einvoice.drop ?? simulated(world, 'operator')
  if (einvoiceDrop) channels.push(createEinvoiceChannel({ drop: open(einvoiceDrop, 'the e-invoice operator'), log }))
  const smtpUrl = mail.smtpUrl ?? world?.smtpUrl
  if (smtpUrl !== undefined) {
    const bounceFolder = mail.bounceFolder ?? world?.bounceFolder
    channels.push(
      createEmailChannel({
        smtpUrl,
        from: mail.from,
        log,
        ...omitUndefined({ bounceFolder, bounceDomain: mail.bounceDomain }),
      }),
    )
  }
  const printDrop = print.drop ?? simulated(world, 'printhouse')
  if (printDrop) channels.push(createPrintChannel({ drop: open(printDrop, 'the print house'), log }))
  return channels
}

/** Sends plain mails to clients and partners; undefined where no mail server is set up. */
export function openNotices({ mail }: Config, world: SimulatedWorld | undefined): Notices | undefined {
  const smtpUrl = mail.smtpUrl ?? world?.smtpUrl
  return smtpUrl === undefined ? undefined : createNotices({ smtpUrl, from: mail.from })
}

/** Names the channels that openChannels opens here, for callers that only want to know. */
export function channelsSetUp({ mail, einvoice, print, simulators, simulatorsUrl }: Config): ChannelName[] {
  const mailed = mail.smtpUrl !== undefined || (simulators && simulatorsUrl === undefined)
  return [
    ...(einvoice.drop !== undefined || simulators ? (['EINVOICE'] as const) : []),
    ...(mailed ? (['EMAIL'] as const) : []),
    ...(print.drop !== undefined || simulators ? (['PRINT'] as const) : []),
  ]
}

function simulated(world: SimulatedWorld | undefined, name: string): DropConfig | undefined {
  return (
    world && {
      url: `${world.origin}/simulators/${name}`,
      token: undefined,
      password: undefined,
      keyFile: undefined,
      fingerprint: undefined,
    }
  )
}

function open(drop: DropConfig, label: string) {
  return openExchange(drop.url, {
    label,
    token: drop.token,
    password: drop.password,
    privateKey: drop.keyFile === undefined ? undefined : readFileSync(drop.keyFile, 'utf8'),
    hostFingerprint: drop.fingerprint,
  })
}
