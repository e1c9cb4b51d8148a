/**
 * SalesInvoiceRequest. Published: processing, distribution, header, references, the seller, the buyer, the recipient,
 * addresses and contacts, with these names and literals. The names terms, amounts, rows, payments, attachments, extensions
 * and deliveryParty are in the published list of schemas, but their fields are not public: they are Saatava extensions, and say so.
 */
import { type Static, Type } from 'typebox'
import {
  Warnings,
  date,
  formatted,
  money,
  numberOrText,
  oneOf,
  optional,
  moneyFromZero,
  text,
} from '../platform/http/schema.ts'
import { ELECTRONIC_BASES } from '@saatava/law/electronic-demand.ts'
import { INVOICE_TYPES, VAT_CATEGORIES } from '@saatava/einvoice/model/document.ts'

export const ROWS_MAX = 1_000
const ATTACHMENTS_MAX = 10
/** 14 digits: what a Finnish reference of prefix and number holds. */
export const NUMBER_MAX = 99_999_999_999_999
const REMINDERS_MAX = 20
const EXCHANGE_RATE_MAX = 1_000_000
/** Base64 of 8 MiB, the most an attachment may have. */
const ATTACHMENT_TEXT_MAX = 11_184_812

const OURS = 'Saatava extension: the published field list of this object is not public'
const percentage = (description: string) => Type.Number({ minimum: 0, maximum: 100, description })
const quantity = (description: string) => Type.Number({ minimum: -1e12, maximum: 1e12, description })

const Address = Type.Object({
  street: optional(text(200)),
  street2: optional(text(200)),
  street3: optional(text(200)),
  postalCode: optional(text(16, 'checked by the rule of countryCode')),
  postalDistrict: optional(text(100)),
  countryCode: optional(formatted('country', 2)),
  countryName: optional(text(100)),
})

const Contact = Type.Object({
  contactPerson: optional(Type.Object({ name: optional(text(120)), email: optional(formatted('email', 254)) })),
  email: optional(formatted('email', 254)),
  phone: optional(text(40)),
})

const electronic = {
  electronicInvoiceAccount: optional(text(64, 'OVT, IBAN, or scheme:value of a Peppol participant')),
  electronicRoutingAddress: optional(
    text(64, 'the operator’s or bank’s code as the registry lists it, 2 to 35 characters: OVT, BIC, GLN, E204503 …'),
  ),
  glnNumber: optional(text(13)),
}

const SellerParty = Type.Object({
  businessId: optional(text(32)),
  name: optional(text(200)),
  vatCode: optional(text(32)),
  address: optional(Address),
  contact: optional(Contact),
  paymentDetails: optional(
    Type.Object({
      iban: optional(text(42)),
      bic: optional(text(16)),
      bankgiro: optional(text(16)),
      postgiro: optional(text(16)),
    }),
  ),
})

