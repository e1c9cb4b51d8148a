/** Denmark: late interest and fees (renteloven, BEK 601/2002), collection (inkassoloven), time bars (forældelsesloven). */
import {
  factsOn,
  gap,
  halfYear,
  latest,
  major,
  ofKind,
  paidFor,
  plus,
  plusYears,
  since,
  tier,
  tiers,
} from './calendar.ts'
import { summed } from './costs.ts'
import { byHalfYear, thirtyDays } from './interest.ts'
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

/** The lending rate with 8 points on it. */
const RATE = byHalfYear(`2013H1–2014H2 8.2, 2015H1 8.2, 2015H2–2021H1 8.05, 2021H2 7.65, 2022H1–2022H2 7.55, 2023H1 9.9,
  2023H2 11.25, 2024H1 11.75, 2024H2 11.5, 2025H1 10.75, 2025H2 9.75, 2026H1 9.75, 2026H2 10`)
/** A collector's costs, § 9 a and annex 1, by the day on which the claim arose. */
const COSTS_UP_TO = [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000]
const collectionCosts = (...amounts: number[]) =>
  tiers(...amounts.map((amount, i): [number | null, number] => [COSTS_UP_TO[i] ?? null, amount]))
const OLD_COSTS: readonly (readonly [Day, ReturnType<typeof collectionCosts>])[] = [
  ['2002-08-01', collectionCosts(300, 500, 700, 900, 1_200, 1_600, 2_000, 2_700, 4_500)],
  ['2010-01-01', collectionCosts(350, 600, 850, 1_100, 1_450, 1_950, 2_450, 3_300, 5_500)],
  // BEK 719/2024 raised them from 2024-07-01; its figures are not known, and these are the lower.
  ['2016-07-01', collectionCosts(400, 700, 1_000, 1_300, 1_700, 2_250, 2_850, 3_850, 6_400)],
]

/** Claims that fell due before it carry a point less. */
const EIGHT_POINTS = '2013-03-01'

function scale(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  if (kind === 'COMPENSATION') return compensation(debt, acts, day)
  if (kind !== 'REMINDER' && kind !== 'DEMAND') return unknown('no such fee')
  if (day <= debt.due) return free('not late yet')
  const fee = major(100)
  const last = ofKind(acts, 'REMINDER', 'DEMAND').at(-1)
  const soon = last !== undefined && gap(last.day, day) < 10
  if (kind === 'REMINDER') {
    if (paidFor(acts, 'REMINDER').length + debt.otherReminders >= 3) return free('§ 9 b: three while arrears go on')
    if (!soon) return charge(fee, '§ 9 b')
    return last.kind === 'REMINDER' ? free('§ 9 b: ten days apart') : open('after a demand', { most: fee })
  }
  if (ofKind(acts, 'DEMAND').length > 0) {
    return debt.collector ? collectorsCosts(debt, acts, day) : open('§ 9 b', { most: fee })
  }
  if (!debt.collector || last === undefined || soon) return open('§ 9 b', { most: fee })
  return charge(fee, '§ 9 b: for handing it to a collector')
}

/**
 * § 9 a and annex 1: a collector's own costs, once, after the time of the demand (inkassoloven § 10); a reminder has warned of
 * them ten days before.
 */
function collectorsCosts({ arose, sent, firstDue, capital }: Debt, acts: readonly Act[], day: Day): Verdict {
  const demands = ofKind(acts, 'DEMAND')
  const [first] = demands
  if (demands.length > 1 || first === undefined) return free('§ 9 a: once')
  const reminders = ofKind(acts, 'REMINDER')
  if (reminders.length === 0) return free('annex 1: no reminder has warned of them')
  const term = latest(first.payBy ?? plus(first.day, 10), plus(first.day, 10))
  if (term >= day) return free('inkassoloven § 10: the demand’s term runs')
  const origin = arose ?? (sent !== undefined ? sent : firstDue)
  const table = since(OLD_COSTS, origin)
  if (table === undefined) return open('older than the table')
  const most = tier(table, capital)
  // Above 500 000 the act adds one per cent of the excess; the law here leaves that out.
  if (capital > major(500_000)) return open('annex 1', { least: most, most: most + (capital - major(500_000)) / 100n })
  const isWarned = reminders.some((act) => gap(act.day, day) >= 10 && act.day <= first.day)
  const isSpaced = ofKind(acts, 'REMINDER', 'DEMAND').every((act) => gap(act.day, day) >= 10)
  return isWarned && isSpaced ? charge(most, '§ 9 a') : open('how the warning was given', { most })
}

/** BEK 601/2002 § 2(2), BEK 105/2013. */
function compensation({ debtor, due, firstDue }: Debt, acts: readonly Act[], day: Day): Verdict {
  if (debtor === 'CONSUMER') return unknown('not against consumers')
  if (firstDue < EIGHT_POINTS)
    return firstDue < plus(EIGHT_POINTS, -1) ? unknown('there was none') : open('the first day')
  if (day <= due) return free('not late yet')
  return ofKind(acts, 'COMPENSATION').length > 0 ? free('once') : charge(major(310), '§ 9 a')
}

