/** Sweden: costs (1981:739), collection (1974:182), interest (1975:635), time bars (1981:130). */
import { factsOn, halfYear, major, ofKind, paidFor, plus, plusYears, since } from './calendar.ts'
import { summed } from './costs.ts'
import { byHalfYear, calendarDays } from './interest.ts'
import {
  type Act,
  type ActKind,
  type Day,
  type Debt,
  type Fact,
  type LandModel,
  type TimeBar,
  type TimeQuestion,
  type Verdict,
  charge,
  free,
  not,
  open,
  unknown,
} from './shape.ts'

/** Räntelagen § 9: the policy rate, rounded up to the next half; below zero for three years. */
const REFERENCE = byHalfYear(`2009H1 2, 2009H2–2010H2 0.5, 2011H1 1.5, 2011H2–2012H1 2, 2012H2 1.5, 2013H1–2014H2 1,
  2015H1–2016H1 0, 2016H2–2019H1 -0.5, 2019H2–2022H1 0, 2022H2 0.5, 2023H1 2.5, 2023H2 3.5, 2024H1–2024H2 4,
  2025H1 3, 2025H2–2026H2 2`)
const MARGIN = 800
/** Preskriptionslag 1981:130 is in force since then. */
const LIMITATION_ACT = '1982-01-01'
const BEGINS = '2009-01-01'

/** 2013:56 put the amounts into the act. */
const FEES_2013 = '2013-03-16'
/** 2010:1846 §§ 19 a–b: agreements on consumer credit from this day. */
const CREDIT_CAP = '2025-03-01'
const CREDIT_POINTS = 2_000

/** § 4: for a written reminder, a demand, a plan. */
const FEES = {
  REMINDER: [
    [BEGINS, major(50)],
    [FEES_2013, major(60)],
  ],
  DEMAND: [
    [BEGINS, major(160)],
    [FEES_2013, major(180)],
  ],
  PLAN: [
    [BEGINS, major(150)],
    [FEES_2013, major(170)],
  ],
} as const satisfies Partial<Record<ActKind, readonly (readonly [Day, bigint])[]>>

function scale(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  if (kind === 'COMPENSATION') return compensation(debt, acts, day)
  if (kind !== 'REMINDER' && kind !== 'DEMAND' && kind !== 'PLAN') return unknown('the act names no such fee')
  if (day <= debt.due) return free('not late yet')
  if (kind === 'DEMAND' && !debt.collector) return open('the act does not ask who demands', { most: major(180) })
  const fee = since(FEES[kind], day) ?? 0n
  if (kind === 'REMINDER' && debt.reminderAgreed === false) return free('§ 2: agreed when the debt arose')
  return paidFor(acts, kind).length > 0
    ? free('§ 4 names one')
    : ofKind(acts, kind).length > 0
      ? open('the first was free', { most: fee })
      : charge(fee, '§ 4')
}

/** § 4 a: for what falls due after 2013-03-16. */
function compensation({ debtor, due, firstDue }: Debt, acts: readonly Act[], day: Day): Verdict {
  if (debtor === 'CONSUMER') return unknown('between businesses, and with authorities')
  if (firstDue <= FEES_2013) return unknown('there was none for what fell due until then')
  if (day <= due) return free('not late yet')
  return ofKind(acts, 'COMPENSATION').length > 0 ? free('once') : charge(major(450), '§ 4 a')
}

const costs = summed({ scale, counts: () => true })

function step(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  const isLetter = kind === 'REMINDER' || kind === 'DEMAND'
  if (debt.barredFrom !== undefined && debt.barredFrom <= day)
    return isLetter ? not('preskriptionslag § 8: not collected') : open('time-barred')
  if (kind === 'ENFORCEMENT') return open('the bailiff decides')
  if (kind === 'LEGAL') return court(debt, acts, day)
  if (debt.stopped === 'OBJECTION' && !debt.enforceable) return isLetter ? not('inkassolag § 8') : open('§ 8')
  if (debt.stopped !== undefined) return open('no such wish in the acts')
  return costs(debt, acts, kind, day)
}

/** Inkassolag §§ 5–7: first a demand, and its term; but for evasion and special reasons. */
function court(debt: Debt, acts: readonly Act[], day: Day): Verdict {
  if (day <= debt.due) return not('not due')
  if (debt.rightMayBeLost) return charge(0n, '§ 7')
  const last = ofKind(acts, 'DEMAND').at(-1)
  if (last === undefined) return not('§ 5: no demand')
  // The act wants a reasonable time; eight days are the branch's.
  const practice = plus(last.day, 8)
  if (last.payBy !== undefined && last.payBy >= day) return not('§ 5: the demand’s term runs')
  return day > practice
    ? charge(0n, '§ 5')
    : last.payBy === undefined
      ? open('a reasonable time')
      : open('so short a term')
}

