import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, PlanId } from '@saatava/core/ids.ts'
import type { PlanState } from './states.ts'

export interface Instalment {
  /** From 1. */
  number: number
  dueDate: CivilDate
  amount: bigint
  paid: bigint
}

/** A payment plan. Amounts in minor units, dates civil. */
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
