/** An accepted document as JSON, as document-json.ts writes it: amounts are minor units as text, a logo is a hash. */
import { REFERENCE_KINDS } from '@saatava/core/references/reference.ts'
import { type Static, type TSchema, Type } from 'typebox'
import { INVOICE_TYPES, LANGUAGES, LETTER_KINDS, VAT_CATEGORIES } from './document.ts'

const text = Type.String()
const minor = Type.String()
const maybe = <T extends TSchema>(schema: T) => Type.Optional(schema)

const Address = Type.Object({
  street: maybe(text),
  street2: maybe(text),
  street3: maybe(text),
  postalCode: maybe(text),
  postalDistrict: maybe(text),
  countryCode: text,
  countryName: maybe(text),
})
const party = {
  name: text,
  businessId: maybe(text),
  vatCode: maybe(text),
  address: maybe(Address),
  contactName: maybe(text),
  email: maybe(text),
  phone: maybe(text),
  website: maybe(text),
  taxRegistered: maybe(Type.Boolean()),
}
const Party = Type.Object(party)
const Receiver = Type.Object({
  ...party,
  entityType: Type.Enum(['BUSINESS', 'CONSUMER', 'PUBLIC']),
  customerAccountId: maybe(text),
  electronicInvoiceAccount: maybe(text),
  electronicRoutingAddress: maybe(text),
  glnNumber: maybe(text),
})
const Supply = Type.Object({ date: maybe(text), from: maybe(text), to: maybe(text) })

const Row = Type.Object({
  rowNumber: Type.Number(),
  productCode: maybe(text),
  name: text,
  description: maybe(text),
  quantity: maybe(text),
  unit: maybe(text),
  unitPrice: maybe(text),
  discountPercentage: maybe(Type.Number()),
  vatPercentage: Type.Number(),
  vatCategory: Type.Enum(VAT_CATEGORIES),
  net: minor,
  vat: minor,
  total: minor,
  definitions: Type.Array(Type.Object({ name: text, value: text })),
  supply: maybe(Supply),
  accounting: maybe(Type.Object({ accountNumber: maybe(text), costCenter: maybe(text), projectNumber: maybe(text) })),
})
const VatLine = Type.Object({
  percentage: Type.Number(),
  category: Type.Enum(VAT_CATEGORIES),
  net: minor,
  vat: minor,
})

const Payment = Type.Object({
  accounts: Type.Array(
    Type.Object({ iban: maybe(text), bic: maybe(text), bankgiro: maybe(text), plusgiro: maybe(text) }),
  ),
  payee: maybe(Type.Object({ name: text, businessId: maybe(text) })),
  ownPage: maybe(Type.Literal(true)),
  reference: maybe(Type.Object({ kind: Type.Enum(REFERENCE_KINDS), value: text, printed: text })),
  payable: minor,
  barcode: maybe(text),
  epcQr: maybe(text),
})

const Instalment = Type.Object({ number: Type.Number(), dueDate: text, amount: minor })
const Letter = Type.Object({
  kind: Type.Enum(LETTER_KINDS),
  countryCode: text,
  debtorType: Type.Enum(['CONSUMER', 'BUSINESS']),
  caseNumber: text,
  invoice: Type.Object({ number: text, date: text, dueDate: text, total: minor, subject: maybe(text) }),
  claim: Type.Object({ capital: minor, interest: minor, costs: minor, fees: minor, total: minor }),
  fee: minor,
  feesCharged: maybe(Type.Array(Type.Object({ step: text, date: text, amount: minor }))),
  interest: Type.Array(Type.Object({ from: text, to: text, percentage: Type.Number(), capital: minor })),
  collector: Type.Object({ ...party, hours: maybe(text) }),
  notice: maybe(Type.Literal(true)),
  plan: maybe(Type.Object({ instalments: Type.Array(Instalment), ruleId: maybe(text), source: maybe(text) })),
  missed: maybe(Instalment),
  formerDueDate: maybe(text),
  objection: maybe(Type.Object({ date: text, amount: maybe(minor) })),
})
export type StoredLetter = Static<typeof Letter>

export const StoredDocument = Type.Object({
  number: text,
  type: Type.Enum(INVOICE_TYPES),
  date: text,
  dueDate: text,
  currency: text,
  language: Type.Enum(LANGUAGES),
  description: maybe(text),
  additionalInformation: maybe(text),
  references: Type.Object({
    sales: maybe(text),
    buyer: maybe(text),
    agreement: maybe(text),
    orderNumber: maybe(text),
    orderDate: maybe(text),
    creditedInvoiceNumber: maybe(text),
    creditedInvoiceDate: maybe(text),
    invoiceCopyUrl: maybe(text),
  }),
  seller: Party,
  buyer: Receiver,
  recipient: Receiver,
  delivery: maybe(Party),
  supply: maybe(Supply),
  rows: Type.Array(Row),
  vatLines: Type.Array(VatLine),
  totals: Type.Object({ net: minor, vat: minor, total: minor, paid: minor }),
  taxCurrency: maybe(Type.Object({ code: text, exchangeRate: text, vat: minor })),
  payment: Payment,
  terms: Type.Object({
    netDays: maybe(Type.Number()),
    text: maybe(text),
    cashDiscount: maybe(Type.Object({ percentage: Type.Number(), days: Type.Number() })),
    interestPercentage: maybe(Type.Number()),
  }),
  factoring: maybe(Type.Object({ financierName: text, agreementNumber: maybe(text) })),
  letter: maybe(Letter),
  showProductCode: Type.Boolean(),
  /** `hash`: SHA-256 of the archived bytes, hex. */
  logo: maybe(Type.Object({ mediaType: Type.Enum(['image/png', 'image/jpeg']), hash: text })),
})
export type StoredDocument = Static<typeof StoredDocument>