function agreedRate(
  { debtor, arose, firstDue }: Pick<Debt, 'debtor' | 'arose' | 'firstDue'>,
  agreed: number,
  lawful: number | undefined,
): number | undefined {
  // § 19 a caps consumer credit of that day and later; what a purchase on account is, the act leaves open: so it is for all.
  if (debtor === 'BUSINESS' || (arose ?? firstDue) < CREDIT_CAP) return agreed
  if (arose === undefined) return undefined
  return lawful === undefined ? undefined : Math.min(agreed, lawful - MARGIN + CREDIT_POINTS)
}

/** Preskriptionslag § 2: three years of a consumer's debt, else ten, from its origin; §§ 5–7 again from each act. */
function timeBar({ debt, letters, payments, judgment, publicLaw, long }: TimeQuestion): TimeBar | undefined {
  if (publicLaw || debt.firstDue < LIMITATION_ACT) return undefined
  const years = debt.debtor === 'CONSUMER' && !long ? 3 : 10
  const origin = debt.arose !== undefined && debt.arose < debt.firstDue ? debt.arose : debt.firstDue
  const start = judgment ?? origin
  const acts = [...letters, ...payments.map((day) => ({ sent: day, received: day }))]
  // § 5(2): a letter interrupts when the debtor receives it; on what day it did, no act says.
  if (acts.some(({ received }) => received === undefined)) return { general: undefined, final: null }
  let end = plusYears(start, years)
  for (const { sent, received = sent } of acts.toSorted((a, b) => (a.sent < b.sent ? -1 : 1))) {
    if (sent > start && received < end) end = plusYears(sent, years)
  }
  return { general: end, final: null }
}

const ANY: Record<string, readonly (readonly [Day, Fact | undefined])[]> = {
  NO_DUE_DATE_DAYS: [[BEGINS, { days: 30 }]],
  COURT_FEE: [[FEES_2013, { amount: major(300) }]],
  COURT_AGENT_FEE: [[FEES_2013, { amount: major(380) }]],
  LIMITATION_LONG: [[BEGINS, { years: 10 }]],
  LIMITATION_START: [[BEGINS, { word: 'ORIGIN' }]],
  LIMITATION_LETTER: [[BEGINS, { word: 'INTERRUPTS_WHEN_RECEIVED' }]],
  EXPIRED_DEBT: [[BEGINS, { word: 'FORBIDDEN' }]],
  OBJECTION: [[BEGINS, { word: 'STOPS_COLLECTION' }]],
  REMINDER_AGREED: [[BEGINS, { word: 'WHEN_DEBT_AROSE' }]],
  PAID_BEFORE_LETTER: [[FEES_2013, { word: 'COSTS_LOST_IF_BOOKED_DAY_BEFORE' }]],
}
const CONSUMER: typeof ANY = { CREDIT_COST_CAP: [[CREDIT_CAP, { percent: 100_00 }]] }
const BUSINESS: typeof ANY = {
  TERMS_MOST: [[plus(FEES_2013, 1), { days: 30 }]],
  COMPENSATION_RELATION: [[FEES_2013, { word: 'COUNTS_TOWARDS_COSTS' }]],
}

export const SE: LandModel = {
  begins: BEGINS,
  ratesBegin: BEGINS,
  step,
  lateRate: (_debt, day) => {
    const reference = REFERENCE.get(halfYear(day))
    return reference === undefined ? undefined : reference + MARGIN
  },
  agreedRate,
  interestDays: calendarDays,
  timeBar,
  // Inkassolag § 5 wants a reasonable time; eight days are the branch's custom, and the authority's advice.
  term: (kind) => (kind === 'DEMAND' ? 8 : undefined),
  pays: () => 'INTEREST BEFORE CAPITAL',
  facts: (debtor, day) => factsOn({ ...ANY, ...(debtor === 'BUSINESS' ? BUSINESS : CONSUMER) }, day),
  factsBy: new Map([['CREDIT_COST_CAP', 'AROSE']]),
  bounds: [],
  turns: [BEGINS, FEES_2013, plus(FEES_2013, 1), CREDIT_CAP],
}
