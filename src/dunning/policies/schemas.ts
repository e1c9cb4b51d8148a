import { type Static, Type } from 'typebox'
import { oneOf, optional, text } from '../../platform/http/schema.ts'
import { EVENT_LETTERS } from '@saatava/einvoice/model/document.ts'
import { STEP_KINDS } from '../../claims/policy.ts'

const POLICY_STEPS_MAX = 20

/** A policy as an agency writes it; fees are minor units of the country's currency. */
export const PolicyInput = Type.Object({
  version: optional(Type.Integer({ minimum: 0, description: 'as "policy show" prints it; ignored' })),
  policyId: Type.String({ pattern: '^[A-Z0-9_-]{2,64}$', description: '2 to 64 capital letters, digits, _ and -' }),
  country: text(2),
  debtorType: oneOf(['CONSUMER', 'BUSINESS']),
  name: text(200),
  steps: Type.Array(
    Type.Object({
      kind: oneOf(STEP_KINDS),
      afterDays: Type.Integer({ minimum: 0, maximum: 3_650 }),
      fee: Type.Union([oneOf(['MOST', 'NONE']), Type.Integer({ minimum: 0, maximum: 100_000_000 })]),
      payWithinDays: Type.Integer({ minimum: 0, maximum: 365 }),
    }),
    { minItems: 1, maxItems: POLICY_STEPS_MAX },
  ),
  letters: optional(
    Type.Array(oneOf(EVENT_LETTERS), {
      maxItems: EVENT_LETTERS.length,
      uniqueItems: true,
      description: 'events of a case that send the debtor a letter; absent: none',
    }),
  ),
})
export type PolicyInput = Static<typeof PolicyInput>
