/**
 * SalesInvoiceRequest. Published: processing, distribution, header, references, the seller, the buyer, the recipient,
 * addresses and contacts, with these names and literals. The names terms, amounts, rows, payments, attachments, extensions
 * and deliveryParty are in the published list of schemas, but their fields are not public: they are Saatava extensions, and say so.
 */
import { type Static, Type } from 'typebox'
import {
  date,
  formatted,
  money,
  named,
  numberOrText,
  oneOf,
  optional,
  text,
  uuid,
  Warnings,
} from '../platform/http/schema.ts'
import { Address, BuyerParty, Contact, RecipientParty, SellerParty } from './party-schemas.ts'
import { INVOICE_STATUSES } from './states.ts'
import { OURS, Terms, percentage } from './terms-schema.ts'
import { INVOICE_TYPES, VAT_CATEGORIES } from '@saatava/einvoice/model/document.ts'

export const ROWS_MAX = 1_000
const ATTACHMENTS_MAX = 10
/** 14 digits: what a Finnish reference of prefix and number holds. */
export const NUMBER_MAX = 99_999_999_999_999
const EXCHANGE_RATE_MAX = 1_000_000
/** Base64 of 8 MiB, the most an attachment may have. */
const ATTACHMENT_TEXT_MAX = 11_184_812

const quantity = (description: string) => Type.Number({ minimum: -1e12, maximum: 1e12, description })

