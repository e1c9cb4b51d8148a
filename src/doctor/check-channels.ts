import { fileURLToPath } from 'node:url'
import { smtpSettingsOf } from '../channels/email/smtp-settings.ts'
import { channelsSetUp } from '../channels/open-channels.ts'
import type { Config, DropConfig } from '../config/config.ts'
import { type Check, fail, failIf, ok } from './check.ts'
import { unwritable } from './folder.ts'
import { reach } from './reach.ts'

/** Each channel: set up, and answering. */
export async function checkChannels(config: Config): Promise<Check[]> {
  const setUp = channelsSetUp(config)
  const [email, einvoice, print] = await Promise.all([
    emailCheck(config),
    dropCheck(config, 'EINVOICE', 'EINVOICE_DROP', config.einvoice.drop),
    dropCheck(config, 'PRINT', 'PRINT_DROP', config.print.drop),
  ])
  const letters = setUp.includes('EMAIL') || setUp.includes('PRINT')
  const all = [email, einvoice, print]
  if (letters) return all
  return all.map((check) =>
    check.name === 'channel EINVOICE'
      ? check
      : { ...check, stopsCollection: 'no channel for letters (SMTP_URL, PRINT_DROP)' },
  )
}

async function emailCheck(config: Config): Promise<Check> {
  const name = 'channel EMAIL'
  const { smtpUrl } = config.mail
  if (smtpUrl === undefined) return config.simulators ? ok(name, 'Simulated.') : missing(config, 'EMAIL', 'SMTP_URL')
  const advice = 'Correct SMTP_URL.'
  try {
    const { host, port } = smtpSettingsOf(smtpUrl)
    const why = await reach(host, port)
    if (why === undefined) return ok(name, `${host}:${port} answers.`)
    return fail(name, `${host}:${port} cannot be reached (${why}): no mail is sent.`, advice)
  } catch (error) {
    return fail(name, (error as Error).message, advice)
  }
}

async function dropCheck(
  config: Config,
  channel: 'EINVOICE' | 'PRINT',
  setting: string,
  drop: DropConfig | undefined,
): Promise<Check> {
  const name = `channel ${channel}`
  if (drop === undefined) return config.simulators ? ok(name, 'Simulated.') : missing(config, channel, setting)
  const advice = `Correct ${setting}, or what it leads to.`
  const url = URL.canParse(drop.url) ? new URL(drop.url) : undefined
  if (url === undefined) return fail(name, `${setting} is not a URL: nothing is sent by ${channel}.`, advice)
  if (url.protocol === 'file:') {
    const folder = fileURLToPath(url)
    const why = await unwritable(folder)
    if (why === undefined) return ok(name, `${folder} can be written.`)
    return fail(name, `${folder}: ${why}; nothing is sent by ${channel}.`, advice)
  }
  const port = url.port === '' ? (PORTS[url.protocol] ?? 443) : Number(url.port)
  const why = await reach(url.hostname.replace(/^\[|\]$/g, ''), port)
  if (why === undefined) return ok(name, `${url.hostname}:${port} answers.`)
  return fail(name, `${url.hostname}:${port} cannot be reached (${why}); nothing is sent by ${channel}.`, advice)
}

const PORTS: Record<string, number> = { 'sftp:': 22, 'http:': 80, 'https:': 443 }

const STOPS = {
  EMAIL: 'no mail is sent',
  EINVOICE: 'no e-invoice is sent',
  PRINT: 'no letter is printed, and debtors without an e-mail address are not reminded',
}

function missing(config: Config, channel: keyof typeof STOPS, setting: string): Check {
  const none = channelsSetUp(config).length === 0
  return failIf(none, `channel ${channel}`, `${setting} is not set: ${STOPS[channel]}.`, `Set ${setting}.`)
}
