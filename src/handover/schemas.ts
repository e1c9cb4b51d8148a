/** A running case as one agency hands it to another: a line of the file. An export writes the form that an import reads. */
import { type Static, Type } from 'typebox'
import { ELECTRONIC_BASES } from '@saatava/law/electronic-demand.ts'
import { OBJECTION_KINDS } from '../claims/objection.ts'
import { STAGES } from '../claims/states.ts'
import { NUMBER_MAX, SalesInvoiceRequest } from '../invoices/schemas.ts'
import { date, formatted, moneyFromZero, oneOf, optional, text } from '../platform/http/schema.ts'

const LETTERS_MAX = 50
const PAYMENTS_MAX = 500
const INSTALMENTS_MAX = 120

/** Stages of a case that runs. */
const RUNNING = STAGES.filter((stage) => stage !== 'CLOSED')

const { buyerParty } = SalesInvoiceRequest.properties.invoice.properties.parties.properties

export const CaseRow = Type.Object({
  agency: text(100, 'the agency that had the case before, as the contract with it names it'),
  caseNumber: text(64, 'the number that the case had there; with the agency it names the case for good'),
  invoice: Type.Object({
    number: Type.Integer({ minimum: 1, maximum: NUMBER_MAX }),
    date: date(),
    dueDate: date(),
    dueDateMovedTo: optional(date('the later due date of the claim, where the creditor has moved it')),
    currencyCode: optional(formatted('currency', 3, 'default: the client’s')),
    totalAmount: moneyFromZero('the invoice, as it was'),
    subject: optional(text(120, 'the goods or services: the ground of the claim')),
    suppliedOn: optional(date('the day of supply, on which the claim arose; default: the invoice’s date')),
  }),
  reference: optional(text(35, 'the payment reference that the debtor has')),
  debtor: buyerParty,
  electronicDemands: optional(Type.Object({ basis: oneOf(ELECTRONIC_BASES), since: date() })),
  directlyEnforceable: optional(Type.Boolean()),
  stage: oneOf(RUNNING, 'how far collection had come'),
  letters: optional(
    Type.Array(
      Type.Object({
        kind: oneOf(['REMINDER', 'DEMAND', 'PLAN'], 'PLAN: a payment plan that was agreed'),
        date: date('when it was sent, or agreed'),
        by: oneOf(['CREDITOR', 'AGENCY']),
        fee: optional(moneyFromZero('charged to the debtor')),
        payBy: optional(date('the last day that it gave to pay')),
      }),
      { maxItems: LETTERS_MAX },
    ),
  ),
  creditorCosts: optional(moneyFromZero('costs of the creditor besides the fees of its letters')),
  payments: optional(
    Type.Array(
      Type.Object({
        date: date(),
        capital: optional(moneyFromZero()),
        interest: optional(moneyFromZero()),
        costs: optional(moneyFromZero()),
      }),
      { maxItems: PAYMENTS_MAX },
    ),
  ),
  creditedAmount: optional(moneyFromZero('capital that was credited or waived')),
  balance: Type.Object(
    {
      capital: moneyFromZero(),
      interest: moneyFromZero('claimed up to interest.until'),
      costs: moneyFromZero('fees of letters and costs of the creditor'),
    },
    { description: 'the debt on the take-over day' },
  ),
  interest: optional(
    Type.Object({
      percentage: optional(Type.Number({ minimum: 0, maximum: 100, description: 'percent a year, where agreed' })),
      until: optional(date('the last day of the interest that was claimed')),
    }),
  ),
  acknowledgedOn: optional(date('the last day on which the debtor acknowledged the claim')),
  legal: optional(
    Type.Object({
      approvedOn: optional(date('the day on which the creditor approved of legal steps')),
      lastActOn: optional(date('the day of the last act of a court or an enforcement authority')),
    }),
  ),
  objection: optional(
    Type.Object({ kind: oneOf(OBJECTION_KINDS), amount: optional(moneyFromZero('denied; default: everything')) }),
  ),
  plan: optional(
    Type.Object(
      {
        instalments: Type.Array(Type.Object({ dueDate: date(), amount: moneyFromZero('the unpaid part') }), {
          minItems: 1,
          maxItems: INSTALMENTS_MAX,
        }),
      },
      { description: 'a payment plan under way: its open instalments' },
    ),
  ),
})
export type CaseRow = Static<typeof CaseRow>
