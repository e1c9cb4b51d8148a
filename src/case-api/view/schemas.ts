/** GET /invoice/case. Published: summary and balance; payments, events and timeline are promised there. The rest are Saatava extensions. */
import { type Static, Type } from 'typebox'
import { JOURNAL_KINDS } from '../../journal/details.ts'
import { ACTION_CODES } from '../actions/codes.ts'
import { CASE_EVENT_KINDS } from '../../claims/history.ts'
import { CASE_STATUSES, CLOSING_REASONS, STAGES } from '../../claims/states.ts'
import { STEP_KINDS } from '../../claims/policy.ts'
import { COMPONENTS } from '@saatava/law/rule.ts'
import type { MatchedBy } from '../../payments/matched-by.ts'
import { date, instant, money, named, oneOf, optional, orNull, uuid } from '../../platform/http/schema.ts'

const MATCHED_BY: readonly MatchedBy[] = ['REFERENCE', 'REFERENCE_IN_TEXT', 'NUMBER_AND_AMOUNT', 'PERSON', 'CREDITOR']
const NEXT_ACTIONS = [...STEP_KINDS, 'OVERDUE', 'RESUME', 'PLAN_CHECK', 'CREDITOR_APPROVAL'] as const

const NUMBER_MAX = 99_999_999_999_999
const number = (description?: string) => Type.Number(description === undefined ? {} : { description })
const whole = (description?: string) => Type.Integer(description === undefined ? {} : { description })
const text = (description?: string) => Type.String(description === undefined ? {} : { description })
const maybe = orNull
const currency = () => Type.String({ format: 'currency' })
const ruleStatus = (description?: string) => oneOf(['verified', 'unverified'], description, 'RuleStatus')

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

const Summary = named(
  'CaseSummary',
  Type.Object({
    caseId: whole(),
    status: oneOf(CASE_STATUSES, undefined, 'CaseStatus'),
    statusReason: maybe(text()),
    stage: oneOf(STAGES, undefined, 'CaseStage'),
    createdAt: instant(),
    closedAt: maybe(instant()),
    closingReason: maybe(oneOf(CLOSING_REASONS, undefined, 'ClosingReason')),
    activeDays: whole('from the day it was opened to today, or to the day it was closed'),
    creditor: text(),
    currency: currency(),
    agency: text(),
  }),
)

const Balance = named(
  'CaseBalance',
  Type.Object({
    capitalAmount: money(),
    interestAmount: money('interest until asOf, by the law; see interest'),
    costsAmount: money('creditorCostsAmount and feesAmount'),
    totalAmount: money(),
    creditorCostsAmount: money('earlier costs of the creditor'),
    feesAmount: money('fees that the agency charges the debtor'),
    originalCapitalAmount: money(),
    disputedAmount: maybe(money()),
    asOf: date('civil date in the creditor’s country: today, or the requested day'),
  }),
)

const Citation = named(
  'Citation',
  Type.Object({
    rule: text(),
    validFrom: date('first day of this version of the rule'),
    source: text(),
    status: ruleStatus(),
    carriedOn: Type.Optional(
      Type.Boolean({ description: 'true: no rule is valid on the day, so the last known rule is used' }),
    ),
  }),
)
const Ruled = { rule: maybe(text()), source: maybe(text('where the rule stands')) }

const Divided = named('ClaimParts', Type.Object({ capital: money(), interest: money(), costs: money(), fees: money() }))

const Payment = named(
  'CasePayment',
  Type.Object({
    paymentId: uuid(),
    allocationId: whole('id of the allocation, as in GET /settlements'),
    kind: oneOf(['BANK', 'DIRECT'], 'DIRECT: the creditor received it', 'PaymentKind'),
    amount: money('part of the payment that pays this case'),
    currency: currency(),
    bookingDate: date(),
    paymentDate: date('last day of interest on the paid capital'),
    payerName: maybe(text()),
    reference: maybe(text('reference as the payer wrote it')),
    allocation: Type.Object({ capitalAmount: money(), interestAmount: money(), costsAmount: money() }),
    explanation: Type.Object(
      {
        order: Type.Array(oneOf([...COMPONENTS, 'FEES'], undefined, 'ClaimComponent')),
        agreed: Type.Boolean({ description: 'true: the contract sets the order' }),
        rule: text(),
        validFrom: date(),
        source: text(),
        status: ruleStatus(),
        matchedBy: oneOf(MATCHED_BY, 'how the case was found', 'MatchedBy'),
        onDate: date(),
        before: Divided,
        paid: Divided,
        after: Divided,
      },
      { description: 'the rule of the allocation, and the claim before and after' },
    ),
    reversedAt: maybe(instant()),
    settlementId: maybe(whole()),
  }),
)