const BuyerParty = Type.Object({
  entityType: optional(
    oneOf(['BUSINESS', 'CONSUMER', 'PUBLIC'], 'BUSINESS is published; the others are Saatava extensions'),
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
})

const RecipientParty = Type.Object({
  name: optional(text(200)),
  businessId: optional(text(32)),
  vatCode: optional(text(32)),
  ...electronic,
  email: optional(formatted('email', 254)),
  languageCode: optional(formatted('language', 2)),
  address: optional(Address),
})

const Terms = Type.Object(
  {
    paymentTerms: optional(
      Type.Object({
        netDays: optional(Type.Integer({ minimum: 0, maximum: 365 })),
        text: optional(text(200)),
        cashDiscount: optional(
          Type.Object({ percentage: percentage('percent'), days: Type.Integer({ minimum: 0, maximum: 365 }) }),
        ),
      }),
    ),
    interest: optional(
      Type.Object({
        type: oneOf(['REFERENCE_RATE', 'FIXED', 'NONE'], 'REFERENCE_RATE is published'),
        percentage: optional(percentage('percent a year')),
      }),
    ),
    collection: optional(
      Type.Object({
        costs: optional(
          Type.Object({
            creditorCostsAmount: optional(moneyFromZero()),
            collectionFeesAmount: optional(moneyFromZero()),
          }),
        ),
        interest: optional(
          Type.Object({
            type: optional(oneOf(['REFERENCE_RATE', 'FIXED', 'NONE'])),
            percentage: optional(percentage('percent a year')),
            fromDate: optional(date()),
          }),
        ),
        reminders: optional(
          Type.Array(
            Type.Object({
              date: date('when it was sent'),
              feeAmount: optional(moneyFromZero('fee that the debtor was charged; part of creditorCostsAmount')),
            }),
            {
              maxItems: REMINDERS_MAX,
              description:
                'Saatava extension: reminders that the creditor sent; reminders after the due date count as reminders of the policy',
            },
          ),
        ),
        electronicDemands: optional(
          Type.Object(
            { basis: oneOf(ELECTRONIC_BASES), since: date() },
            {
              description:
                'Saatava extension: the basis for sending demands to the debtor by email; see the action EMAIL',
            },
          ),
        ),
        directlyEnforceable: optional(
          Type.Boolean({
            description:
              'Saatava extension: the claim is enforceable without a judgment, such as a charge of public law',
          }),
        ),
      }),
    ),
    factoring: optional(
      Type.Object({
        enabled: optional(Type.Boolean()),
        agreementNumber: optional(text(64)),
        financierName: optional(text(120)),
        financierIban: optional(text(42)),
      }),
    ),
  },
  { description: OURS },
)

const Amounts = Type.Object(
  {
    netAmount: optional(money()),
    vatAmount: optional(money()),
    totalAmount: optional(money()),
    paidAmount: optional(money('amount paid before the hand-over')),
    vatBreakdown: optional(
      Type.Array(
        Type.Object({
          vatPercentage: percentage('for example 25.5'),
          vatCode: optional(oneOf(VAT_CATEGORIES, 'UNCL5305 category')),
          netAmount: money(),
          vatAmount: money(),
        }),
        { maxItems: 20 },
      ),
    ),
  },
  {
    description: `${OURS}. Optional: computed from rows. If given, it must agree with the rows within 0.01 per VAT rate; a total in SEK, NOK or DKK may be rounded to whole coins`,
  },
)

const Supply = Type.Object(
  {
    date: optional(date('the day of supply')),
    period: optional(Type.Object({ from: optional(date('first day')), to: optional(date('last day')) })),
  },
  {
    description:
      'Saatava extension: the date of supply (VAT Directive art. 226 (7); EN 16931 BT-72, BG-14; of a row BT-134, BT-135)',
  },
)

const Row = Type.Object({
  rowNumber: optional(Type.Integer({ minimum: 0, maximum: 99_999 })),
  productCode: optional(numberOrText(64)),
  name: optional(text(200)),
  description: optional(text(1_000)),
  quantity: optional(quantity('default 1 where there is a unitPrice')),
  unit: optional(text(16)),
  unitPrice: optional(quantity('without VAT, major units')),
  discountPercentage: optional(percentage('discount in percent of quantity × unitPrice')),
  vatPercentage: optional(percentage('for example 25.5; required on a row with amounts, even if it is 0')),
  vatCode: optional(oneOf(VAT_CATEGORIES, 'UNCL5305 category; default S, and Z where vatPercentage is 0')),
  netAmount: optional(money('without VAT')),
  vatAmount: optional(money()),
  totalAmount: optional(money('amount with VAT; Saatava keeps the stated value')),
  delivery: optional(Supply),
  accounting: optional(
    Type.Object({
      accountNumber: optional(numberOrText(20)),
      costCenter: optional(text(64)),
      projectNumber: optional(text(64)),
    }),
  ),
  definitions: optional(Type.Array(Type.Object({ name: text(64), value: text(200) }), { maxItems: 20 })),
})

const Attachment = Type.Object({
  fileName: text(200),
  mimeType: optional(oneOf(['application/pdf'])),
  data: optional(text(ATTACHMENT_TEXT_MAX, 'base64 of a PDF; within a body of 10 MiB that is at most about 7 MiB')),
  url: optional(text(2_000, 'https address of a PDF; fetched once, from public addresses only')),
  useAsPrintout: optional(Type.Boolean({ description: 'true: this PDF is sent instead of Saatava’s PDF' })),
})

export const SalesInvoiceRequest = Type.Object({
  processing: optional(
    Type.Object({
      paymentControlEnabled: optional(Type.Boolean()),
      manualApprovalEnabled: optional(
        Type.Boolean({ description: 'true: the invoice waits as MANUAL for the action APPROVE' }),
      ),
      accountingInvoiceEnabled: optional(
        Type.Boolean({ description: 'true: its sales voucher is sent to accounting automatically' }),
      ),
      showProductCodeEnabled: optional(Type.Boolean()),
      draft: optional(
        Type.Boolean({
          description: 'Saatava extension, true: the invoice stays a DRAFT until it is sent again without this field',
        }),
      ),
    }),
  ),
  distribution: optional(
    Type.Object({
      method: optional(
        oneOf(['EMAIL', 'EINVOICE', 'PRINT', 'NONE'], 'EMAIL is published; the others are Saatava extensions'),
      ),
      enabled: optional(Type.Boolean()),
    }),
  ),
  invoice: Type.Object({
    header: Type.Object({
      number: optional(
        Type.Integer({ minimum: 1, maximum: NUMBER_MAX, description: 'required unless numbering.automatic is set' }),
      ),
      type: optional(oneOf(INVOICE_TYPES, 'default INVOICE')),
      date: date(),
      dueDate: optional(date('default: date and terms.paymentTerms.netDays')),
      description: optional(text(1_000)),
      additionalInformation: optional(text(2_000)),
      currencyCode: optional(formatted('currency', 3, 'default: the client’s')),
      exchangeRate: optional(
        Type.Number({
          exclusiveMinimum: 0,
          maximum: EXCHANGE_RATE_MAX,
          description:
            'Saatava extension: the value of one unit of currencyCode in the seller’s national currency; VAT is stated in that currency too (VAT Directive art. 230)',
        }),
      ),
      languageCode: optional(formatted('language', 2)),
    }),
    references: optional(
      Type.Object({
        sales: optional(numberOrText(70)),
        buyer: optional(numberOrText(70)),
        agreement: optional(numberOrText(70)),
        payment: optional(numberOrText(35, 'payment reference; default: made from the client’s prefix')),
        orderNumber: optional(numberOrText(70)),
        orderDate: optional(date()),
        electronicPaymentCode: optional(numberOrText(70)),
        creditedInvoiceNumber: optional(numberOrText(20, 'the invoice that a CREDIT_NOTE credits')),
        invoiceCopyUrl: optional(formatted('website', 500)),
      }),
    ),
    parties: Type.Object({
      sellerParty: optional(SellerParty),
      buyerParty: BuyerParty,
      invoiceRecipientParty: optional(RecipientParty),
      deliveryParty: optional(
        Type.Object(
          { name: optional(text(200)), address: optional(Address), contact: optional(Contact) },
          { description: OURS },
        ),
      ),
    }),
    delivery: optional(Supply),
    terms: optional(Terms),
    amounts: optional(Amounts),
    rows: optional(Type.Array(Row, { maxItems: ROWS_MAX, description: OURS })),
    payments: optional(
      Type.Array(Type.Object({ date: date(), amount: money(), reference: optional(numberOrText(35)) }), {
        maxItems: 100,
        description: `${OURS}; payments received before the hand-over`,
      }),
    ),
    attachments: optional(Type.Array(Attachment, { maxItems: ATTACHMENTS_MAX, description: OURS })),
    extensions: optional(
      Type.Record(
        Type.String({ maxLength: 64 }),
        Type.Union([text(1_000, undefined, 0), Type.Number(), Type.Boolean()]),
        {
          maxProperties: 50,
          description: 'Saatava extension: stored and returned, but not used',
        },
      ),
    ),
  }),
})
export type SalesInvoiceRequest = Static<typeof SalesInvoiceRequest>
export type RequestRow = Static<typeof Row>
export type RequestAttachment = Static<typeof Attachment>

export const InvoiceAccepted = Type.Object({
  message: Type.String(),
  invoiceId: Type.String(),
  invoiceNumber: Type.Number(),
  status: Type.String(),
  warnings: Warnings,
})
