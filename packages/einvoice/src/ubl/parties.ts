/** Seller, buyer, payee and delivery of a Peppol BIS Billing 3 file, with what SE, NO and DK ask of their sellers. */
import type { Address, InvoiceDocument, Party, Receiver } from '../model/document.ts'
import { payeeName } from '../model/payment-instructions.ts'
import { EinvoiceError } from '../errors.ts'
import { type EinvoiceAddressing, participantOf } from '../addressing.ts'
import { EAS, electronicAddress, registerNumber } from '@saatava/core/electronic-address.ts'
import { isGln } from '@saatava/core/identifiers.ts'
import { vatCountry } from '@saatava/core/vat-country.ts'
import { clean, group } from '../xml.ts'
import { basic, taxScheme } from './values.ts'

/** Stands for a mandatory fact of a party that is not known. */
const UNKNOWN = '-'

/** Schemes of the national registers, and how many digits their numbers have. */
const REGISTERS: Record<string, { scheme: string; digits: number }> = {
  SE: { scheme: EAS.SE, digits: 10 },
  NO: { scheme: EAS.NO, digits: 9 },
  DK: { scheme: EAS.DK, digits: 8 },
}

/**
 * Statements that a seller's country asks for beside its VAT number, as a registration of scheme TAX: SE-R-005 approval
 * for F-tax, NO-R-002 entry in the register of business enterprises. Made only for a client that has set that it is true.
 */
const STATEMENTS: Record<string, string> = { SE: 'Godkänd för F-skatt', NO: 'Foretaksregisteret' }

export function supplierParty({ seller, vatLines }: InvoiceDocument, { from }: EinvoiceAddressing): string {
  const country = countryOf(seller)
  const outside = outsideVat(vatLines)
  const charges = vatLines.some(({ category }) => category === 'S')
  // A seller that charges VAT is registered for it, under its business id; of any other seller only a number that was
  // given is one.
  const vat = !outside && (seller.vatCode !== undefined || charges) ? vatNumber(seller, country) : undefined
  const stated = seller.taxRegistered === true ? STATEMENTS[country] : undefined
  // A Swedish seller names no other registration than its approval for F-tax (SE-R-005).
  const tax = stated ?? (vat === undefined && !outside && country !== 'SE' ? seller.businessId : undefined)
  return group('cac:AccountingSupplierParty', [
    group('cac:Party', [
      endpoint(from, seller, 'seller'),
      ...partyCore(seller, vat, country, [registration(tax, 'TAX')]),
    ]),
  ])
}

export function customerParty(
  { buyer, recipient, vatLines, seller }: InvoiceDocument,
  { to }: EinvoiceAddressing,
): string {
  const country = buyerCountry(buyer, recipient) ?? countryOf(seller)
  const vat = buyer.vatCode === undefined || outsideVat(vatLines) ? undefined : vatNumber(buyer, country)
  return group('cac:AccountingCustomerParty', [
    group('cac:Party', [
      endpoint(to, recipient, 'buyer'),
      identification(buyer),
      ...partyCore(buyer, vat, country, []),
    ]),
  ])
}

/** The buyer's own country, by its address or its VAT number, else that of who takes its invoices. */
export function buyerCountry(buyer: Party, recipient: Party): string | undefined {
  const own = buyer.address?.countryCode ?? vatCountry(buyer.vatCode)
  return own ?? recipient.address?.countryCode ?? vatCountry(recipient.vatCode)
}

/** Writes the payee that is not the seller: the agency under payment control, or the buyer of the receivable. */
export function payeeParty(document: InvoiceDocument): string {
  const name = payeeName(document)
  const { payee } = document.payment
  if (clean(name) === '' || clean(name) === clean(document.seller.name)) return ''
  return group('cac:PayeeParty', [
    group('cac:PartyName', [basic('Name', name)]),
    group('cac:PartyLegalEntity', [basic('CompanyID', payee?.businessId)]),
  ])
}

/**
 * Writes where and when the goods went. An intra-community supply has to say to which country (BR-IC-12): to the buyer's,
 * at least.
 */
