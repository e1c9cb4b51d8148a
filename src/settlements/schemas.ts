/** GET /settlements and its acknowledgement. Published names exactly; Saatava extensions are marked. */
import { type Static, Type } from 'typebox'
import { date, instant, money, named, oneOf, optional, text } from '../platform/http/schema.ts'

const LIMIT_MAX = 1_000
const ACKNOWLEDGED_MAX = 1_000
const NUMBER_MAX = 999_999_999_999
const NAME_MAX = 99_999_999_999_999

export const SettlementFilters = Type.Object({
  fromDate: optional(date('first settlement date; default: 30 days before toDate, or before today')),
  toDate: optional(date('last settlement date, inclusive')),
  unfetchedOnly: optional(
    Type.Boolean({
      description:
        'true: only settlements whose receipt is not confirmed by the next cursor or by an acknowledgement; without dates, of any date',
    }),
  ),
  invoiceNumber: optional(
    Type.Integer({
      minimum: 1,
      maximum: NAME_MAX,
      description: 'settlements with an allocation of this invoice; without dates: of any date',
    }),
  ),
  caseId: optional(
    Type.Integer({
      minimum: 1,
      maximum: NAME_MAX,
      description: 'settlements with an allocation of this case; without dates: of any date',
    }),
  ),
  paymentReference: optional(
    text(64, 'settlements with this payment reference, in any spelling; without dates: of any date'),
  ),
  limit: optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX, description: 'default 100' })),
  cursor: optional(text(200, 'from the Link header of the page before; it also says that that page has been received')),
})
export type SettlementFilters = Static<typeof SettlementFilters>

const amount = money
/** Published as a date-time. */
const dateAsInstant = (description: string) => instant(description)

const Breakdown = named(
  'SettlementBreakdown',
  Type.Object({
    type: oneOf(
      ['CAPITAL', 'INTEREST', 'FEES'],
      'FEES: the creditor’s costs; below zero: the part that the agency keeps',
    ),
    amount: amount('below zero: taken off'),
  }),
)

const SettledAllocation = named(
  'SettlementAllocation',
  Type.Object({
    allocationId: Type.Integer(),
    allocatedTotalAmount: amount('the sum of its breakdown; below zero where a settled payment was taken back'),
    allocationDate: dateAsInstant('a date as a date-time: 2026-02-25T00:00:00Z'),
    currency: Type.String({ format: 'currency' }),
    caseId: Type.Integer(),
    originalInvoiceNumber: Type.String({ description: 'number of the invoice; a text, as published' }),
    originalPaymentReference: Type.String({
      description: 'reference that the payer gave, else the invoice’s; "" without both',
    }),
    breakdown: Type.Array(Breakdown),
  }),
)

const Deducted = named(
  'SettlementDeduction',
  Type.Object({
    type: oneOf(['WITHDRAWN_CASE_FEES'], 'fees of the agency on a case that the client withdrew'),
    amount: amount('above zero'),
    caseId: Type.Integer(),
    originalInvoiceNumber: Type.String({ description: 'number of the invoice; a text as in allocations' }),
  }),
)

const SettlementView = named(
  'Settlement',
  Type.Object({
    settlementId: Type.Integer({ description: 'the date and four digits: 202603030001' }),
    settlementDate: dateAsInstant('a date as a date-time'),
    agency: Type.String(),
    remittanceReference: Type.String({ description: 'reference of the payment on the bank account' }),
    beneficiary: Type.Object({
      name: Type.String(),
      iban: Type.String(),
      bic: Type.Union([Type.String(), Type.Null()]),
    }),
    settlementAmount: amount('the sum of its allocations'),
    currency: Type.String({ format: 'currency' }),
    apiFetchDate: Type.Union([instant(), Type.Null()], {
      description: 'time of the first fetch; null the first time',
    }),
    allocations: Type.Array(SettledAllocation),
    deductions: Type.Array(Deducted, {
      description:
        'Saatava extension: debts of the client to the agency, deducted from the payout; not a part of settlementAmount',
    }),
    paidAmount: amount('Saatava extension: the payout, settlementAmount less the deductions; never below zero'),
  }),
)

export const Settlements = named(
  'Settlements',
  Type.Object({
    createdAt: instant('time of this answer'),
    settlements: Type.Array(SettlementView),
  }),
)

export const SettlementParams = Type.Object({ settlementId: Type.Integer({ minimum: 1, maximum: NUMBER_MAX }) })

export const OneSettlement = named('SettlementResponse', Type.Object({ settlement: SettlementView }))

export const Acknowledgement = named(
  'SettlementAcknowledgement',
  Type.Object({
    settlementIds: Type.Array(Type.Integer({ minimum: 1, maximum: NUMBER_MAX }), {
      minItems: 1,
      maxItems: ACKNOWLEDGED_MAX,
      description: 'ids of settlements that you fetched and stored',
    }),
  }),
)
export type Acknowledgement = Static<typeof Acknowledgement>

export const Acknowledged = named('SettlementsAcknowledged', Type.Object({ settlementIds: Type.Array(Type.Integer()) }))
