/** Norway: collection (inkassoloven, inkassoforskriften), late interest (forsinkelsesrenteloven), time bars (foreldelsesloven). */
import {
  factsOn,
  gap,
  halfYear,
  latest,
  major,
  ofKind,
  paidFor,
  plus,
  plusMonths,
  plusYears,
  since,
  tier,
} from './calendar.ts'
import { summed } from './costs.ts'
import { byHalfYear, calendarDays } from './interest.ts'
import {
  type Act,
  type ActKind,
  type Day,
  type Debt,
  type Fact,
  type LandModel,
  type Minor,
  type TimeBar,
  type TimeQuestion,
  type Verdict,
  charge,
  free,
  not,
  open,
  unknown,
} from './shape.ts'

/** Set as a whole each half-year. */
const RATE = byHalfYear(`2015H1 9.25, 2015H2 9, 2016H1 8.75, 2016H2–2018H2 8.5, 2019H1 8.75, 2019H2 9.25, 2020H1 9.5,
  2020H2–2021H2 8, 2022H1 8.5, 2022H2 9.25, 2023H1 10.75, 2023H2 11.75, 2024H1–2025H1 12.5, 2025H2 12.25, 2026H1 12,
  2026H2 12.25`)
/** § 3 a, between businesses. */
const COMPENSATION = byHalfYear(`2016H2 370, 2019H2 390, 2020H2 430, 2021H2 400, 2022H1 390, 2022H2 400, 2023H1 410,
  2023H2 460, 2024H1 470, 2024H2 460, 2025H1 470, 2025H2 460, 2026H1 460, 2026H2 430`)

/** Inkassosats by the day of sending. */
const SATS: readonly (readonly [Day, Minor])[] = [
  ['2017-01-01', major(700)],
  ['2026-01-01', major(750)],
]
/** The reform of 2020 is for claims that fall due after 2020-10-01. */
const REFORM = '2020-10-02'
/** Foreldelsesloven is in force since then. */
const LIMITATION_ACT = '1980-01-01'
const BEGINS = '2015-01-01'
/** LOV-2026-05-22-19, with the start that had been signalled; its fees are not known, and the old ones stand until they are. */
const NEW_ACT = '2027-01-01'

/** Light fees in hundredths of the sats; the heavy ones are twice as much. */
const LIGHT: readonly (readonly [Minor | null, Minor])[] = [
  [major(500), 25n],
  [major(1_000), 35n],
  [major(2_500), 40n],
  [major(10_000), 80n],
  [major(50_000), 160n],
  [major(250_000), 360n],
  [null, 720n],
]
const OLD_LIGHT: typeof LIGHT = [
  [major(2_500), 50n],
  [major(10_000), 100n],
  [major(50_000), 200n],
  [major(250_000), 400n],
  [null, 800n],
]

/** Whole kroner, half up. */
function kroner(amount: Minor): Minor {
  return ((amount + 50n) / 100n) * 100n
}

function scale(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  if (kind === 'COMPENSATION') return compensation(debt, acts, day)
  if (kind === 'EXTENSION' || kind === 'TRATTA' || kind === 'BANKRUPTCY_THREAT') return unknown('no such fee')
  if (day <= debt.due) return free('not late yet')
  const sats = since(SATS, day)
  if (sats === undefined) return unknown('the sats before 2017')
  switch (kind) {
    case 'REMINDER':
      return ofCreditor(debt, day, reminder(debt, acts, day, sats))
    case 'DEMAND':
      return ofCreditor(debt, day, demand(debt, acts, day, sats))
    case 'DEMAND_HEAVY':
      return heavy(debt, acts, day, sats)
    case 'PLAN':
      return plan(debt, acts, sats)
    case 'LEGAL':
    case 'ENFORCEMENT':
      return open('no fee of collection')
  }
}

/** The new act: a creditor has nothing for its own letters. */
function ofCreditor({ collector }: Debt, day: Day, verdict: Verdict): Verdict {
  if (collector || day < NEW_ACT) return verdict
  const isOpen = verdict.may === 'OPEN' || verdict.may === 'CHARGE'
  return isOpen ? open('LOV-2026-05-22-19', { most: 0n }) : verdict
}

