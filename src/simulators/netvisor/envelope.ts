/** Netvisor's answers: every one has a ResponseStatus, and a failure has two Status elements in it. */
import { element, escapeXml } from '@saatava/core/xml.ts'

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'

/** `<name>text</name>`; an absent or empty text makes an empty element, as Netvisor answers. */
export function tag(name: string, text: string | number | undefined, attributes = ''): string {
  return text === undefined || text === ''
    ? `<${name}${attributes} />`
    : element(name, escapeXml(String(text), 'double'), attributes)
}

/** @param content what follows the status: `<Replies>…` of a write, the list of a read */
export function okEnvelope(content: string, now: Date): string {
  return `${DECLARATION}<Root><ResponseStatus><Status>OK</Status>${stamp(now)}</ResponseStatus>${content}</Root>`
}

export function inserted(netvisorKey: number): string {
  return `<Replies>${tag('InsertedDataIdentifier', netvisorKey)}</Replies>`
}

export function failedEnvelope(code: string, text: string, now: Date): string {
  const words = tag('Status', `${code} :: ${text}`)
  return `${DECLARATION}<Root><ResponseStatus><Status>FAILED</Status>${words}${stamp(now)}</ResponseStatus></Root>`
}

const FINNISH = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Helsinki',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
let stamped = { second: Number.NaN, text: '' }

// Formatting a local time is slow, and thousands of answers share a second.
function stamp(now: Date): string {
  const second = Math.floor(now.getTime() / 1_000)
  if (second !== stamped.second) {
    const part = Object.fromEntries(FINNISH.formatToParts(now).map(({ type, value }) => [type, value]))
    const date = `${Number(part['day'])}.${Number(part['month'])}.${part['year']}`
    const time = `${Number(part['hour'])}:${part['minute']}:${part['second']}`
    stamped = { second, text: `<TimeStamp>${date} ${time}</TimeStamp>` }
  }
  return stamped.text
}
