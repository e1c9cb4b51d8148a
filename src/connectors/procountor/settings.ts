/**
 * Settings of a Procountor connection: credentials, settings and mapping tables. Facts: the vendor's API schema, as
 * published in the MIT-licensed client rantalainen/procountor-api-client. Tables and defaults are our choice, and say so.
 */
import { type Static, Type } from 'typebox'
import { choice, secret } from '../fields.ts'
import type { ConnectionConfig, Mappings } from '../port.ts'

/** Machine-to-machine access: the client belongs to the integration, the API key to one user in one company. */
export const Credentials = Type.Object(
  {
    clientId: secret('client_id of the API client registered with Procountor.'),
    clientSecret: secret('client_secret of the API client.'),
    apiKey: secret('API key made in Procountor for this company: it determines the company.'),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

/** Possible values of `paymentMethodType` of markpaid. */
export const PAYMENT_METHODS = [
  'ADJUSTMENT',
  'BANK_STATEMENT',
  'CASH',
  'CHARGE_CARD',
  'CORRECTION',
  'CREDIT_LOSS',
  'CREDIT_NOTE',
  'EXTERNAL_BANK_TRANSFER',
  'SET_OFF',
] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

/** The schema is open to other properties: the engine keeps its settings beside these. */
export const Settings = Type.Object({
  voucherDate: choice(
    ['BOOKING_DATE', 'DOCUMENT_DATE'],
    'BOOKING_DATE',
    'BOOKING_DATE: one receipt for each booking date of the rows. DOCUMENT_DATE: one receipt, dated documentDate.',
  ),
  vatMode: choice(
    ['DERIVED', 'VERBATIM'],
    'DERIVED',
    'DERIVED: rows with isVatRow are not sent, because Procountor books VAT itself from net value, percent and VAT status. VERBATIM: every row is sent as it is with percent 0 and VAT status 12 (no VAT handling); VAT reporting is then lost, so use it for special cases only.',
  ),
  createReconciliation: Type.Optional(
    Type.Boolean({
      default: true,
      description:
        'Let Procountor add a reconciliation row for the cents by which VAT of rounded net values can miss. Larger differences are refused before sending. Default true.',
    }),
  ),
  approval: choice(
    ['LEAVE_UNFINISHED', 'APPROVE'],
    'LEAVE_UNFINISHED',
    'LEAVE_UNFINISHED: a receipt waits for an accountant (document status Draft). APPROVE: it is approved right after it is stored (Approved). A receipt that was stored but not approved, because the connection broke or the approval was refused, is reported as Draft, and a person must approve it.',
  ),
  paymentDate: choice(
    ['PAYMENT_DATE', 'BOOKING_DATE'],
    'PAYMENT_DATE',
    'The date of a payment in the system: its paymentDate, or its bookingDate where it has one.',
  ),
  paymentMethodType: choice(
    PAYMENT_METHODS,
    'CASH',
    'Payment method type of payments that mappings.paymentMethods does not name. The account that Procountor credits for each type is not published.',
  ),
  referenceSearchDays: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 3650,
      default: 400,
      description:
        'Days before the payment in which Saatava searches for the invoice by its bank reference. Procountor cannot search by reference, so Saatava reads the invoices of these days. Default 400.',
    }),
  ),
})

/** The settings with their defaults filled in; the schema above says what each means. */
export interface ProcountorSettings {
  voucherDate: 'BOOKING_DATE' | 'DOCUMENT_DATE'
  vatMode: 'DERIVED' | 'VERBATIM'
  createReconciliation: boolean
  approval: 'LEAVE_UNFINISHED' | 'APPROVE'
  paymentDate: 'PAYMENT_DATE' | 'BOOKING_DATE'
  paymentMethodType: PaymentMethod
  referenceSearchDays: number
}

const DEFAULTS: ProcountorSettings = {
  voucherDate: 'BOOKING_DATE',
  vatMode: 'DERIVED',
  createReconciliation: true,
  approval: 'LEAVE_UNFINISHED',
  paymentDate: 'PAYMENT_DATE',
  paymentMethodType: 'CASH',
  referenceSearchDays: 400,
}

/** The connection's settings with defaults filled in. They were checked against the schema when they were stored. */
export function settingsOf(config: Pick<ConnectionConfig, 'settings'>): ProcountorSettings {
  return { ...DEFAULTS, ...(config.settings as Partial<ProcountorSettings>) }
}

/**
 * Our tables; a connection's own entries come on top. voucherTypes gives SALES or PURCHASE, because every receipt we make
 * is a JOURNAL and only its VAT type differs. vatCodes gives vatStatus. Each company has its own statuses (GET
 * /vats/default); the four known everywhere are 1 domestic, 3 outside the EU, 5 EU goods and 12 no VAT handling. The
 * empty code is that of rows without VAT; 20 is the code of the published example; the capitals are Netvisor's. An empty
 * dimension name leaves that dimension out.
 */
export const DEFAULT_MAPPINGS: Mappings = {
  voucherTypes: {
    ML: 'SALES',
    MS: 'SALES',
    PT: 'SALES',
    KT: 'SALES',
    MU: 'SALES',
    JK: 'SALES',
    PUMP: 'SALES',
    OL: 'PURCHASE',
    OS: 'PURCHASE',
    PA: 'PURCHASE',
  },
  vatCodes: {
    '': '12',
    '-': '12',
    NONE: '12',
    '20': '1',
    KOMY: '1',
    KOOS: '1',
    EUMY: '5',
    EUOS: '5',
    EUUM: '3',
    EUUO: '3',
  },
  dimensions: { COST_CENTER: 'Cost center', PROJECT: 'Project' },
  paymentMethods: { bankaccount: 'EXTERNAL_BANK_TRANSFER' },
}

export function mappingsOf(config: Pick<ConnectionConfig, 'mappings'>): Mappings {
  const own = config.mappings
  return {
    voucherTypes: { ...DEFAULT_MAPPINGS.voucherTypes, ...own.voucherTypes },
    vatCodes: { ...DEFAULT_MAPPINGS.vatCodes, ...own.vatCodes },
    dimensions: { ...DEFAULT_MAPPINGS.dimensions, ...own.dimensions },
    paymentMethods: { ...DEFAULT_MAPPINGS.paymentMethods, ...own.paymentMethods },
  }
}