/** INKF §§ 1-2, 1-3: from 14 days after the due date, two in all, the second after the first's term; again after six months. */
function reminder(debt: Debt, acts: readonly Act[], day: Day, sats: Minor): Verdict {
  const { due, firstDue } = debt
  const fee = kroner(firstDue >= REFORM ? sats / 20n : sats / 10n)
  if (gap(due, day) < 14) return free('§ 1-2: 14 days after the due date')
  if (ofKind(acts, 'DEMAND', 'DEMAND_HEAVY').length > 0) return open('a reminder after the demand', { most: fee })
  const series = currentSeries(acts, day)
  if (series === undefined) return open('six months to the day', { most: fee })
  const charged = paidFor(series, 'REMINDER')
  const last = ofKind(series, 'REMINDER').at(-1)
  if (charged.length >= 2) return free('§ 1-3: two')
  if (last === undefined) return charge(fee, '§ 1-2')
  // Each charged one gave 14 days, and the time of the last letter has ended.
  const long = charged.every((act) => act.payBy === undefined || gap(act.day, act.payBy) >= 14)
  const ended = long && latest(last.payBy ?? plus(last.day, 14), plus(last.day, 14)) < day
  if (ended) return charge(fee, '§ 1-2, the second')
  return charged.length === 0
    ? open('the first was free', { most: fee })
    : free('§ 1-3: the first’s term has not ended')
}

/** The reminders since the last rest of six months; undefined where it is so long to the day. */
function currentSeries(acts: readonly Act[], day: Day): Act[] | undefined {
  const letters = ofKind(acts, 'REMINDER')
  let series: Act[] = []
  let last: Day | undefined
  for (const at of [...letters, { day }]) {
    const rested = last === undefined ? undefined : plusMonths(last, 6)
    if (rested === at.day) return undefined
    if (rested !== undefined && rested < at.day) series = []
    if ('kind' in at) series.push(at)
    last = at.day
  }
  return series
}

/** Inkassolov §§ 9–10, INKF §§ 1-2, 2-2: after a notice whose 14 days have ended. */
function demand(debt: Debt, acts: readonly Act[], day: Day, sats: Minor): Verdict {
  const { debtor, deductsVat, collector, capital, firstDue, due } = debt
  // A creditor's own reminder is not known to be a notice.
  const reminders = ofKind(acts, 'REMINDER').filter((act) => !act.byCreditor)
  const fits = (act: Act) =>
    gap(act.day, act.payBy ?? plus(act.day, 14)) >= 14 && (act.payBy ?? plus(act.day, 14)) < day
  const notice = reminders.at(-1)
  if (notice === undefined && collector && ofKind(acts, 'REMINDER').length === 0) return not('§ 9: no notice')
  if (notice === undefined) return open('§ 9 and a creditor’s own letters')
  if (!fits(notice) || notice.day <= due) {
    return !collector || reminders.some(fits) ? open('which of them is the notice') : not('§ 9: the notice’s term')
  }
  if (!collector) {
    const own = kroner((sats * 3n) / 20n)
    // 3/20 is of the reform; the figure before it is not known.
    if (firstDue < REFORM) return unknown('INKF § 1-2 before the reform')
    if (ofKind(acts, 'DEMAND').length > 0) return open('INKF § 1-2', { most: own })
    return charge(own, 'INKF § 1-2: 3/20')
  }
  if (paidFor(acts, 'DEMAND').length > 0) return free('one light fee')
  const isNew = firstDue >= REFORM
  let fee = (sats * tier(isNew ? LIGHT : OLD_LIGHT, capital)) / 100n
  const dearest = (fee * 15n) / 10n
  if (debtor === 'BUSINESS' && isNew) fee = dearest
  if (!deductsVat) fee = (fee * 125n) / 100n
  if (debtor === 'BUSINESS' && !isNew) return open('businesses before the reform', { least: fee, most: dearest * 2n })
  return ofKind(acts, 'DEMAND').length > 0 ? open('the first was free', { most: fee }) : charge(fee, 'INKF § 2-2')
}

