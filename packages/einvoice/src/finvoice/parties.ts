/** The parties of a Finvoice. The element names repeat the party's role: SellerStreetName, BuyerStreetName. */
import type { Address, InvoiceDocument, Party, PaymentAccount, Receiver } from '../model/document.ts'
import { EAS, electronicAddress } from '@saatava/core/electronic-address.ts'
import { cut, fitting, wrapped } from '../text.ts'
import { group, textElement } from '../xml.ts'
import { dateElement } from './values.ts'

/** A required name that has no character left which XML can hold. */
const NAMELESS = '--'

/** ISO 6523 schemes of national registers; the Finnish one writes the business id with its hyphen. */
const REGISTERS: Record<string, { scheme: string; pattern: RegExp }> = {
  FI: { scheme: '0212', pattern: /^\d{7}-\d$/ },
  SE: { scheme: EAS.SE, pattern: /^\d{10}$/ },
  NO: { scheme: EAS.NO, pattern: /^\d{9}$/ },
  DK: { scheme: EAS.DK, pattern: /^\d{8}$/ },
}

export function sellerElements({ seller, payment }: InvoiceDocument, unitNumber: string): string[] {
  return [
    group('SellerPartyDetails', [
      registration('SellerPartyIdentifier', seller),
      ...names('SellerOrganisationName', seller, 70),
      textElement('SellerOrganisationTaxCode', fitting(seller.vatCode, 35)),
      postalAddress('Seller', seller.address),
    ]),
    textElement('SellerOrganisationUnitNumber', fitting(unitNumber, 35)),
    textElement('SellerContactPersonName', contact(seller)),
    communication('Seller', seller),
    group('SellerInformationDetails', [
      textElement('SellerPhoneNumber', fitting(seller.phone, 35)),
      textElement('SellerCommonEmailaddressIdentifier', fitting(seller.email, 70)),
      textElement('SellerWebaddressIdentifier', fitting(seller.website, 70)),
      ...payment.accounts.map(sellerAccount),
    ]),
  ]
}

/** Writes the party that takes the invoice for the buyer, where that is somebody else. */
export function recipientElements({ recipient, buyer, language }: InvoiceDocument): string[] {
  const languageCode = textElement('InvoiceRecipientLanguageCode', language.toUpperCase())
  if (isSame(recipient, buyer)) return [languageCode]
  return [
    group('InvoiceRecipientPartyDetails', [
      registration('InvoiceRecipientPartyIdentifier', recipient),
      ...names('InvoiceRecipientOrganisationName', recipient, 35),
      textElement('InvoiceRecipientOrganisationTaxCode', token(recipient.vatCode)),
      glnElement('InvoiceRecipientCode', recipient),
      postalAddress('InvoiceRecipient', recipient.address),
    ]),
    textElement('InvoiceRecipientOrganisationUnitNumber', addressValue(recipient)),
    textElement('InvoiceRecipientContactPersonName', contact(recipient)),
    languageCode,
    communication('InvoiceRecipient', recipient),
  ]
}

export function buyerElements({ buyer }: InvoiceDocument): string[] {
  return [
    group('BuyerPartyDetails', [
      registration('BuyerPartyIdentifier', buyer),
      ...names('BuyerOrganisationName', buyer, 70),
      textElement('BuyerOrganisationTaxCode', fitting(buyer.vatCode, 35)),
      glnElement('BuyerCode', buyer),
      postalAddress('Buyer', buyer.address),
    ]),
    textElement('BuyerOrganisationUnitNumber', addressValue(buyer)),
    textElement('BuyerContactPersonName', contact(buyer)),
    communication('Buyer', buyer),
  ]
}

/** Writes the place to which the goods went. Finvoice takes a delivery party with a whole address or not at all. */
export function deliveryElements({ delivery }: InvoiceDocument): string[] {
  const address = delivery === undefined ? '' : postalAddress('Delivery', delivery.address)
  if (delivery === undefined || address === '') return []
  return [
    group('DeliveryPartyDetails', [
      registration('DeliveryPartyIdentifier', delivery),
      ...names('DeliveryOrganisationName', delivery, 35),
      textElement('DeliveryOrganisationTaxCode', fitting(delivery.vatCode, 35)),
      address,
    ]),
    textElement('DeliveryContactPersonName', contact(delivery)),
    communication('Delivery', delivery),
  ]
}