const costs = summed({ scale, counts: () => false })

function step(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  const isLetter = kind === 'REMINDER' || kind === 'DEMAND'
  if (debt.barredFrom !== undefined && debt.barredFrom <= day)
    return isLetter ? not('forældelsesloven § 23: not collected') : open('time-barred')
  if (kind === 'ENFORCEMENT') return open('the bailiff decides')
  if (kind === 'LEGAL') return court(debt, acts, day)
  if (debt.stopped === 'OBJECTION' && !debt.enforceable)
    return isLetter ? not('inkassoloven § 9: good practice') : open('good practice')
  if (debt.stopped !== undefined) return open('no act speaks of it')
  return costs(debt, acts, kind, day)
}

/** Inkassoloven § 10: at least ten days before further measures. */
function court(debt: Debt, acts: readonly Act[], day: Day): Verdict {
  if (day <= debt.due) return not('not due')
  if (debt.stopped !== undefined || debt.rightMayBeLost) return open('§ 10')
  const last = ofKind(acts, 'DEMAND').at(-1)
  if (last === undefined) return debt.collector ? not('§ 10: a demand before further measures') : open('§ 10')
  const statutory = plus(last.day, 10)
  if (statutory >= day) return ofKind(acts, 'DEMAND').length > 1 ? open('which demand') : not('§ 10')
  return last.payBy !== undefined && last.payBy >= day ? open('a longer term') : charge(0n, '§ 10')
}

/** Forældelsesloven §§ 3, 5, 6, 18: letters do not interrupt; ten years at the latest. */
function timeBar({ debt, payments, judgment, publicLaw, long }: TimeQuestion): TimeBar | undefined {
  if (publicLaw || debt.firstDue < '2008-01-01') return undefined
  const years = judgment === undefined && !long ? 3 : 10
  let last = judgment ?? debt.firstDue
  for (const act of payments.toSorted()) if (act > last && act < plusYears(last, years)) last = act
  return { general: plusYears(last, years), final: plusYears(last, 10) }
}

type Row = readonly (readonly [Day, Fact | undefined])[]

/** Asked with the same day as due date, origin and today. */
const ANY: Record<string, Row> = {
  COLLECTION_COSTS: OLD_COSTS.map(([from, table]) => [from, { tiers: table }] as const),
  RATE_SETTING: [
    ['2002-08-01', { word: 'CENTRAL_BANK_PLUS_7' }],
    [EIGHT_POINTS, { word: 'CENTRAL_BANK_PLUS_8' }],
  ],
  LIMITATION_LONG: [['2008-01-01', { years: 10 }]],
  LIMITATION_START: [['2008-01-01', { word: 'DUE_DATE' }]],
  EXPIRED_DEBT: [['2008-01-01', { word: 'FORBIDDEN' }]],
  OBJECTION: [[EIGHT_POINTS, { word: 'STOPS_COLLECTION' }]],
}
const CONSUMER: Record<string, Row> = { REMINDER_COUNT_SPANS: [[EIGHT_POINTS, { word: 'DEBTOR_ARREARS' }]] }
const BUSINESS: Record<string, Row> = {
  TERMS_MOST: [[EIGHT_POINTS, { days: 30 }]],
  COMPENSATION_RELATION: [[EIGHT_POINTS, { word: 'ON_TOP_OF_COSTS' }]],
}

export const DK: LandModel = {
  begins: EIGHT_POINTS,
  ratesBegin: EIGHT_POINTS,
  step,
  lateRate: ({ firstDue }, day) => {
    const rate = RATE.get(halfYear(day))
    return rate === undefined ? undefined : rate - (firstDue < EIGHT_POINTS ? 100 : 0)
  },
  // § 7: an agreement does not make a consumer worse off than § 5.
  agreedRate: ({ debtor }, agreed, lawful) => {
    if (debtor === 'BUSINESS') return agreed
    return lawful === undefined ? undefined : Math.min(agreed, lawful)
  },
  interestDays: thirtyDays,
  timeBar,
  term: (kind) => (kind === 'DEMAND' ? 10 : undefined),
  pays: () => 'INTEREST BEFORE CAPITAL',
  facts: (debtor, day) => factsOn({ ...ANY, ...(debtor === 'BUSINESS' ? BUSINESS : CONSUMER) }, day),
  factsBy: new Map([
    ['COLLECTION_COSTS', 'AROSE'],
    ['RATE_SETTING', 'DUE'],
  ]),
  bounds: [...COSTS_UP_TO, 500_000].map((amount) => major(amount)),
  turns: ['2002-08-01', '2008-01-01', '2010-01-01', EIGHT_POINTS, '2016-07-01', '2024-07-01'],
}
