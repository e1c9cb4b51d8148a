/** GET /invoice/case. Published: summary and balance; payments, events and timeline are promised there. The rest are Saatava extensions. */
import { type Static, Type } from 'typebox'
import { date, optional } from '../../platform/http/schema.ts'

const NUMBER_MAX = 99_999_999_999_999
const number = (description?: string) => Type.Number(description === undefined ? {} : { description })
const text = (description?: string) => Type.String(description === undefined ? {} : { description })
const maybe = <T extends ReturnType<typeof number> | ReturnType<typeof text>>(schema: T) =>
  Type.Union([schema, Type.Null()])

export const CaseQuery = Type.Object({
  caseId: optional(Type.Integer({ minimum: 0, maximum: NUMBER_MAX })),
  invoiceNumber: optional(
    Type.Integer({
      minimum: 1,
      maximum: NUMBER_MAX,
      description: 'either this or caseId; of several cases, the open one is shown',
    }),
  ),
  asOf: optional(
    date(
      'the day of the balance, interest and movements, today or later, assuming no payment and no step before it; default: today',
    ),
  ),
})
export type CaseQuery = Static<typeof CaseQuery>

const Summary = Type.Object({
  caseId: number(),
  status: text('OPEN, PAUSED, DISPUTED, PAYMENT_PLAN, SUSPENDED or CLOSED'),
  statusReason: maybe(text()),
  stage: text('INVOICED, OVERDUE, REMINDER, DEMAND, LEGAL, ENFORCEMENT, SURVEILLANCE or CLOSED'),
  createdAt: text(),
  closedAt: maybe(text()),
  closingReason: maybe(text()),
  activeDays: number('from the day it was opened to today, or to the day it was closed'),
  creditor: text(),
  currency: text(),
  agency: text(),
})

const Balance = Type.Object({
  capitalAmount: number(),
  interestAmount: number('interest until asOf, by the law; see interest'),
  costsAmount: number('creditorCostsAmount and feesAmount'),
  totalAmount: number(),
  creditorCostsAmount: number('earlier costs of the creditor'),
  feesAmount: number('fees that the agency charges the debtor'),
  originalCapitalAmount: number(),
  disputedAmount: maybe(number()),
  asOf: text('civil date in the creditor’s country: today, or the requested day'),
})

const Citation = Type.Object({
  rule: text(),
  validFrom: text('first day of this version of the rule'),
  source: text(),
  status: text('verified or unverified'),
  carriedOn: Type.Optional(
    Type.Boolean({ description: 'true: no rule is valid on the day, so the last known rule is used' }),
  ),
})
const Ruled = { rule: maybe(text()), source: maybe(text('where the rule stands')) }

const Divided = Type.Object({ capital: number(), interest: number(), costs: number(), fees: number() })

const Payment = Type.Object({
  paymentId: text(),
  allocationId: number('id of the allocation, as in GET /settlements'),
  kind: text('BANK, or DIRECT: the creditor received it'),
  amount: number('part of the payment that pays this case'),
  currency: text(),
  bookingDate: text(),
  paymentDate: text('last day of interest on the paid capital'),
  payerName: maybe(text()),
  reference: maybe(text('reference as the payer wrote it')),
  allocation: Type.Object({ capitalAmount: number(), interestAmount: number(), costsAmount: number() }),
  explanation: Type.Object(
    {
      order: Type.Array(text()),
      agreed: Type.Boolean({ description: 'true: the contract sets the order' }),
      rule: text(),
      validFrom: text(),
      source: text(),
      status: text(),
      matchedBy: text('how the case was found: REFERENCE, REFERENCE_IN_TEXT, NUMBER_AND_AMOUNT, PERSON, CREDITOR'),
      onDate: text(),
      before: Divided,
      paid: Divided,
      after: Divided,
    },
    { description: 'the rule of the allocation, and the claim before and after' },
  ),
  reversedAt: maybe(text()),
  settlementId: maybe(number()),
})

export const CaseView = Type.Object({
  case: Type.Object({
    summary: Summary,
    balance: Balance,
    payments: Type.Array(Payment, { description: 'payments in order; a reversed payment shows the date' }),
    events: Type.Array(
      Type.Object({
        eventId: text(),
        at: text(),
        kind: text(),
        data: Type.Record(Type.String(), Type.Unknown()),
        document: Type.Optional(text('address of the letter that the event names, as PDF')),
      }),
    ),
    timeline: Type.Array(
      Type.Object({
        date: text(),
        kind: text(),
        text: text('for people'),
        planned: Type.Boolean({ description: 'true: planned; it happens if nothing changes before' }),
      }),
    ),
    next: Type.Union([
      Type.Object({
        action: text(
          'a step of the policy, OVERDUE, RESUME, PLAN_CHECK, or CREDITOR_APPROVAL: legal steps wait for APPROVE',
        ),
        date: text('date of the step; for CREDITOR_APPROVAL, the next reminder to the creditor'),
      }),
      Type.Null(),
    ]),
    costs: Type.Array(
      Type.Object({
        date: text(),
        kind: text(),
        amount: number('below zero: taken back'),
        ...Ruled,
        status: maybe(text('status of the rule: verified or unverified')),
        description: text(),
      }),
      { description: 'charged amount; its unpaid part is in balance' },
    ),
    interest: Type.Array(
      Type.Object({
        from: text(),
        to: text(),
        days: number(),
        capitalAmount: number(),
        rate: number('percent a year'),
        referenceRate: Type.Optional(number('percent a year; rate is this and margin')),
        margin: Type.Optional(number('percent a year')),
        unrounded: text('major units; the sum of the periods is rounded once'),
        ...Ruled,
        status: text('status of the rules of the rate: verified or unverified'),
        rules: Type.Array(Citation, {
          description: 'all rules of the interest: rate, first day, count of days, rounding',
        }),
        note: Type.Optional(text()),
      }),
      { description: 'all accrued interest, paid interest included; for a closed case, as last posted' },
    ),
    movements: Type.Array(
      Type.Object({
        date: text(),
        kind: text('CASE_OPENED, FEE_CHARGED, INTEREST_ACCRUED, PAYMENT_ALLOCATED, WAIVED …'),
        description: text(),
        capitalAmount: number(),
        interestAmount: number(),
        costsAmount: number(),
        ...Ruled,
        basis: maybe(text('source of the posting, such as payment:0190…; null: not posted')),
        transactionId: maybe(text('transaction of the journal; null: not posted')),
      }),
      { description: 'the claim as a statement of all its changes; each column adds up to balance' },
    ),
    limitation: Type.Union([
      Type.Intersect([
        Type.Object({
          expiresOn: text('from this day on it is not collected any more; letters and payments put it off'),
        }),
        Citation,
      ]),
      Type.Null(),
    ]),
    allowedActions: Type.Array(text()),
    paymentPlan: Type.Union([
      Type.Object({
        planId: text(),
        state: text('OFFERED until the first payment, then ACTIVE; COMPLETED, BROKEN or CANCELLED'),
        feeAmount: number(),
        rule: maybe(text()),
        createdAt: text(),
        instalments: Type.Array(
          Type.Object({ number: number(), dueDate: text(), amount: number(), paidAmount: number() }),
        ),
      }),
      Type.Null(),
    ]),
    debtor: Type.Record(Type.String(), Type.Unknown()),
    invoice: Type.Record(Type.String(), Type.Unknown()),
  }),
})