export const CaseView = named(
  'CaseResponse',
  Type.Object({
    case: named(
      'Case',
      Type.Object({
        summary: Summary,
        balance: Balance,
        payments: Type.Array(Payment, { description: 'payments in order; a reversed payment shows the date' }),
        events: Type.Array(
          named(
            'CaseEvent',
            Type.Object({
              eventId: uuid(),
              at: instant(),
              kind: oneOf(CASE_EVENT_KINDS, 'new kinds come without notice', 'CaseEventKind'),
              data: Type.Record(Type.String(), Type.Unknown()),
              document: Type.Optional(text('address of the letter that the event names, as PDF')),
            }),
          ),
        ),
        timeline: Type.Array(
          named(
            'TimelineEntry',
            Type.Object({
              date: date(),
              kind: text('a step, a kind of event, INVOICE, DUE or PAYMENT'),
              text: text('for people'),
              planned: Type.Boolean({ description: 'true: planned; it happens if nothing changes before' }),
            }),
          ),
        ),
        next: Type.Union([
          named(
            'NextStep',
            Type.Object({
              action: oneOf(
                NEXT_ACTIONS,
                'a step of the policy, OVERDUE, RESUME, PLAN_CHECK, or CREDITOR_APPROVAL: legal steps wait for APPROVE',
                'NextAction',
              ),
              date: date('date of the step; for CREDITOR_APPROVAL, the next reminder to the creditor'),
            }),
          ),
          Type.Null(),
        ]),
        costs: Type.Array(
          named(
            'CaseCost',
            Type.Object({
              date: date(),
              kind: text('CREDITOR_COSTS, or the step that was charged'),
              amount: money('below zero: taken back'),
              ...Ruled,
              status: maybe(ruleStatus('status of the rule')),
              description: text(),
            }),
          ),
          { description: 'charged amount; its unpaid part is in balance' },
        ),
        interest: Type.Array(
          named(
            'InterestPeriod',
            Type.Object({
              from: date(),
              to: date(),
              days: whole(),
              capitalAmount: money(),
              rate: number('percent a year'),
              referenceRate: Type.Optional(number('percent a year; rate is this and margin')),
              margin: Type.Optional(number('percent a year')),
              unrounded: text('major units; the sum of the periods is rounded once'),
              ...Ruled,
              status: ruleStatus('status of the rules of the rate'),
              rules: Type.Array(Citation, {
                description: 'all rules of the interest: rate, first day, count of days, rounding',
              }),
              note: Type.Optional(text()),
            }),
          ),
          { description: 'all accrued interest, paid interest included; for a closed case, as last posted' },
        ),
        movements: Type.Array(
          named(
            'CaseMovement',
            Type.Object({
              date: date(),
              kind: oneOf([...JOURNAL_KINDS, 'BEFORE', 'INTEREST_RUNNING'], undefined, 'MovementKind'),
              description: text(),
              capitalAmount: money(),
              interestAmount: money(),
              costsAmount: money(),
              ...Ruled,
              basis: maybe(text('source of the posting, such as payment:0190…; null: not posted')),
              transactionId: maybe(uuid('transaction of the journal; null: not posted')),
            }),
          ),
          { description: 'the claim as a statement of all its changes; each column adds up to balance' },
        ),
        limitation: Type.Union([
          named(
            'Limitation',
            Type.Object({
              expiresOn: date('from this day on it is not collected any more; letters and payments put it off'),
              ...Citation.properties,
            }),
          ),
          Type.Null(),
        ]),
        allowedActions: Type.Array(oneOf(ACTION_CODES, undefined, 'ActionCode')),
        paymentPlan: Type.Union([
          named(
            'PaymentPlan',
            Type.Object({
              planId: uuid(),
              state: oneOf(
                ['OFFERED', 'ACTIVE', 'COMPLETED', 'BROKEN', 'CANCELLED'],
                'OFFERED until the first payment, then ACTIVE',
                'PlanState',
              ),
              feeAmount: money(),
              rule: maybe(text()),
              createdAt: instant(),
              instalments: Type.Array(
                named(
                  'Instalment',
                  Type.Object({ number: whole(), dueDate: date(), amount: money(), paidAmount: money() }),
                ),
              ),
            }),
          ),
          Type.Null(),
        ]),
        debtor: Type.Record(Type.String(), Type.Unknown()),
        invoice: Type.Record(Type.String(), Type.Unknown()),
      }),
    ),
  }),
)
