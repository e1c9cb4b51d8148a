/** Between whom an e-invoice travels. */
import { EAS, electronicAddress } from '@saatava/core/electronic-address.ts'
import { isBic, isGln } from '@saatava/core/identifiers.ts'
import type { InvoiceDocument } from './model/document.ts'
import type { ChannelSettings } from './model/channels.ts'

export const MESSAGE_ID_CHARACTERS_MAX = 48

export interface EinvoiceAddressing {
  from: { id: string; scheme?: string; intermediatorId: string; name: string }
  /** `id` may be "scheme:value". */
  to: { id: string; scheme?: string; intermediatorId: string; name: string }
  /** 2 to 48 characters; an operator takes each one once, so a resend on purpose needs another. */
  messageId: string
  createdAt: Date
  /** Time zone of the time stamp, for example "Europe/Helsinki". */
  timeZone: string
}

/**
 * The address under which Peppol knows a company that gave none: its GLN, else its number in the national register.
 * The receiver's operator looks it up; where it is not registered, it refuses, and the next channel is tried.
 */
export function participantOf(party: {
  businessId?: string
  glnNumber?: string
  address?: { countryCode: string }
}): { scheme: string; value: string } | undefined {
  const gln = party.glnNumber?.replace(/\D/gu, '')
  if (gln !== undefined && isGln(gln)) return { scheme: EAS.GLN, value: gln }
  const digits = party.businessId?.replace(/\D/gu, '') ?? ''
  const country = party.address?.countryCode
  if (country === 'SE' && digits.length === 10) return { scheme: EAS.SE, value: digits }
  if (country === 'NO' && digits.length === 9) return { scheme: EAS.NO, value: digits }
  if (country === 'DK' && digits.length === 8) return { scheme: EAS.DK, value: digits }
  if ((country === 'FI' || country === 'AX') && digits.length === 8) return { scheme: EAS.OVT, value: `0037${digits}` }
  return undefined
}

/**
 * Returns the addresses of both ends: the client's own from its settings, the receiver's from the invoice. A missing
 * address is ''; `einvoiceAddressFault` has reported it before.
 */
export function einvoiceAddressing(
  document: InvoiceDocument,
  own: ChannelSettings['einvoice'],
  { messageId, createdAt, timeZone }: Pick<EinvoiceAddressing, 'messageId' | 'createdAt' | 'timeZone'>,
): EinvoiceAddressing {
  const { seller, recipient } = document
  const sender = own.address === undefined ? participantOf(seller) : split(own.address)
  const receiver =
    recipient.electronicInvoiceAccount === undefined
      ? participantOf(recipient)
      : split(recipient.electronicInvoiceAccount)
  return {
    from: {
      id: sender?.value ?? '',
      ...(sender?.scheme === undefined ? {} : { scheme: sender.scheme }),
      intermediatorId: operatorCode(own.intermediatorId ?? ''),
      name: seller.name,
    },
    to: {
      id: receiver?.value ?? '',
      ...(receiver?.scheme === undefined ? {} : { scheme: receiver.scheme }),
      intermediatorId: operatorCode(recipient.electronicRoutingAddress ?? ''),
      name: recipient.name,
    },
    messageId,
    createdAt,
    timeZone,
  }
}

/**
 * An operator's or bank's code as the Finnish registry lists it: an OVT, a BIC, a GLN, letters and digits, a name. A BIC goes
 * out in capitals.
 */
export function operatorCode(text: string): string {
  const code = text.trim().replace(/\s+/gu, ' ')
  const bare = code.replaceAll(' ', '').toUpperCase()
  return isBic(bare) || /^0037[0-9A-Z]+$/.test(bare) ? bare : code
}

function split(text: string): { scheme?: string; value: string } {
  const { scheme, value } = electronicAddress(text)
  return scheme === undefined ? { value } : { scheme, value }
}
