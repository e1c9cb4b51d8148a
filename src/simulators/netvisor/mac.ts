/**
 * Computes the MAC that a request must bear. Source: Netvisor help centre, “API authentication” (77000557880). Written
 * apart from the connector's own signing, so that a mistake in one does not hide in the other.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export interface Signed {
  /** URL as on the wire, query string included. */
  url: string
  sender: string
  customerId: string
  timestamp: string
  language: string
  organisationId: string
  transactionId: string
  /** Unix seconds; signed by HMACSHA256 only. */
  timestampUnix: string
}

export interface SigningKeys {
  customerKey: string
  partnerKey: string
}

/** MD5 is the legacy algorithm, meant when the algorithm header is absent. */
export type MacAlgorithm = 'HMACSHA256' | 'SHA256' | 'MD5'

export function algorithmOf(header: string | undefined): MacAlgorithm | undefined {
  const name = header?.toUpperCase() ?? 'MD5'
  return name === 'HMACSHA256' || name === 'SHA256' || name === 'MD5' ? name : undefined
}

/** The string that is signed, with these keys at its end. */
export function signedText(algorithm: MacAlgorithm, signed: Signed, keys: SigningKeys): string {
  const parts = [signed.url, signed.sender, signed.customerId, signed.timestamp, signed.language]
  parts.push(signed.organisationId, signed.transactionId)
  if (algorithm === 'HMACSHA256') parts.push(signed.timestampUnix)
  parts.push(keys.customerKey, keys.partnerKey)
  return parts.join('&')
}

/** Lower-case hex. Headers reach us one character a byte, so latin1 gives back the bytes the client signed. */
export function expectedMac(algorithm: MacAlgorithm, signed: Signed, keys: SigningKeys): string {
  const text = signedText(algorithm, signed, keys)
  if (algorithm !== 'HMACSHA256') return createHash(algorithm.toLowerCase()).update(text, 'latin1').digest('hex')
  const key = Buffer.from(`${keys.customerKey}&${keys.partnerKey}`, 'latin1')
  return createHmac('sha256', key).update(text, 'latin1').digest('hex')
}

/** Compares without regard to case: clients write the hex either way. */
export function sameMac(sent: string, expected: string): boolean {
  const given = Buffer.from(sent.toLowerCase(), 'latin1')
  const right = Buffer.from(expected, 'latin1')
  return given.length === right.length && timingSafeEqual(given, right)
}
