/** GET and PUT /client/settings: all fields are Saatava extensions. */
import { type Static, type TSchema, Type } from 'typebox'
import { DOCUMENT_TYPES } from './document-types.ts'
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { LANGUAGES, VAT_CATEGORIES } from '@saatava/einvoice/model/document.ts'
import { SERVICE_TYPES } from '../onboarding/schemas.ts'
import {
  formatted,
  instant,
  money,
  named,
  numberOrText,
  oneOf,
  optional,
  orNull,
  text,
  Warnings,
} from '../platform/http/schema.ts'
import { LOGO_BASE64_MAX } from './image-fault.ts'
import { APPROVALS, REFERENCE_KINDS, SECTIONS } from './stored.ts'

const BANK_ACCOUNTS_MAX = 10
const MAPPINGS_MAX = 50
/** Invoice numbers the counter may be set to: fifteen digits are still exact as a JSON number. */
const NUMBER_MAX = 999_999_999_999_999

/** A text in a header of an email: a line break in it would begin another header. */
const line = (max: number, description: string) =>
  Type.String({
    minLength: 1,
    maxLength: max,
    pattern: '^[^\\p{Cc}\\u2028\\u2029]*$',
    description: `one line of text: ${description}`,
  })
const one = (values: readonly number[], description: string) =>
  Type.Unsafe<number>({ type: 'integer', enum: [...values], description })

// Each section is the same in a request and in an answer but for whether its parts may be left out.
type Part = <T extends TSchema>(schema: T) => T

const service = (part: Part) => ({
  type: part(
    oneOf(
      SERVICE_TYPES,
      'service of invoices: LIFECYCLE is published, the other values are Saatava extensions',
      'ServiceType',
    ),
  ),
})
const references = (part: Part) => ({
  kind: part(
    oneOf(REFERENCE_KINDS, 'type of payment references that Saatava makes; default by country', 'ReferenceKind'),
  ),
  ocrLengthDigit: part(Type.Boolean({ description: 'SE_OCR: a length digit before the check digit' })),
  kidModulus: part(one([10, 11], 'NO_KID: as agreed between the payee and its bank')),
  fikType: part(oneOf(['71', '75'], 'DK_FIK: the card type')),
})
const order = Type.Array(oneOf(CHANNELS, undefined, 'Channel'), {
  minItems: 1,
  maxItems: CHANNELS.length,
  description: 'channels tried in this order, after the channel that an invoice asks for; each once',
})
const email = {
  fromName: optional(line(100, 'shown as the sender; default: the client’s name')),
  replyTo: optional(formatted('email', 254, 'where answers go; default: the client’s email')),
  subject: optional(line(200, 'the subject; default: by language')),
  message: optional(text(4_000, 'text above the details of the invoice; default: by language')),
}
const print = (part: Part) => ({
  class: part(oneOf(['ECONOMY', 'PRIORITY'])),
  colour: part(Type.Boolean()),
  duplex: part(Type.Boolean({ description: 'true: print on both sides' })),
})
const einvoice = (part: Part) => ({
  address: optional(
    Type.String({
      pattern: '^[0-9A-Za-z][0-9A-Za-z:._-]{2,63}$',
      description: 'an OVT, an IBAN or scheme:value; default: made from the business id',
    }),
  ),
  intermediatorId: optional(text(35, 'OVT or BIC of the operator; default: the operator of this installation')),
  intermediatorName: optional(text(35)),
  sendingOpen: part(Type.Boolean()),
  receivingOpen: part(Type.Boolean()),
  taxRegistered: part(
    Type.Boolean({
      description:
        'true: the seller is approved for F-tax (SE) or registered in Foretaksregisteret (NO); its Peppol invoices state it',
    }),
  ),
})
const entry = {
  vatPercentage: optional(
    Type.Number({ minimum: 0, maximum: 100, description: 'if left out, the entry fits every rate' }),
  ),
  accountNumber: numberOrText(20),
  vatCode: optional(text(16, 'VAT code sent with the row; mappings.vatCodes of the connection translates it')),
}
const settlement = (part: Part) => ({
  documentType: part(oneOf(DOCUMENT_TYPES, undefined, 'DocumentType')),
  bankAccount: part(numberOrText(20, 'where settlements are paid to')),
  clearingAccount: part(
    numberOrText(20, 'account of money that the agency owes: the account of the payment method cash-in'),
  ),
  unbookedAccount: part(
    numberOrText(20, 'account for capital of invoices that Saatava does not book; default: the receivable account'),
  ),
  interestAccount: part(numberOrText(20, 'account for late interest that debtors have paid')),
  costsAccount: part(numberOrText(20, 'account for costs that debtors have paid to the creditor')),
  commissionAccount: part(numberOrText(20, 'account for commissions of the agency')),
  inputVatAccount: part(numberOrText(20, 'account for VAT in commissions')),
})
const settlementVat = {
  vatPercentage: Type.Number({
    minimum: 0,
    maximum: 100,
    description: 'VAT rate of commissions; default: the standard rate',
  }),
  vatCode: text(16, 'VAT code of commissions; mappings.vatCodes of the connection translates it'),
}
const accounting = (part: Part) => ({
  documentType: part(oneOf(DOCUMENT_TYPES, 'voucher type, by Netvisor’s abbreviations', 'DocumentType')),
  calculationMode: part(oneOf(['GROSS', 'NET'], undefined, 'CalculationMode')),
  receivableAccount: part(numberOrText(20)),
  roundingAccount: part(numberOrText(20, 'account for the cents by which totals and rows differ')),
  sales: part(
    Type.Array(Type.Object({ ...entry, vatCategory: optional(oneOf(VAT_CATEGORIES, 'UNCL5305', 'VatCategory')) }), {
      minItems: 1,
      maxItems: MAPPINGS_MAX,
      description: 'Saatava uses the first entry that fits; one entry must fit everything',
    }),
  ),
  vat: part(
    Type.Array(Type.Object(entry), {
      minItems: 1,
      maxItems: MAPPINGS_MAX,
      description: 'Saatava uses the first entry that fits; one entry must fit everything',
    }),
  ),
})
const BankAccount = named(
  'BankAccount',
  Type.Object({
    iban: optional(text(42)),
    bic: optional(text(16)),
    bankgiro: optional(text(16)),
    plusgiro: optional(text(16)),
    currencyCode: optional(formatted('currency', 3, 'only for invoices in this currency')),
  }),
)
const bankAccounts = Type.Array(BankAccount, {
  maxItems: BANK_ACCOUNTS_MAX,
  description: 'where invoices are to be paid, the one to be used first',
})
const NUMBER = Type.Integer({
  minimum: 1,
  maximum: NUMBER_MAX,
  description: 'number of the next invoice that is sent without a number; it can be raised, but not lowered',
})

