/** The parties of an invoice, as published. */
import { Type } from 'typebox'
import { formatted, named, numberOrText, oneOf, optional, text } from '../platform/http/schema.ts'

export const Address = named(
  'Address',
  Type.Object({
    street: optional(text(200)),
    street2: optional(text(200)),
    street3: optional(text(200)),
    postalCode: optional(text(16, 'checked by the rule of countryCode')),
    postalDistrict: optional(text(100)),
    countryCode: optional(formatted('country', 2)),
    countryName: optional(text(100)),
  }),
)

export const Contact = named(
  'Contact',
  Type.Object({
    contactPerson: optional(
      named('ContactPerson', Type.Object({ name: optional(text(120)), email: optional(formatted('email', 254)) })),
    ),
    email: optional(formatted('email', 254)),
    phone: optional(text(40)),
  }),
)

const electronic = {
  electronicInvoiceAccount: optional(text(64, 'OVT, IBAN, or scheme:value of a Peppol participant')),
  electronicRoutingAddress: optional(
    text(64, 'the operator’s or bank’s code as the registry lists it, 2 to 35 characters: OVT, BIC, GLN, E204503 …'),
  ),
  glnNumber: optional(text(13)),
}

export const SellerParty = named(
  'SellerParty',
  Type.Object({
    businessId: optional(text(32)),
    name: optional(text(200)),
    vatCode: optional(text(32)),
    address: optional(Address),
    contact: optional(Contact),
    paymentDetails: optional(
      named(
        'PaymentDetails',
        Type.Object({
          iban: optional(text(42)),
          bic: optional(text(16)),
          bankgiro: optional(text(16)),
          postgiro: optional(text(16)),
        }),
      ),
    ),
  }),
)

export const BuyerParty = named(
  'BuyerParty',
  Type.Object({
    entityType: optional(
      oneOf(
        ['BUSINESS', 'CONSUMER', 'PUBLIC'],
        'BUSINESS is published; the others are Saatava extensions',
        'EntityType',
      ),
    ),
    name: text(200),
    customerAccountId: optional(numberOrText(64)),
    personalIdentityNumber: optional(text(20)),
    businessId: optional(text(32)),
    vatCode: optional(text(32)),
    ...electronic,
    languageCode: optional(formatted('language', 2)),
    disableCollection: optional(Type.Boolean()),
    address: optional(Address),
    contact: optional(Contact),
  }),
)

export const RecipientParty = named(
  'InvoiceRecipientParty',
  Type.Object({
    name: optional(text(200)),
    businessId: optional(text(32)),
    vatCode: optional(text(32)),
    ...electronic,
    email: optional(formatted('email', 254)),
    languageCode: optional(formatted('language', 2)),
    address: optional(Address),
  }),
)
