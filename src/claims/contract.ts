/** A client's agreement with the agency: policies, allocation, commissions, and when it is paid out. */
import { Type } from 'typebox'
import type { CollectionAccounts } from '../agency/collection-account-of.ts'
import { oneOf, optional } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'

const COMPONENTS = ['CAPITAL', 'INTEREST', 'COSTS', 'FEES'] as const
export type Component = (typeof COMPONENTS)[number]

export interface ClientContract {
  /** By currency the agency's account to which this client's debtors pay, its IBAN; absent: the currency's default. */
  collectionAccount: CollectionAccounts
  /** Policy of new cases, by their debtor; absent: the ready-made one of the country. */
  policies: { CONSUMER?: string; BUSINESS?: string }
  /** Overrides the order of the law pack, where the law leaves it to agreement. */
  allocationOrder: Component[] | null
  /** DUEDATE: how often, and most days by which a due date may be moved in all, a case's due date may be moved. */
  dueDate: { timesMax: number; daysMax: number }
  /** graceDays: how long after its due date an unpaid instalment breaks a plan; money takes days to arrive. */
  plan: { instalmentsMax: number; daysBetween: number; instalmentMinorMin: number; graceDays: number }
  /** How often a creditor is reminded of a case whose legal steps wait for its approval, days. */
  legal: { reminderDays: number }
  /** False: the client cannot deduct VAT, which some laws let it add to what debtors are charged. */
  deductsVat: boolean
  /**
   * The party that bears the charges to debtors on cases that the creditor withdraws: they are deducted from settlements, or
   * waived.
   */
  withdrawnCosts: 'CLIENT' | 'AGENCY'
  /** The agency's commission on what it has collected, percent of each component, from this stage on. */
  commission: { fromStage: 'REMINDER' | 'DEMAND' | 'LEGAL'; percent: number; of: Component[] }[]
  settlement: {
    schedule: 'DAILY' | 'WEEKLY'
    /** WEEKLY: ISO weekdays, 1 Monday to 5 Friday. */
    weekdays: number[]
  }
}

export const DEFAULT_CONTRACT: ClientContract = {
  collectionAccount: {},
  policies: {},
  allocationOrder: null,
  dueDate: { timesMax: 3, daysMax: 90 },
  plan: { instalmentsMax: 12, daysBetween: 30, instalmentMinorMin: 1_000, graceDays: 7 },
  legal: { reminderDays: 14 },
  deductsVat: true,
  withdrawnCosts: 'CLIENT',
  commission: [],
  settlement: { schedule: 'WEEKLY', weekdays: [2] },
}

/** The sections that were agreed; the others are the default's. */
const StoredContract = Type.Object({
  collectionAccount: optional(Type.Record(Type.String(), Type.String())),
  policies: optional(Type.Object({ CONSUMER: optional(Type.String()), BUSINESS: optional(Type.String()) })),
  allocationOrder: optional(Type.Union([Type.Array(oneOf(COMPONENTS)), Type.Null()])),
  dueDate: optional(Type.Object({ timesMax: Type.Integer(), daysMax: Type.Integer() })),
  plan: optional(
    Type.Object({
      instalmentsMax: Type.Integer(),
      daysBetween: Type.Integer(),
      instalmentMinorMin: Type.Integer(),
      graceDays: Type.Integer(),
    }),
  ),
  legal: optional(Type.Object({ reminderDays: Type.Integer() })),
  deductsVat: optional(Type.Boolean()),
  withdrawnCosts: optional(oneOf(['CLIENT', 'AGENCY'])),
  commission: optional(
    Type.Array(
      Type.Object({
        fromStage: oneOf(['REMINDER', 'DEMAND', 'LEGAL']),
        percent: Type.Number(),
        of: Type.Array(oneOf(COMPONENTS)),
      }),
    ),
  ),
  settlement: optional(Type.Object({ schedule: oneOf(['DAILY', 'WEEKLY']), weekdays: Type.Array(Type.Integer()) })),
})

export const readContract = stored(StoredContract, 'client_contract.contract')
