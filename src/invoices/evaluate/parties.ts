/** Seller, buyer and recipient of an invoice, from what was sent and, where it is silent, from the client's own data. */
import type { ClientProfile } from '../../settings/settings.ts'
import { LANGUAGES, type Address, type Language, type Party, type Receiver } from '@saatava/einvoice/model/document.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { vatCountry } from '@saatava/core/vat-country.ts'
import type { SalesInvoiceRequest } from '../schemas.ts'

type Parties = SalesInvoiceRequest['invoice']['parties']
type RequestAddress = NonNullable<Parties['buyerParty']['address']>

export function sellerOf({ sellerParty: seller }: Parties, profile: ClientProfile): Party {
  const own: Address = { countryCode: profile.countryCode, ...profile.address }
  return {
    name: seller?.name ?? profile.name,
    address: seller?.address === undefined ? own : addressOf(seller.address, profile.countryCode),
    ...omitUndefined({
      businessId: seller?.businessId ?? profile.businessCode,
      vatCode: seller?.vatCode ?? profile.vatCode,
      contactName: seller?.contact?.contactPerson?.name,
      email: seller?.contact?.email ?? seller?.contact?.contactPerson?.email ?? profile.email,
      phone: seller?.contact?.phone ?? profile.phone,
      website: profile.website,
    }),
  }
}

export function buyerOf({ buyerParty: buyer }: Parties, profile: ClientProfile): Receiver {
  return {
    name: buyer.name,
    entityType: buyer.entityType ?? 'BUSINESS',
    ...omitUndefined({
      address:
        buyer.address === undefined
          ? undefined
          : addressOf(buyer.address, vatCountry(buyer.vatCode) ?? profile.countryCode),
      businessId: buyer.businessId,
      vatCode: buyer.vatCode,
      customerAccountId: buyer.customerAccountId === undefined ? undefined : String(buyer.customerAccountId),
      contactName: buyer.contact?.contactPerson?.name,
      email: buyer.contact?.email ?? buyer.contact?.contactPerson?.email,
      phone: buyer.contact?.phone,
      electronicInvoiceAccount: buyer.electronicInvoiceAccount,
      electronicRoutingAddress: buyer.electronicRoutingAddress,
      glnNumber: buyer.glnNumber,
    }),
  }
}

/**
 * Returns the receiver of the invoice: the recipient where one is named, with the buyer's data where its own are missing.
 */
export function recipientOf(
  { invoiceRecipientParty: recipient }: Parties,
  buyer: Receiver,
  profile: ClientProfile,
): Receiver {
  if (recipient === undefined) return buyer
  const abroad = vatCountry(recipient.vatCode) ?? buyer.address?.countryCode ?? profile.countryCode
  const electronic = recipient.electronicInvoiceAccount === undefined ? buyer : recipient
  return {
    name: recipient.name ?? buyer.name,
    entityType: buyer.entityType,
    ...omitUndefined({
      address: recipient.address === undefined ? buyer.address : addressOf(recipient.address, abroad),
      businessId: recipient.businessId ?? (recipient.name === undefined ? buyer.businessId : undefined),
      vatCode: recipient.vatCode,
      customerAccountId: buyer.customerAccountId,
      email: recipient.email ?? buyer.email,
      electronicInvoiceAccount: electronic.electronicInvoiceAccount,
      electronicRoutingAddress: electronic.electronicRoutingAddress,
      glnNumber: recipient.glnNumber ?? buyer.glnNumber,
    }),
  }
}

export function deliveryOf(
  { deliveryParty: delivery }: Parties,
  buyer: Receiver,
  profile: ClientProfile,
): Party | undefined {
  if (delivery === undefined) return undefined
  return {
    name: delivery.name ?? '',
    ...omitUndefined({
      address:
        delivery.address === undefined
          ? undefined
          : addressOf(delivery.address, buyer.address?.countryCode ?? profile.countryCode),
      contactName: delivery.contact?.contactPerson?.name,
      phone: delivery.contact?.phone,
    }),
  }
}

function addressOf({ countryCode, ...rest }: RequestAddress, country: string): Address {
  return { ...rest, countryCode: countryCode ?? country }
}

// The published examples also write NO and DK for languages; SE is as often meant for Swedish.
const LANGUAGE_WORDS: Record<string, Language> = { se: 'sv', nb: 'no', nn: 'no', dk: 'da' }

/** The language of the document; English where we do not have it. */
export function languageOf(codes: (string | undefined)[], fallback: Language): Language {
  const code = codes.find((each) => each !== undefined)?.toLowerCase()
  if (code === undefined) return fallback
  return LANGUAGES.find((language) => language === code) ?? LANGUAGE_WORDS[code] ?? 'en'
}