/** When it was supplied; a period is written here where both of its days are known. */
export function deliveryDetails({ supply }: InvoiceDocument): string {
  const { date, from, to } = supply ?? {}
  const whole = from !== undefined && to !== undefined
  return group('DeliveryDetails', [
    dateElement('DeliveryDate', date),
    whole ? group('DeliveryPeriodDetails', [dateElement('StartDate', from), dateElement('EndDate', to)]) : '',
  ])
}

function isSame(recipient: Receiver, buyer: Receiver): boolean {
  return recipient === buyer || JSON.stringify(recipient) === JSON.stringify(buyer)
}

function names(element: string, party: Party, max: number): string[] {
  const parts = wrapped(party.name, max, 2)
  return (parts.length === 0 ? [NAMELESS] : parts).map((part) => textElement(element, part))
}

function registration(element: string, { businessId, address }: Party): string {
  const register = REGISTERS[address?.countryCode ?? 'FI']
  const id = fitting(businessId, 35)
  const scheme = id !== undefined && register?.pattern.test(id) === true ? register.scheme : undefined
  return textElement(element, id, { SchemeID: scheme })
}

function glnElement(element: string, { glnNumber }: Receiver): string {
  return textElement(element, fitting(glnNumber, 70), { SchemeID: EAS.GLN })
}

/** Operators write the e-invoice address here when they deliver, without its scheme. */
function addressValue({ electronicInvoiceAccount: account }: Receiver): string | undefined {
  return account === undefined ? undefined : fitting(electronicAddress(account).value, 35)
}

function contact({ contactName }: Party): string | undefined {
  return contactName === undefined ? undefined : cut(contactName, 70)
}

function communication(role: string, { phone, email }: Party): string {
  return group(`${role}CommunicationDetails`, [
    textElement(`${role}PhoneNumberIdentifier`, fitting(phone, 35)),
    textElement(`${role}EmailaddressIdentifier`, fitting(email, 70)),
  ])
}

/** A whole address or none: the schema asks for street, town and postal code together. */
function postalAddress(role: string, address: Address | undefined): string {
  if (address === undefined) return ''
  const streets = streetLines([address.street, address.street2, address.street3])
  const [town] = wrapped(address.postalDistrict ?? '', 35, 2)
  const [code] = wrapped(address.postalCode ?? '', 35, 2)
  if (streets.length === 0 || town === undefined || code === undefined) return ''
  return group(`${role}PostalAddressDetails`, [
    ...streets.map((street) => textElement(`${role}StreetName`, street)),
    textElement(`${role}TownName`, town),
    textElement(`${role}PostCodeIdentifier`, code),
    textElement('CountryCode', address.countryCode),
    textElement('CountryName', cut(address.countryName ?? '', 35)),
  ])
}

/** Three lines of 35 characters: each of our lines separately where they fit, else one after the other. */
function streetLines(streets: (string | undefined)[]): string[] {
  const given = streets.filter((street) => street !== undefined)
  const apart = given.flatMap((street) => wrapped(street, 35, 2))
  return (apart.length <= 3 ? apart : wrapped(given.join(', '), 35, 2)).slice(0, 3)
}

/** An account needs its BIC here; the one to be paid to stands in EpiDetails also without. */
function sellerAccount({ iban, bic }: PaymentAccount): string {
  if (iban === undefined || bic === undefined || !/^[A-Z0-9]{8,11}$/.test(bic)) return ''
  return group('SellerAccountDetails', [
    textElement('SellerAccountID', iban.replaceAll(' ', ''), { IdentificationSchemeName: 'IBAN' }),
    textElement('SellerBic', bic, { IdentificationSchemeName: 'BIC' }),
  ])
}

/** A text that is a token of the XML name characters, or nothing. */
export function token(text: string | undefined, max = 35): string | undefined {
  const whole = fitting(text, max)
  return whole !== undefined && /^[\w.:-]+$/.test(whole) ? whole : undefined
}
