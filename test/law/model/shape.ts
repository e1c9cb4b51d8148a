/**
 * The words of the model: a second, small statement of the law, written from the acts alone. It shares no code, table or
 * constant with packages/law, so that a slip on one side shows as a disagreement between the two.
 */

/** "2026-01-31" */
export type Day = string
/** Minor units. */
export type Minor = bigint

export type Land = 'FI' | 'SE' | 'NO' | 'DK'
export type Debtor = 'CONSUMER' | 'BUSINESS'

export const ACT_KINDS = [
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
export type ActKind = (typeof ACT_KINDS)[number]

/** A claim as the acts see it. */
export interface Debt {
  land: Land
  debtor: Debtor
  capital: Minor
  /** The due date that holds now. */
  due: Day
  /** The invoice's own; the same where none was moved. */
  firstDue: Day
  /** When the invoice was sent; undefined: not known. */
  sent: Day | undefined
  /** When the claim arose; undefined: not known. */
  arose: Day | undefined
  /** May be enforced without a judgment. */
  enforceable: boolean
  /** A collector acts, not the creditor itself. */
  collector: boolean
  /** The creditor can deduct VAT. */
  deductsVat: boolean
  /** Undefined: not known. */
  reminderAgreed: boolean | undefined
  /** A company with limited liability. */
  limited: boolean
  /** Costs that the creditor itself has put on the claim. */
  creditorCosts: Minor
  /** Reminders that were charged on other claims of the same creditor and debtor, while arrears went on. */
  otherReminders: number
  /** Instalments of the plan that is asked about; undefined: the longest. */
  instalments: number | undefined
  stopped: 'OBJECTION' | 'BASIS_COMPLAINT' | 'SUSPENSION' | undefined
  rightMayBeLost: boolean
  /** From this day on the claim is time-barred; undefined: not asked. */
  barredFrom: Day | undefined
}

/** An earlier act. */
export interface Act {
  kind: ActKind
  day: Day
  /** The charge to the debtor. */
  charged: Minor
  /** The last day to pay that its letter gives; undefined: not known. */
  payBy: Day | undefined
  /** The creditor did it itself. */
  byCreditor: boolean
}

/** The answer of the acts about a step on a day. */
export type Verdict =
  /** The step itself is forbidden. */
  | { may: 'NOT'; why: string }
  /** Nothing may be charged: refusing it and giving nothing for it are both right. */
  | { may: 'FREE_ONLY'; why: string }
  /** It may be taken and charged, at most so much. */
  | { may: 'CHARGE'; most: Minor; why: string }
  /** The reference knows no figure: the law promises nothing either. */
  | { may: 'UNKNOWN'; why: string }
  /** The reference leaves it open: any answer will do, within these bounds where something is charged. */
  | { may: 'OPEN'; least?: Minor; most?: Minor; why: string }

export const not = (why: string): Verdict => ({ may: 'NOT', why })
export const free = (why: string): Verdict => ({ may: 'FREE_ONLY', why })
export const charge = (most: Minor, why: string): Verdict => ({ may: 'CHARGE', most: most > 0n ? most : 0n, why })
export const unknown = (why: string): Verdict => ({ may: 'UNKNOWN', why })
export const open = (why: string, bounds: { least?: Minor; most?: Minor } = {}): Verdict => ({
  may: 'OPEN',
  why,
  ...bounds,
})

/** A figure that a page shows and no step rests on: amounts in minor units, percents in hundredths. */
export type Fact =
  | { amount: Minor }
  | { percent: number }
  | { days: number }
  | { months: number }
  | { years: number }
  | { count: number }
  | { word: string }
  | { hours: readonly [from: number, until: number] }
  /** The last bound is null: without end. */
  | { tiers: readonly (readonly [upTo: Minor | null, amount: Minor])[] }

/** How a claim's time runs out. */
export interface TimeQuestion {
  debt: Debt
  /** Acts that may interrupt it; a letter that was received on a day, or one of which that is not known. */
  letters: readonly { sent: Day; received: Day | undefined }[]
  payments: readonly Day[]
  judgment: Day | undefined
  creditorIsPerson: boolean
  publicLaw: boolean
  /** A loan, a debt instrument, a debt acknowledged in writing. */
  long: boolean
}

/** The days from which the claim is time-barred. Undefined: the reference leaves it open. */
export interface TimeBar {
  general: Day | undefined
  final: Day | null | undefined
}

/** The acts of one country. */
export interface LandModel {
  /** The reference does not cover claims that fell due before it: every answer will do. */
  begins: Day
  /** The first day for which the reference knows a rate. */
  ratesBegin: Day
  step(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict
  /** Percent a year in hundredths; undefined: the reference does not know it. */
  lateRate(debt: Pick<Debt, 'debtor' | 'firstDue' | 'due'>, day: Day): number | undefined
  /** May more than the statutory rate be agreed? Undefined: the reference leaves it open. */
  agreedRate(
    debt: Pick<Debt, 'debtor' | 'arose' | 'firstDue'>,
    agreed: number,
    lawful: number | undefined,
  ): number | undefined
  /** Days of interest from the first to the last, both counted, and the days of a year. */
  interestDays(first: Day, last: Day): readonly [days: number, year: number]
  timeBar(question: TimeQuestion): TimeBar | undefined
  /** The most of all costs together, where an act sets one. */
  cap?(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Minor | undefined
  /** Days to pay that a letter gives at least: a demand, the notice before one, a charged reminder before another. Undefined: no act names any. */
  term(kind: 'DEMAND' | 'NOTICE' | 'REMINDER'): number | undefined
  /** Order of a payment: all of it, or at least interest before capital; undefined: open. */
  pays(debtor: Debtor, day: Day): 'INTEREST CAPITAL COSTS' | 'INTEREST BEFORE CAPITAL' | undefined
  /** Left out: the reference leaves it open. Undefined: there is none. */
  facts(debtor: Debtor, day: Day): ReadonlyMap<string, Fact | undefined>
  /** Figures that go by a day of the claim, where that is another than the day asked about. */
  factsBy: ReadonlyMap<string, 'DUE' | 'AROSE'>
  /** Capitals at which some table changes: the last of each tier. */
  bounds: readonly Minor[]
  /** Days on which something changes: the first of the new. */
  turns: readonly Day[]
  /** Days on which steps and their fees change, where these are few among them; left out: all. */
  stepTurns?(debtor: Debtor): readonly Day[]
}
