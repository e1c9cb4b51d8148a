import type { EventLetter } from '@saatava/einvoice/model/document.ts'
import { Type } from 'typebox'
import { oneOf } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'

/** A policy: which steps are taken on a case, and when. Data, edited by the agency; a version is never changed. */
export const STEP_KINDS = ['REMINDER', 'DEMAND', 'OFFER_LEGAL', 'SURVEILLANCE', 'WRITE_OFF'] as const
/** OFFER_LEGAL waits for the creditor's approval before anything legal begins. */
type StepKind = (typeof STEP_KINDS)[number]

export interface PolicyStep {
  kind: StepKind
  /** Days after the step before; of the first step, after the case's due date. */
  afterDays: number
  /** The charge to the debtor: the most that the law allows that day, nothing, or an amount of minor units. */
  fee: 'MOST' | 'NONE' | number
  /** How long the letter gives the debtor to pay, days. */
  payWithinDays: number
}

export interface Policy {
  policyId: string
  version: number
  /** ISO 3166-1 alpha-2 of the creditor's country, whose law it follows. */
  country: string
  debtorType: 'CONSUMER' | 'BUSINESS'
  name: string
  steps: PolicyStep[]
  /** Letters that the events of a case send to its debtor, without charge. */
  letters: EventLetter[]
}

const StoredSteps = Type.Array(
  Type.Object({
    kind: oneOf(STEP_KINDS),
    afterDays: Type.Integer(),
    fee: Type.Union([oneOf(['MOST', 'NONE']), Type.Integer()]),
    payWithinDays: Type.Integer(),
  }),
)
const readSteps = stored(StoredSteps, 'policy.steps')

/** A row of the table policy. */
export type PolicyRow = Omit<Policy, 'steps'> & { steps: unknown }

export function policyOf(row: PolicyRow): Policy {
  return { ...row, steps: readSteps(row.steps, `${row.policyId} version ${row.version}`) }
}
