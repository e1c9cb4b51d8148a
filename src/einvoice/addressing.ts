/** Between whom an e-invoice travels. */
import type { InvoiceDocument } from '../invoices/document.ts'
import type { ChannelSettings } from '../channels/port.ts'

export const MESSAGE_ID_CHARACTERS_MAX = 48

export interface EinvoiceAddressing {
  from: { id: string; scheme?: string; intermediatorId: string; name: string }
  /** `id` may be "scheme:value". */
  to: { id: string; scheme?: string; intermediatorId: string; name: string }
  /** 2 to 48 characters; an operator takes each one once, so a resend on purpose needs another. */
  messageId: string
  createdAt: Date
  /** Whose clock the time stamp is written by, for example "Europe/Helsinki". */
  timeZone: string
}

/** The schemes of electronic addresses (EAS, ISO 6523 ICD) that are used here. */
export const EAS = { OVT: '0216', GLN: '0088', SE: '0007', NO: '0192', DK: '0184' } as const

export interface ElectronicAddress {
  kind: 'OVT' | 'IBAN' | 'PARTICIPANT' | 'OTHER'
  scheme?: string
  value: string
}

/**
 * What an electronic invoice address is: an OVT (0037, the eight digits of a business id, up to five characters), an
 * IBAN, or "scheme:value" of a Peppol participant. Spaces do not count.
 */
export function electronicAddress(text: string): ElectronicAddress {
  const value = text.replace(/\s/gu, '')
  const [, scheme, id] = /^(?:iso6523-actorid-upis::)?(\d{4}):(.+)$/iu.exec(value) ?? []
  if (scheme !== undefined && id !== undefined) return { kind: 'PARTICIPANT', scheme, value: id }
  if (/^0037\d{8}[0-9A-Za-z]{0,5}$/.test(value)) return { kind: 'OVT', value: value.toUpperCase() }
  if (/^[A-Za-z]{2}\d{2}[0-9A-Za-z]{8,30}$/.test(value)) return { kind: 'IBAN', value: value.toUpperCase() }
  return { kind: 'OTHER', value }
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
  if (gln?.length === 13) return { scheme: EAS.GLN, value: gln }
  const digits = party.businessId?.replace(/\D/gu, '') ?? ''
  const country = party.address?.countryCode
  if (country === 'SE' && digits.length === 10) return { scheme: EAS.SE, value: digits }
  if (country === 'NO' && digits.length === 9) return { scheme: EAS.NO, value: digits }
  if (country === 'DK' && digits.length === 8) return { scheme: EAS.DK, value: digits }
  if ((country === 'FI' || country === 'AX') && digits.length === 8) return { scheme: EAS.OVT, value: `0037${digits}` }
  return undefined
}

/**
 * Who sends to whom: the client's own address from its settings, the receiver's from the invoice.
 * What is missing is ''; `einvoiceAddressFault` has said so before.
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
      intermediatorId: own.intermediatorId ?? '',
      name: seller.name,
    },
    to: {
      id: receiver?.value ?? '',
      ...(receiver?.scheme === undefined ? {} : { scheme: receiver.scheme }),
      intermediatorId: recipient.electronicRoutingAddress ?? '',
      name: recipient.name,
    },
    messageId,
    createdAt,
    timeZone,
  }
}

function split(text: string): { scheme?: string; value: string } {
  const { scheme, value } = electronicAddress(text)
  return scheme === undefined ? { value } : { scheme, value }
}
