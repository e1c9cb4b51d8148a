/** Options that several commands share, and what may be written in them. An error here is wrong usage: exit code 2. */
import { type Command, InvalidArgumentError } from 'commander'
import { addDays, isCivilDate, startOfDay } from '@saatava/core/dates.ts'
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { LIFETIME_DAYS_MAX } from '../users/agent-tokens/agent-token.ts'

const LIMIT_MAX = 10_000
const ID = new RegExp(UUID_PATTERN, 'i')

/** A command with --json, and --help that ends with an example. @param usage its name and arguments */
export function verb(parent: Command, usage: string, summary: string, example: string): Command {
  return parent
    .command(usage)
    .description(summary)
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', `\nExample:\n  npx saatava ${example}`)
}

export function clientNumber(text: string): number {
  return wholeNumber(text, 1, Number.MAX_SAFE_INTEGER, 'a client’s number, such as 100001')
}

export function limit(text: string): number {
  return wholeNumber(text, 1, LIMIT_MAX, `a whole number from 1 to ${LIMIT_MAX}`)
}

export function port(text: string): number {
  return wholeNumber(text, 0, 65_535, 'a port from 0 to 65535')
}

export function sessionId(text: string): string {
  return idShownBy('session list', text)
}

function idShownBy(command: string, text: string): string {
  if (!ID.test(text)) throw new InvalidArgumentError(`It takes the id that "saatava ${command}" shows, a UUID.`)
  return text.toLowerCase()
}

/** "2027-12-31": the first instant after that day, UTC. "never": null. */
export function expiry(text: string): Date | null {
  if (text === 'never') return null
  if (!isCivilDate(text)) throw new InvalidArgumentError('It takes a date such as 2027-12-31, or never.')
  return startOfDay(addDays(text, 1), 'UTC')
}

/** A civil date. */
export function day(text: string): string {
  if (!isCivilDate(text)) throw new InvalidArgumentError('It takes a date such as 2026-03-03.')
  return text
}

export function tokenId(text: string): string {
  return idShownBy('token list', text)
}

export function agentTokenId(text: string): string {
  return idShownBy('agent-token list', text)
}

export function tokenDays(text: string): number {
  return wholeNumber(text, 1, LIFETIME_DAYS_MAX, `a number of days from 1 to ${LIFETIME_DAYS_MAX}`)
}

export function deliveryId(text: string): string {
  return idShownBy('delivery list', text)
}

export function webhookId(text: string): string {
  return idShownBy('webhook list', text)
}

export function webhookDeliveryId(text: string): string {
  return idShownBy('webhook show', text)
}

/** A day of UTC, or an instant, as an instant. */
export function moment(text: string): string {
  const at = isCivilDate(text) ? startOfDay(text, 'UTC') : new Date(text)
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('It takes a day such as 2026-02-01, or an instant such as 2026-02-01T09:30:00Z.')
  return at.toISOString()
}

export function taskId(text: string): string {
  return idShownBy('task list', text)
}

export function nonEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.')
  return text
}

function wholeNumber(text: string, min: number, max: number, what: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < min || number > max) throw new InvalidArgumentError(`It takes ${what}.`)
  return number
}
