/**
 * Netvisor's request headers and their signature (MAC). Source: Netvisor help centre, "API authentication"; the join
 * order of HMACSHA256 (since May 2025) also in rantalainen/netvisor-api-client (MIT). The signed URL is the one on the
 * wire, query string included, to the letter.
 */
import { createHash, createHmac } from 'node:crypto'

export const ALGORITHMS = ['HMACSHA256', 'SHA256'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

export interface MacParts {
  url: string
  sender: string
  customerId: string
  /** "2026-01-31 12:00:00.000", UTC. */
  timestamp: string
  language: string
  organisationId: string
  transactionId: string
  /** Unix seconds; part of HMACSHA256 only. */
  timestampUnix: string
  customerKey: string
  partnerKey: string
}

/** Lower-case hex. Text is signed in ISO-8859-1, which equals ISO-8859-15 for every letter that our headers may hold. */
export function macOf(algorithm: Algorithm, parts: MacParts): string {
  const {
    url,
    sender,
    customerId,
    timestamp,
    language,
    organisationId,
    transactionId,
    timestampUnix,
    customerKey,
    partnerKey,
  } = parts
  const common = [url, sender, customerId, timestamp, language, organisationId, transactionId]
  if (algorithm === 'SHA256') {
    return createHash('sha256')
      .update([...common, customerKey, partnerKey].join('&'), 'latin1')
      .digest('hex')
  }
  const key = Buffer.from(`${customerKey}&${partnerKey}`, 'latin1')
  return createHmac('sha256', key)
    .update([...common, timestampUnix, customerKey, partnerKey].join('&'), 'latin1')
    .digest('hex')
}

export interface HeaderInput {
  url: string
  algorithm: Algorithm
  sender: string
  language: string
  organisationId: string
  credentials: { customerId: string; customerKey: string; partnerId: string; partnerKey: string }
  transactionId: string
  now: Date
}

export function headersOf(input: HeaderInput): Record<string, string> {
  const { credentials, algorithm } = input
  const timestamp = input.now.toISOString().replace('T', ' ').replace('Z', '')
  const timestampUnix = String(Math.floor(input.now.getTime() / 1000))
  return {
    'X-Netvisor-Authentication-Sender': input.sender,
    'X-Netvisor-Authentication-CustomerId': credentials.customerId,
    'X-Netvisor-Authentication-PartnerId': credentials.partnerId,
    'X-Netvisor-Authentication-Timestamp': timestamp,
    'X-Netvisor-Authentication-TimestampUnix': timestampUnix,
    'X-Netvisor-Authentication-TransactionId': input.transactionId,
    'X-Netvisor-Interface-Language': input.language,
    'X-Netvisor-Organisation-ID': input.organisationId,
    'X-Netvisor-Authentication-MAC': macOf(algorithm, {
      url: input.url,
      sender: input.sender,
      customerId: credentials.customerId,
      timestamp,
      language: input.language,
      organisationId: input.organisationId,
      transactionId: input.transactionId,
      timestampUnix,
      customerKey: credentials.customerKey,
      partnerKey: credentials.partnerKey,
    }),
    'X-Netvisor-Authentication-MACHashCalculationAlgorithm': algorithm,
  }
}
