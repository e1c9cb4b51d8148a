/** The civil day of what a bank writes as a date, or as a date and time, at the place of the account. */
import { isCivilDate } from '@saatava/core/dates.ts'

/** Time zones of the countries of the payment area that do not share Berlin's. */
const OF_COUNTRY: Record<string, string> = {
  ...{ FI: 'Europe/Helsinki', SE: 'Europe/Stockholm', NO: 'Europe/Oslo', DK: 'Europe/Copenhagen' },
  ...{ EE: 'Europe/Tallinn', LV: 'Europe/Riga', LT: 'Europe/Vilnius', IS: 'Atlantic/Reykjavik' },
  ...{ FO: 'Atlantic/Faroe', GL: 'America/Nuuk', GB: 'Europe/London', IE: 'Europe/Dublin' },
  ...{ PT: 'Europe/Lisbon', GR: 'Europe/Athens', CY: 'Asia/Nicosia', RO: 'Europe/Bucharest', BG: 'Europe/Sofia' },
}
const OF_CURRENCY: Record<string, string> = {
  ...{ SEK: 'Europe/Stockholm', NOK: 'Europe/Oslo', DKK: 'Europe/Copenhagen', ISK: 'Atlantic/Reykjavik' },
  GBP: 'Europe/London',
}
const BERLIN = 'Europe/Berlin'
const HELSINKI = 'Europe/Helsinki'

/** @param account an IBAN, or anything else @param currency for an account that does not name its country */
export function timeZoneOfAccount(account: string, currency: string | undefined): string {
  if (/^[A-Z]{2}\d{2}/.test(account)) return OF_COUNTRY[account.slice(0, 2)] ?? BERLIN
  return OF_CURRENCY[currency ?? ''] ?? HELSINKI
}

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/
const END_OF_DAY = /^\d{4}-\d{2}-\d{2}T24:00/
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * A time with an offset is an instant, and its day is the account's; without one it is the bank's own time already.
 * @returns undefined where the text holds no day
 */
export function localDay(text: string, timeZone: string): string | undefined {
  const day = text.slice(0, 10)
  if (!isCivilDate(day)) return undefined
  if (text.length === 10) return day
  if (WITH_OFFSET.test(text)) return dayAt(new Date(text), timeZone) ?? day
  return END_OF_DAY.test(text) ? (dayAt(new Date(`${text.slice(0, 10)}T24:00:00Z`), 'UTC') ?? day) : day
}

function dayAt(instant: Date, timeZone: string): string | undefined {
  if (Number.isNaN(instant.getTime())) return undefined
  let format = formats.get(timeZone)
  // Swedish writes dates as ISO 8601 does.
  if (format === undefined) formats.set(timeZone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone })))
  return format.format(instant)
}
