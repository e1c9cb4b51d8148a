/**
 * Addresses that carry the delivery's id, so that every answer names the delivery that it is about: the envelope sender
 * of each mail (VERP: variable envelope return path) and its Message-ID.
 */
import type { DeliveryId } from '@saatava/core/ids.ts'

// The HTML standard's pattern for <input type=email>, as everywhere in the API: ASCII alone.
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/
const ADDRESS_CHARACTERS_MAX = 254
const LOCAL_PART_CHARACTERS_MAX = 64

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const VERP = new RegExp(`\\bbounce\\+(${UUID})@([a-z0-9.-]+)`, 'i')
const OWN_ID = new RegExp(`<(${UUID})@([a-z0-9.-]+)>`, 'i')
const BARE_ID = new RegExp(`^\\s*(${UUID})\\s*$`, 'i')

/** True for an address that a mail can be sent to: ASCII, RFC 5321's lengths, and nothing that SMTP would read as more. */
export function isAddress(text: string): boolean {
  return text.length <= ADDRESS_CHARACTERS_MAX && text.lastIndexOf('@') <= LOCAL_PART_CHARACTERS_MAX && EMAIL.test(text)
}

/** The part after the @, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** "bounce+018f…@example.com": where a mail server sends what it could not deliver. */
export function bounceAddress(deliveryId: DeliveryId, domain: string): string {
  return `bounce+${deliveryId}@${domain}`
}

/** "<018f…@example.com>": the same at every attempt, so that a receiver can know a mail again. */
export function messageIdOf(deliveryId: DeliveryId, domain: string): string {
  return `<${deliveryId}@${domain}>`
}

/** The delivery in a header that holds one of our envelope senders, whatever stands around it. */
export function deliveryInVerp(text: string, domain: string): string | undefined {
  return matched(VERP, text, domain)
}

/** The delivery in a header that holds one of our Message-IDs (Message-ID, In-Reply-To, References). */
export function deliveryInMessageId(text: string, domain: string): string | undefined {
  return matched(OWN_ID, text, domain)
}

/** The delivery in an Original-Envelope-Id (RFC 3461 ENVID), which is the delivery's id alone. */
export function deliveryInEnvelopeId(text: string): string | undefined {
  return BARE_ID.exec(text)?.[1]?.toLowerCase()
}

function matched(pattern: RegExp, text: string, domain: string): string | undefined {
  const [, id, mailDomain] = pattern.exec(text) ?? []
  return mailDomain?.toLowerCase() === domain ? id?.toLowerCase() : undefined
}