export function delivery({ delivery: party, supply, buyer, vatLines }: InvoiceDocument): string {
  const intraCommunity = vatLines.some(({ category }) => category === 'K')
  const address = party?.address ?? (intraCommunity ? buyer.address : undefined)
  return group('cac:Delivery', [
    basic('ActualDeliveryDate', supply?.date),
    address === undefined
      ? ''
      : group('cac:DeliveryLocation', [postalAddress('cac:Address', address, address.countryCode)]),
    party === undefined ? '' : group('cac:DeliveryParty', [group('cac:PartyName', [basic('Name', party.name)])]),
  ])
}

/** An invoice outside VAT names nobody's VAT number (BR-O-02). */
function outsideVat(vatLines: InvoiceDocument['vatLines']): boolean {
  return vatLines.some(({ category }) => category === 'O')
}

/** Throws EinvoiceError where there is no participant to write: both ends of Peppol need one (R010, R020). */
function endpoint(address: { id: string; scheme?: string }, party: Party, role: 'seller' | 'buyer'): string {
  const { kind, scheme = address.scheme, value } = electronicAddress(address.id)
  const known =
    scheme !== undefined ? { scheme, value } : kind === 'OVT' ? { scheme: EAS.OVT, value } : participantOf(party)
  if (known === undefined || known.value === '')
    throw new EinvoiceError(
      `The ${role} has no Peppol address, and none can be made of its business id. Give electronicInvoiceAccount as "scheme:value", such as 0192:974760673.`,
    )
  return basic('EndpointID', registerNumber(known.scheme, known.value), known.scheme)
}

function partyCore(party: Party, vat: string | undefined, country: string, registrations: string[]): string[] {
  const name = clean(party.name) === '' ? UNKNOWN : party.name
  return [
    group('cac:PartyName', [basic('Name', name)]),
    postalAddress('cac:PostalAddress', party.address, country),
    registration(vat, 'VAT'),
    ...registrations,
    group('cac:PartyLegalEntity', [basic('RegistrationName', name), legalId(party, country)]),
    group('cac:Contact', [
      basic('Name', party.contactName),
      basic('Telephone', party.phone),
      basic('ElectronicMail', party.email),
    ]),
  ]
}

function registration(id: string | undefined, scheme: 'VAT' | 'TAX'): string {
  return id === undefined ? '' : group('cac:PartyTaxScheme', [basic('CompanyID', id), taxScheme(scheme)])
}

function legalId({ businessId }: Party, country: string): string {
  const known = REGISTERS[country]
  const digits = businessId?.replace(/\D/gu, '')
  if (known !== undefined && digits?.length === known.digits) return basic('CompanyID', digits, known.scheme)
  const finnish = country === 'FI' && businessId !== undefined && /^\d{7}-\d$/.test(businessId.trim())
  return basic('CompanyID', businessId, finnish ? '0212' : undefined)
}

/** Only with a scheme: a Danish seller may not send one without (DK-R-013). */
function identification({ glnNumber }: Receiver): string {
  const gln = glnNumber?.replace(/\D/gu, '')
  return gln !== undefined && isGln(gln) ? group('cac:PartyIdentification', [basic('ID', gln, EAS.GLN)]) : ''
}

/** With the country's prefix, and in Norway and Sweden with its ending; of the business id where no other is given. */
function vatNumber({ vatCode, businessId }: Party, country: string): string | undefined {
  const given = (vatCode ?? businessId)?.replace(/[\s.-]/gu, '').toUpperCase()
  if (given === undefined || given === '') return undefined
  // Åland is in the Finnish register.
  const prefixed = /^[A-Z]{2}/.test(given) ? given : `${country === 'AX' ? 'FI' : country}${given}`
  if (/^SE\d{10}$/.test(prefixed)) return `${prefixed}01`
  if (/^NO\d{9}$/.test(prefixed)) return `${prefixed}MVA`
  return prefixed
}

export function countryOf({ address, vatCode }: Party): string {
  return address?.countryCode ?? vatCountry(vatCode) ?? 'FI'
}

function postalAddress(element: string, address: Address | undefined, country: string): string {
  return group(element, [
    basic('StreetName', address?.street),
    basic('AdditionalStreetName', address?.street2),
    basic('CityName', address?.postalDistrict),
    basic('PostalZone', address?.postalCode),
    address?.street3 === undefined ? '' : group('cac:AddressLine', [basic('Line', address.street3)]),
    group('cac:Country', [basic('IdentificationCode', address?.countryCode ?? country)]),
  ])
}
