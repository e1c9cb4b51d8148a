/** Fields that reports of operators and print houses share, read from JSON that somebody else has written. */

export type Fields = Record<string, unknown>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
const CODE_MAX = 64
const REASON_MAX = 500

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value)
}

/** An instant with its offset; undefined for anything else. */
export function instantOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !INSTANT.test(value)) return undefined
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Code and reason, where there are any, cut to what is kept. */
export function codeAndReason(fields: Fields): { code?: string; reason?: string } {
  const code = textOf(fields['code'], CODE_MAX)
  const reason = textOf(fields['reason'], REASON_MAX)
  return { ...(code === undefined ? {} : { code }), ...(reason === undefined ? {} : { reason }) }
}

// PostgreSQL holds no NUL, and a half of a surrogate pair is no character.
function textOf(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replaceAll('\0', '').slice(0, max).toWellFormed().trim()
  return text === '' ? undefined : text
}
