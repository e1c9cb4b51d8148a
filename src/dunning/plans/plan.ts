import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, PlanId } from '@saatava/core/ids.ts'

/** A payment plan. Amounts in minor units, dates civil. */
export type PlanState = 'OFFERED' | 'ACTIVE' | 'COMPLETED' | 'BROKEN' | 'CANCELLED'

export interface Instalment {
  /** From 1. */
  number: number
  dueDate: CivilDate
  amount: bigint
  paid: bigint
}

/**
 *   OFFERED ──▶ ACTIVE ──▶ COMPLETED        accepted by the first payment; completed when nothing is left
 *      │          └──────▶ BROKEN           an instalment was missed
 *      └──▶ CANCELLED                       not accepted in time, or something else has ended it (ACTIVE too)
 */
export interface Plan {
  clientId: ClientId
  caseId: CaseId
  planId: PlanId
  state: PlanState
  /** OFFERED: charged when the debtor accepts; later: what was charged. */
  fee: bigint
  ruleId: string | null
  createdAt: Date
  updatedAt: Date
  instalments: Instalment[]
}

/** The first instalment that is not wholly paid. */
export function nextInstalment({ instalments }: Pick<Plan, 'instalments'>): Instalment | undefined {
  return instalments.find(({ amount, paid }) => paid < amount)
}