/** § 2-2: more than 28 days beyond the demand's own term; the light fee is in it. */
function heavy(debt: Debt, acts: readonly Act[], day: Day, sats: Minor): Verdict {
  const { debtor, deductsVat, collector, capital, firstDue } = debt
  const demands = ofKind(acts, 'DEMAND')
  const last = demands.at(-1)
  if (last === undefined) return not('no demand')
  if (!collector) return open('a creditor takes no heavy fee')
  if (ofKind(acts, 'DEMAND_HEAVY').length > 0) return free('once')
  const term = latest(last.payBy ?? plus(last.day, 14), plus(last.day, 14))
  const terms = demands.map((act) => latest(act.payBy ?? plus(act.day, 14), plus(act.day, 14)))
  if (gap(term, day) <= 28) {
    return terms.some((each) => gap(each, day) > 28) ? open('which demand') : free('§ 2-2: 28 days beyond the term')
  }
  const isNew = firstDue >= REFORM
  let fee = (2n * sats * tier(isNew ? LIGHT : OLD_LIGHT, capital)) / 100n
  const dearest = (fee * 15n) / 10n
  if (debtor === 'BUSINESS' && isNew) fee = dearest
  if (!deductsVat) fee = (fee * 125n) / 100n
  if (debtor === 'BUSINESS' && !isNew) return open('businesses before the reform', { most: dearest * 2n })
  const light = demands.reduce((sum, act) => sum + act.charged, 0n)
  return light >= fee ? free('the light fee is as much') : charge(fee - light, 'INKF § 2-2')
}

/** § 2-4: of more than four instalments, once and a half the sats. */
function plan({ instalments, deductsVat, debtor, firstDue }: Debt, acts: readonly Act[], sats: Minor): Verdict {
  const fee = (sats * 3n) / 2n
  const bounds = { most: fee * 2n }
  if (instalments !== undefined && instalments <= 4) return free('§ 2-4: of more than four instalments')
  if (firstDue < REFORM) return unknown('§ 2-4 before the reform')
  if (!deductsVat || debtor === 'BUSINESS') return open('§ 2-4', bounds)
  return ofKind(acts, 'PLAN').length > 0 ? open('a second plan', bounds) : charge(fee, '§ 2-4')
}

/** § 3 a, of the half-year in which the claim became late. */
function compensation({ debtor, due }: Debt, acts: readonly Act[], day: Day): Verdict {
  const amount = COMPENSATION.get(halfYear(plus(due, 1)))
  if (debtor === 'CONSUMER' || amount === undefined) return unknown('no figure')
  if (day <= due) return free('not late yet')
  return ofKind(acts, 'COMPENSATION').length > 0 ? free('once') : charge(BigInt(amount), '§ 3 a')
}

const costs = summed({ scale, counts: () => true })

function step(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  if (debt.barredFrom !== undefined && debt.barredFrom <= day)
    return kind === 'REMINDER' || kind === 'DEMAND' ? not('foreldelsesloven § 24: not collected') : open('time-barred')
  if (kind === 'ENFORCEMENT') return open('the bailiff decides')
  if (kind === 'LEGAL') return court(debt, acts, day)
  if (debt.stopped === 'OBJECTION' && !debt.enforceable) {
    if (kind !== 'REMINDER' && kind !== 'DEMAND' && kind !== 'DEMAND_HEAVY') return open('§ 17')
    const undenied = costs({ ...debt, stopped: undefined }, acts, kind, day)
    if (undenied.may === 'OPEN' || undenied.may === 'UNKNOWN') return open('§ 17')
    return undenied.may === 'NOT' ? undenied : free('§ 17')
  }
  if (debt.stopped !== undefined) return open('there is no such wish')
  return costs(debt, acts, kind, day)
}

