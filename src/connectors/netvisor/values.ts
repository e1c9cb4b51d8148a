/** Values as Netvisor writes them in its answers. */
import { ConnectorError } from '../errors.ts'

/** "-2382,47" or "-2382.47", also with spaces between thousands → -238247n. Throws temporary UNREADABLE_ANSWER. */
export function amountOf(text: string | undefined): bigint {
  const plain = (text ?? '').replace(/[\s\u00a0]/g, '')
  const [, sign, whole = '0', decimals = ''] = /^([-−]?)(\d+)(?:[.,](\d{1,6}))?$/.exec(plain) ?? []
  if (sign === undefined) throw unreadable(`the amount "${text ?? ''}"`)
  const minor = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0').slice(0, 2))
  return sign === '' ? minor : -minor
}

/** Netvisor answers ISO dates, or Finnish ones: "31.1.2026" → "2026-01-31". Throws temporary UNREADABLE_ANSWER. */
export function dateOf(text: string | undefined): string {
  const finnish = /^(\d{1,2})\.(\d{1,2})\.(\d{4})/.exec(text ?? '')
  if (finnish) return `${finnish[3]}-${finnish[2]?.padStart(2, '0')}-${finnish[1]?.padStart(2, '0')}`
  const iso = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')
  if (iso) return iso[0]
  throw unreadable(`the date "${text ?? ''}"`)
}

/**
 * The answer cannot be understood. Never taken for "not there": what is not found is sent, and what is sent while it
 * stands there is doubled. Nor for a refusal: the document may well have arrived.
 */
export function unreadable(what: string): ConnectorError {
  return new ConnectorError(
    'temporary',
    'UNREADABLE_ANSWER',
    `Netvisor’s answer holds ${what}, which cannot be read.`,
    {
      advice: 'Saatava reads it again automatically. If it keeps failing, report it as an error of the integration.',
    },
  )
}