const Amounts = named(
  'InvoiceAmounts',
  Type.Object(
    {
      netAmount: optional(money()),
      vatAmount: optional(money()),
      totalAmount: optional(money()),
      paidAmount: optional(money('amount paid before the hand-over')),
      vatBreakdown: optional(
        Type.Array(
          Type.Object({
            vatPercentage: percentage('for example 25.5'),
            vatCode: optional(oneOf(VAT_CATEGORIES, 'UNCL5305 category', 'VatCategory')),
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
  ),
)

const Supply = named(
  'Supply',
  Type.Object(
    {
      date: optional(date('the day of supply')),
      period: optional(Type.Object({ from: optional(date('first day')), to: optional(date('last day')) })),
    },
    {
      description:
        'Saatava extension: the date of supply (VAT Directive art. 226 (7); EN 16931 BT-72, BG-14; of a row BT-134, BT-135)',
    },
  ),
)

const Row = named(
  'InvoiceRowData',
  Type.Object({
    rowNumber: optional(Type.Integer({ minimum: 0, maximum: 99_999 })),
    productCode: optional(numberOrText(64)),
    name: optional(text(200)),
    description: optional(text(1_000)),
    quantity: optional(quantity('default 1 where there is a unitPrice')),
    unit: optional(text(16)),
    unitPrice: optional(quantity('without VAT, major units')),
    discountPercentage: optional(percentage('discount in percent of quantity × unitPrice')),
    vatPercentage: optional(percentage('for example 25.5; required on a row with amounts, even if it is 0')),
    vatCode: optional(
      oneOf(VAT_CATEGORIES, 'UNCL5305 category; default S, and Z where vatPercentage is 0', 'VatCategory'),
    ),
    netAmount: optional(money('without VAT')),
    vatAmount: optional(money()),
    totalAmount: optional(money('amount with VAT; Saatava keeps the stated value')),
    delivery: optional(Supply),
    accounting: optional(
      named(
        'Accounting',
        Type.Object({
          accountNumber: optional(numberOrText(20)),
          costCenter: optional(text(64)),
          projectNumber: optional(text(64)),
        }),
      ),
    ),
    definitions: optional(
      Type.Array(named('DefinitionDetail', Type.Object({ name: text(64), value: text(200) })), { maxItems: 20 }),
    ),
  }),
)

const Attachment = named(
  'InvoiceAttachment',
  Type.Object({
    fileName: text(200),
    mimeType: optional(oneOf(['application/pdf'])),
    data: optional(text(ATTACHMENT_TEXT_MAX, 'base64 of a PDF; within a body of 10 MiB that is at most about 7 MiB')),
    url: optional(text(2_000, 'https address of a PDF; fetched once, from public addresses only')),
    useAsPrintout: optional(Type.Boolean({ description: 'true: this PDF is sent instead of Saatava’s PDF' })),
  }),
)

export const DISTRIBUTION_METHODS = ['EMAIL', 'EINVOICE', 'PRINT', 'NONE'] as const

/** The number of an invoice, as answers hold it: a JSON number, as published for requests. */
export function invoiceNumber(description?: string) {
  const schema = Type.Integer({ minimum: 1, ...(description === undefined ? {} : { description }) })
  return named('InvoiceNumber', schema)
}

export const SalesInvoiceRequest = named(
  'SalesInvoiceRequest',
  Type.Object({
    processing: optional(
      named(
        'Processing',
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
              description:
                'Saatava extension, true: the invoice stays a DRAFT until it is sent again without this field',
            }),
          ),
        }),
      ),
    ),
    distribution: optional(
      named(
        'Distribution',
        Type.Object({
          method: optional(
            oneOf(DISTRIBUTION_METHODS, 'EMAIL is published; the others are Saatava extensions', 'DistributionMethod'),
          ),
          enabled: optional(Type.Boolean()),
        }),
      ),
    ),
    invoice: named(
      'InvoiceContentData',
      Type.Object({
        header: named(
          'InvoiceHeader',
          Type.Object({
            number: optional(
              Type.Integer({
                minimum: 1,
                maximum: NUMBER_MAX,
                description: 'required unless numbering.automatic is set',
              }),
            ),
            type: optional(oneOf(INVOICE_TYPES, 'default INVOICE', 'InvoiceType')),
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
        ),
        references: optional(
          named(
            'InvoiceReferences',
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
        ),
        parties: named(
          'InvoiceParties',
          Type.Object({
            sellerParty: optional(SellerParty),
            buyerParty: BuyerParty,
            invoiceRecipientParty: optional(RecipientParty),
            deliveryParty: optional(
              named(
                'DeliveryParty',
                Type.Object(
                  { name: optional(text(200)), address: optional(Address), contact: optional(Contact) },
                  { description: OURS },
                ),
              ),
            ),
          }),
        ),
        delivery: optional(Supply),
        terms: optional(Terms),
        amounts: optional(Amounts),
        rows: optional(Type.Array(Row, { maxItems: ROWS_MAX, description: OURS })),
        payments: optional(
          Type.Array(
            named('PaymentData', Type.Object({ date: date(), amount: money(), reference: optional(numberOrText(35)) })),
            {
              maxItems: 100,
              description: `${OURS}; payments received before the hand-over`,
            },
          ),
        ),
        attachments: optional(
          named('InvoiceAttachments', Type.Array(Attachment, { maxItems: ATTACHMENTS_MAX, description: OURS })),
        ),
        extensions: optional(
          named(
            'InvoiceExtensions',
            Type.Record(
              Type.String({ maxLength: 64 }),
              Type.Union([text(1_000, undefined, 0), Type.Number(), Type.Boolean()]),
              {
                maxProperties: 50,
                description: 'Saatava extension: stored and returned, but not used',
              },
            ),
          ),
        ),
      }),
    ),
  }),
)
export type SalesInvoiceRequest = Static<typeof SalesInvoiceRequest>
export type RequestRow = Static<typeof Row>
export type RequestAttachment = Static<typeof Attachment>

export const InvoiceAccepted = named(
  'InvoiceAccepted',
  Type.Object({
    message: Type.String(),
    invoiceId: uuid(),
    invoiceNumber: invoiceNumber(),
    status: oneOf(INVOICE_STATUSES, 'PAUSED: it is stored, and evaluated a moment later', 'InvoiceStatus'),
    statusText: Type.String({ description: 'the status in words, for people' }),
    warnings: Warnings,
  }),
)
