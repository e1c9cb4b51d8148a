/**
 * The marker that lets a voucher be found again. No accounting system has an external id, so each voucher carries this
 * short text in a searchable field. It is a hash of (client, kind, identifier, part), so it is the same after any crash,
 * plain ASCII in any code page, and of one length whatever the partner's identifier holds.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { createHash } from 'node:crypto'
import type { PlannedVoucher } from './port.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ' // Crockford's base 32: nothing that is mistaken for another letter
const MARKER = /\bSA-[0-9A-HJKMNP-TV-Z]{13}\b/

/** @param part 1 for the first voucher of a document that is split by booking date, 2 for the second … */
export function markerOf(clientId: ClientId, kind: string, identifier: string, part = 1): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([clientId, kind, identifier, part]))
    .digest()
  let bits = digest.readBigUInt64BE(0)
  let text = ''
  for (let i = 0; i < 13; i++) {
    text += ALPHABET[Number(bits & 31n)] ?? ''
    bits >>= 5n
  }
  return `SA-${text}`
}

/** The marker in a text of an accounting system, if there is one. */
export function markerIn(text: string): string | undefined {
  return MARKER.exec(text)?.[0]
}

/**
 * The idempotency key of a planned voucher, for systems that take one: a UUID (RFC 9562, version 8). It follows from the
 * marker and from everything that is sent: a replaced document has the same marker and another key.
 */
export function idempotencyKeyOf({ marker, date, total, body }: PlannedVoucher): string {
  const text = JSON.stringify([marker, date, total, body], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