/** Inkassolov §§ 10–11: the demand's 14 days, and a new demand after six months. */
function court(debt: Debt, acts: readonly Act[], day: Day): Verdict {
  if (day <= debt.due) return not('not due')
  if (debt.stopped !== undefined || debt.rightMayBeLost) return open('§ 11')
  const demands = ofKind(acts, 'DEMAND')
  const last = demands.at(-1)
  if (last === undefined) return debt.collector ? not('§ 11: no demand') : open('§ 11')
  const statutory = plus(last.day, 14)
  const term = latest(last.payBy ?? statutory, statutory)
  if (term >= day && statutory < day && !debt.collector) return open('§ 10: a creditor’s longer term')
  if (term >= day) return demands.length > 1 ? open('which demand') : not('§ 10: the demand’s term runs')
  const stale = plusMonths(last.day, 6)
  if (day === stale) return open('§ 11: six months to the day')
  return day < stale ? charge(0n, '§ 11') : not('§ 11: the demand is older than six months')
}

/** FRL § 4 c. */
function agreedRate({ debtor }: Pick<Debt, 'debtor'>, agreed: number, lawful: number | undefined): number | undefined {
  if (debtor === 'BUSINESS') return agreed
  return lawful === undefined ? undefined : Math.min(agreed, lawful)
}

/** Foreldelsesloven §§ 2, 5, 21: acknowledgement and court interrupt, letters do not. */
function timeBar({ debt, payments, judgment, publicLaw, long }: TimeQuestion): TimeBar | undefined {
  if (publicLaw || debt.firstDue < LIMITATION_ACT) return undefined
  const years = judgment === undefined && !long ? 3 : 10
  const start = judgment ?? debt.firstDue
  let end = plusYears(start, years)
  for (const act of payments.toSorted()) if (act > start && act < end) end = plusYears(act, years)
  return { general: end, final: null }
}

const ANY: Record<string, readonly (readonly [Day, Fact | undefined])[]> = {
  RATE_SETTING: [[BEGINS, { word: 'CENTRAL_BANK_PLUS_8' }]],
  NOTICE_BY: [
    [BEGINS, { word: 'ANYBODY' }],
    [NEW_ACT, { word: 'COLLECTOR_ONLY' }],
  ],
  OWN_COSTS: [
    [BEGINS, undefined],
    [NEW_ACT, { word: 'NONE' }],
  ],
  CONTACT_WEEKDAY: [
    [BEGINS, undefined],
    [NEW_ACT, { hours: [8, 21] }],
  ],
  CONTACT_SATURDAY: [
    [BEGINS, undefined],
    [NEW_ACT, { hours: [9, 15] }],
  ],
  LIMITATION_LONG: [[BEGINS, { years: 10 }]],
  LIMITATION_START: [[BEGINS, { word: 'DUE_DATE' }]],
  LIMITATION_LETTER: [[BEGINS, { word: 'DOES_NOT_INTERRUPT' }]],
  EXPIRED_DEBT: [[BEGINS, { word: 'FORBIDDEN' }]],
  OBJECTION: [[BEGINS, { word: 'NO_COSTS' }]],
}
const BUSINESS: typeof ANY = {
  TERMS_MOST: [[BEGINS, { days: 60 }]],
  COMPENSATION_RELATION: [[BEGINS, { word: 'COUNTS_TOWARDS_COSTS' }]],
}

export const NO: LandModel = {
  begins: BEGINS,
  ratesBegin: BEGINS,
  step,
  lateRate: (_debt, day) => RATE.get(halfYear(day)),
  agreedRate,
  interestDays: calendarDays,
  timeBar,
  term: () => 14,
  pays: () => 'INTEREST BEFORE CAPITAL',
  facts: (debtor, day) => factsOn({ ...ANY, ...(debtor === 'BUSINESS' ? BUSINESS : {}) }, day),
  factsBy: new Map(),
  bounds: [...new Set([...LIGHT, ...OLD_LIGHT].map(([upTo]) => upTo).filter((upTo) => upTo !== null))],
  turns: [BEGINS, NEW_ACT, REFORM, ...SATS.map(([from]) => from)].toSorted(),
}
