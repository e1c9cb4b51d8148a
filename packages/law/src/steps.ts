/** The steps of collection as the law sees them, and what it needs to know of a claim. */
import { type CivilDate, isCivilDate } from '@saatava/core/dates.ts'
import { LawError } from './errors.ts'
import type { Country, DebtorType } from './rule.ts'

export const STEP_KINDS = [
  'REMINDER',
  'DEMAND',
  'DEMAND_HEAVY',
  'EXTENSION',
  'PLAN',
  'COMPENSATION',
  'TRATTA',
  'BANKRUPTCY_THREAT',
  'LEGAL',
  'ENFORCEMENT',
] as const
/**
 * DEMAND_HEAVY: the Norwegian heavy fee that replaces the light one. TRATTA: demand under threat of publicity. LEGAL and
 * ENFORCEMENT carry no fee here: a court's and a bailiff's costs belong to them.
 */
export type StepKind = (typeof STEP_KINDS)[number]

/** "REMINDER", "REMINDER_2": a kind, and from the second time on which time it is. */
export type StepName = StepKind | `${StepKind}_${number}`

export interface StepTaken {
  step: StepName
  /** When the letter was sent, or the agreement made. */
  date: CivilDate
  /** The charge to the debtor, minor units; 0n where there was none. */
  charged: bigint
  /** The last day to pay or object that its letter gives; left out where that is not known. */
  payBy?: CivilDate
  /** The creditor sent it itself. Its charge is in `creditorCosts`. */
  byCreditor?: boolean
}

/** One item of an itemised cost. */
interface CostItem {
  what: string
  /** Minor units. */
  amount: bigint
}

export interface Claim {
  country: Country
  debtorType: DebtorType
  /** Principal that the tables go by, minor units. */
  capital: bigint
  /** The invoice's due date; a later one that the creditor has agreed to. */
  due: CivilDate
  /** The invoice's own, where a later one was agreed: the version of the tables and the invoice's lead go by it. */
  invoiceDue?: string
  /** The day on which the claim arose, where it is known. */
  origin?: string
  /** May be enforced without a judgment, such as taxes and fees of public law. */
  directlyEnforceable?: boolean
  /** False: the creditor collects without the agency. */
  professional?: boolean
  /** When the invoice was sent: some reminders may be charged only where that was long enough before the due date. */
  invoiceSent?: string
  /** False where the parties did not agree on a reminder's fee when the debt arose. */
  reminderFeeAgreed?: boolean
  /** False: the creditor cannot deduct VAT, so that the fee may come with VAT where a rule says so. */
  creditorVatLiable?: boolean
  /** Costs of collection that the creditor itself has put on the claim, minor units: the cap on the total counts them. */
  creditorCosts?: bigint
  /** Reminders that were charged on other claims of the same creditor and debtor, in the arrears that this one is part of. */
  otherReminders?: number
  /** Instalments of the plan that is asked about; without it, the longest. */
  instalments?: number
  /**
   * The debtor denies the claim on some ground, has appealed against the ground of a directly enforceable one, or has asked
   * for court instead of collection. A person may have found that an objection has no relevant ground: then it is none.
   */
  stopped?: 'OBJECTION' | 'BASIS_COMPLAINT' | 'SUSPENSION'
  /** A right may be lost, or there is another weighty reason to go to court at once. */
  rightMayBeLost?: boolean
  /** From this day on the claim has expired. */
  expiresOn?: CivilDate
  /** The debtor is a company with limited liability. */
  limitedCompany?: boolean
  /** Costs of unusual work, item by item, where more than the usual most is asked for. */
  exceeding?: readonly CostItem[]
}

const NAME = new RegExp(`^(${STEP_KINDS.join('|')})(?:_[1-9]\\d?)?$`)

/** Returns the kind of step that a name stands for. @throws LawError INPUT */
export function kindOf(step: string): StepKind {
  const kind = NAME.exec(step)?.[1] as StepKind | undefined
  if (kind === undefined) throw new LawError('INPUT', `There is no step ${step}; there are ${STEP_KINDS.join(', ')}.`)
  return kind
}

export function nameOf(kind: StepKind, ordinal: number): StepName {
  return ordinal === 1 ? kind : `${kind}_${ordinal}`
}

/** Steps of these kinds, in order of their dates. */
export function taken(history: readonly StepTaken[], ...kinds: StepKind[]): StepTaken[] {
  return history.filter(({ step }) => kinds.includes(kindOf(step))).toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

/** @throws LawError INPUT */
export function checkClaim({ capital, due, invoiceDue = due, invoiceSent = due, instalments }: Claim): void {
  if (capital < 0n) throw new LawError('INPUT', 'The capital is not below zero.')
  for (const date of [due, invoiceDue, invoiceSent]) {
    if (!isCivilDate(date)) throw new LawError('INPUT', `"${date}" is not a date such as 2026-01-31.`)
  }
  if (instalments !== undefined && !(Number.isInteger(instalments) && instalments >= 1)) {
    throw new LawError('INPUT', `${instalments} is not a number of instalments.`)
  }
}
