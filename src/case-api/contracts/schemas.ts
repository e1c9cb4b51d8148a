/** A client's contract as an agency writes it: a section that is left out is the default's. */
import { type Static, Type } from 'typebox'
import { oneOf, optional } from '../../platform/http/schema.ts'

const COMPONENTS = ['CAPITAL', 'INTEREST', 'COSTS', 'FEES'] as const
const STAGES = ['REMINDER', 'DEMAND', 'LEGAL'] as const
const policyId = Type.String({
  pattern: '^[A-Z0-9_-]{2,64}$',
  description: 'id of a policy; its newest version applies',
})
const whole = (minimum: number, maximum: number, description?: string) =>
  Type.Integer({ minimum, maximum, ...(description === undefined ? {} : { description }) })

const COMMISSIONS_MAX = 20
const AMOUNT_MINOR_MAX = 100_000_000

const accountName = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'IBAN or bankgiro number of an account that "saatava agency account list" shows',
})

export const ContractInput = Type.Object({
  collectionAccount: optional(
    Type.Union([accountName, Type.Record(Type.String(), accountName)], {
      description:
        'account of the agency to which this client’s debtors pay, for payments in its currency; or one for each currency: {"EUR": "FI…", "SEK": "991-2346"}. Default: the default account of the currency',
    }),
  ),
  policies: optional(Type.Object({ CONSUMER: optional(policyId), BUSINESS: optional(policyId) })),
  allocationOrder: optional(
    Type.Array(oneOf(COMPONENTS), {
      minItems: COMPONENTS.length,
      maxItems: COMPONENTS.length,
      description:
        'each component once; it applies where the law leaves the order to agreement: for Finnish consumers, costs and fees come last',
    }),
  ),
  dueDate: optional(
    Type.Object({
      timesMax: whole(0, 100, 'how often the due date of a case may be moved'),
      daysMax: whole(0, 3_650, 'most days by which a due date may be moved in all'),
    }),
  ),
  plan: optional(
    Type.Object({
      instalmentsMax: whole(1, 120, 'most instalments of a plan'),
      daysBetween: whole(1, 366, 'days between two instalments'),
      instalmentMinorMin: whole(1, AMOUNT_MINOR_MAX, 'smallest instalment, in minor units'),
      graceDays: whole(0, 366, 'days after which an unpaid instalment breaks the plan'),
    }),
  ),
  legal: optional(
    Type.Object({ reminderDays: whole(1, 366, 'days between reminders to a creditor that must approve legal steps') }),
  ),
  deductsVat: optional(
    Type.Boolean({
      description:
        'false: the client cannot deduct VAT, and where a law lets such a creditor add it (Finland, businesses; Norway), new cases’ fees come with it; default true',
    }),
  ),
  withdrawnCosts: optional(
    oneOf(
      ['CLIENT', 'AGENCY'],
      'fees of withdrawn cases: CLIENT, they are deducted from the client’s settlements; AGENCY, they are waived',
    ),
  ),
  commission: optional(
    Type.Array(
      Type.Object({
        fromStage: oneOf(STAGES),
        percent: Type.Number({ minimum: 0, maximum: 100, description: 'VAT included; at most four decimals' }),
        of: Type.Array(oneOf(['CAPITAL', 'INTEREST', 'COSTS']), {
          minItems: 1,
          maxItems: 3,
          description: 'the agency’s own fees bear no commission',
        }),
      }),
      { maxItems: COMMISSIONS_MAX },
    ),
  ),
  settlement: optional(
    Type.Object({
      schedule: oneOf(['DAILY', 'WEEKLY'], 'DAILY: every banking day'),
      weekdays: optional(Type.Array(whole(1, 5), { maxItems: 5, description: 'WEEKLY: 1 Monday to 5 Friday' })),
    }),
  ),
})
export type ContractInput = Static<typeof ContractInput>