const given: Part = optional
export const SettingsInput = named(
  'ClientSettingsInput',
  Type.Object({
    version: optional(
      Type.Integer({
        minimum: 0,
        description: 'version on which the change is based; 409 if there is a newer version',
      }),
    ),
    updatedAt: optional(text(40, 'as answered; ignored')),
    reset: optional(
      Type.Array(oneOf(SECTIONS, undefined, 'SettingsSection'), {
        maxItems: SECTIONS.length,
        description: 'sections that return to their defaults (null means "not given", as everywhere)',
      }),
    ),
    service: optional(Type.Object(service(given))),
    language: optional(
      oneOf(LANGUAGES, 'language of documents and messages to receivers without a language', 'DocumentLanguage'),
    ),
    logo: optional(
      Type.Object({
        data: optional(text(LOGO_BASE64_MAX, 'a PNG or JPEG in base64; at most 512 KiB, 4 000 pixels a side')),
        mediaType: optional(text(32, 'type as in the answer; only the bytes count')),
        sha256: optional(text(64, 'hash of the stored logo, as in the answer')),
        bytes: optional(Type.Integer({ minimum: 0, description: 'as answered' })),
      }),
    ),
    bankAccounts: optional(bankAccounts),
    references: optional(
      Type.Object({
        prefix: optional(text(20, 'prefix given at onboarding; it cannot be changed')),
        ...references(given),
        fikCreditor: optional(Type.String({ pattern: '^\\d{8}$', description: 'the creditor number, 8 digits' })),
      }),
    ),
    channels: optional(
      Type.Object({
        order: optional(order),
        fallback: optional(Type.Boolean({ description: 'false: only the first channel is tried' })),
        email: optional(Type.Object(email)),
        print: optional(Type.Object(print(given))),
        einvoice: optional(Type.Object(einvoice(given))),
      }),
    ),
    approval: optional(
      Type.Object({
        required: optional(oneOf(APPROVALS, 'the invoices that wait for APPROVE', 'ApprovalSetting')),
        above: optional(
          Type.Number({ minimum: 0, format: 'money', description: 'ABOVE: invoices with a total above this wait' }),
        ),
      }),
    ),
    numbering: optional(Type.Object({ automatic: optional(Type.Boolean()), next: optional(NUMBER) })),
    accounting: optional(
      Type.Object({
        companyIdentifier: optional(
          text(64, 'company of the connection for vouchers; default: the default connection'),
        ),
        ...accounting(given),
        settlement: optional(
          Type.Object({
            ...settlement(given),
            vatPercentage: optional(settlementVat.vatPercentage),
            vatCode: optional(settlementVat.vatCode),
          }),
        ),
      }),
    ),
  }),
)
export type SettingsInput = Static<typeof SettingsInput>

const there: Part = (schema) => schema
export const SettingsView = named(
  'ClientSettings',
  Type.Object({
    version: Type.Integer({ description: '0 until a setting is made' }),
    updatedAt: orNull(instant()),
    service: Type.Object(service(there)),
    language: oneOf(LANGUAGES, undefined, 'DocumentLanguage'),
    logo: orNull(
      Type.Object({
        mediaType: oneOf(['image/png', 'image/jpeg']),
        sha256: Type.String(),
        bytes: Type.Integer({ description: 'GET /client/settings/logo returns the bytes' }),
      }),
    ),
    bankAccounts,
    references: Type.Object({ prefix: Type.String(), ...references(there), fikCreditor: orNull(Type.String()) }),
    channels: Type.Object({
      order,
      fallback: Type.Boolean(),
      email: Type.Object(email),
      print: Type.Object(print(there)),
      einvoice: Type.Object(einvoice(there)),
    }),
    approval: Type.Object({ required: oneOf(APPROVALS, undefined, 'ApprovalSetting'), above: orNull(money()) }),
    numbering: Type.Object({
      automatic: Type.Boolean({ description: 'an invoice without a number gets the next one' }),
      next: NUMBER,
    }),
    accounting: Type.Object({
      companyIdentifier: Type.String({ description: '"" for the default connection' }),
      ...accounting(there),
      settlement: Type.Object({
        ...settlement(there),
        vatPercentage: orNull(settlementVat.vatPercentage),
        vatCode: orNull(settlementVat.vatCode),
      }),
    }),
    warnings: Warnings,
  }),
)
