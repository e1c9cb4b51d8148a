/** Cases that lie at the edges: capitals at the end of a tier, dates around the days on which the law changes. */
import { plus } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import type { ActKind, Day, Debt, Land, Minor } from '../model/shape.ts'
import { type Dice, createDice } from './dice.ts'

export interface PlannedAct {
  kind: ActKind
  /** Taken on the first day on which it may be charged, so many days later; or so many days after the act before it. */
  when: { afterFirst: number } | { afterLast: number }
  charge: 'MOST' | 'LESS' | 'NOTHING'
  /** Days to pay that its letter gives; undefined: not said. */
  term: number | undefined
  byCreditor: boolean
  instalments: number | undefined
  /** Events of the claim before it. */
  before: Partial<Pick<Debt, 'stopped' | 'rightMayBeLost' | 'barredFrom' | 'creditorCosts'>> & { paid?: Minor }
}

export interface GeneratedCase {
  name: string
  debt: Debt
  acts: PlannedAct[]
  dice: Dice
}

const LANDS: readonly Land[] = ['FI', 'FI', 'FI', 'FI', 'SE', 'NO', 'NO', 'DK']
const FIRST_DAY = '2004-01-01'
/** The newest half-year that every country's rates are known for. */
export const NEWEST = '2026-07-01'
const DAYS = 8_580

const KINDS: Readonly<Record<Land, readonly ActKind[]>> = {
  FI: [
    'REMINDER',
    'REMINDER',
    'DEMAND',
    'DEMAND',
    'PLAN',
    'EXTENSION',
    'COMPENSATION',
    'TRATTA',
    'BANKRUPTCY_THREAT',
    'LEGAL',
  ],
  SE: ['REMINDER', 'REMINDER', 'DEMAND', 'DEMAND', 'PLAN', 'COMPENSATION', 'LEGAL'],
  NO: ['REMINDER', 'REMINDER', 'DEMAND', 'DEMAND', 'DEMAND_HEAVY', 'PLAN', 'COMPENSATION', 'LEGAL'],
  DK: ['REMINDER', 'REMINDER', 'REMINDER', 'DEMAND', 'DEMAND', 'COMPENSATION', 'LEGAL'],
}
const RARE: readonly ActKind[] = [
  'ENFORCEMENT',
  'EXTENSION',
  'PLAN',
  'TRATTA',
  'BANKRUPTCY_THREAT',
  'DEMAND_HEAVY',
  'COMPENSATION',
]
const OFFSETS = [0, 1, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 21, 28, 29, 42, 43, 44, 60, 155, 175, 182, 184, 185]
const TERMS = [undefined, undefined, 7, 8, 9, 10, 11, 13, 14, 14, 15, 21, 30]

/** Picks the country of a case: it costs least to know. */
export function landOf(seed: number, index: number): Land {
  return createDice(seed, index).pick(LANDS)
}

export function generate(seed: number, index: number): GeneratedCase {
  const dice = createDice(seed, index)
  const land = dice.pick(LANDS)
  const due = dueDate(dice, land)
  const firstDue = dice.percent(8) ? plus(due, -dice.between(1, 40)) : due
  const sent = dice.percent(30) ? undefined : plus(firstDue, -dice.pick([0, 7, 13, 14, 15, 30, dice.between(1, 60)]))
  const debt: Debt = {
    land,
    debtor: dice.percent(50) ? 'CONSUMER' : 'BUSINESS',
    capital: capital(dice, land),
    due,
    firstDue,
    sent,
    arose: dice.percent(50) ? undefined : origin(dice, land, sent ?? firstDue),
    enforceable: dice.percent(15),
    collector: dice.percent(85),
    deductsVat: dice.percent(85),
    reminderAgreed: dice.pick([undefined, true, true, false]),
    limited: dice.percent(75),
    creditorCosts: dice.percent(15) ? BigInt(dice.pick([500, 1_200, 3_999, 4_000, 4_001, dice.below(30_000)])) : 0n,
    otherReminders: land === 'DK' && dice.percent(15) ? dice.between(1, 3) : 0,
    instalments: dice.pick([undefined, 1, 4, 5, 6, 7, 12]),
    stopped: undefined,
    rightMayBeLost: false,
    barredFrom: undefined,
  }
  const steady = dice.percent(40)
  const acts = Array.from({ length: dice.between(1, 8) }, () => plannedAct(dice, debt, steady))
  return { name: `case ${index} of seed ${seed}`, debt, acts, dice }
}

function plannedAct(dice: Dice, { land, due, enforceable }: Debt, steady: boolean): PlannedAct {
  const kind = dice.percent(6) ? dice.pick(RARE) : dice.pick(KINDS[land])
  const events: PlannedAct['before'] = {}
  if (dice.percent(5))
    events.stopped = dice.pick(['OBJECTION', enforceable ? 'BASIS_COMPLAINT' : 'SUSPENSION', 'SUSPENSION'])
  if (dice.percent(4)) events.stopped = undefined
  if (dice.percent(3)) events.rightMayBeLost = dice.percent(50)
  if (dice.percent(2)) events.barredFrom = plus(due, dice.between(1, 80))
  if (dice.percent(4)) events.paid = BigInt(dice.between(1, 100_000))
  return {
    kind,
    when:
      steady || dice.percent(50) ? { afterFirst: dice.pick([0, 0, 0, 0, 1, 5]) } : { afterLast: dice.pick(OFFSETS) },
    charge: dice.pick(['MOST', 'MOST', 'MOST', 'MOST', 'LESS', 'NOTHING'] as const),
    term: dice.pick(TERMS),
    byCreditor: kind === 'REMINDER' && dice.percent(12),
    instalments: dice.pick([undefined, 1, 3, 4, 5, 6, 7, 8, 24]),
    before: events,
  }
}

function capital(dice: Dice, land: Land): Minor {
  const { bounds } = MODELS[land]
  if (bounds.length > 0 && dice.percent(65)) return dice.pick(bounds) + dice.pick([-1n, 0n, 0n, 1n])
  if (dice.percent(5)) return dice.pick([0n, 1n])
  return BigInt(dice.between(1, 10 ** dice.between(2, 8)))
}

/** Often on the day on which something changes, or the day before it. */
function origin(dice: Dice, land: Land, latest: Day): Day {
  const turns = MODELS[land].turns.filter((day) => day <= latest && day > plus(latest, -400))
  if (turns.length > 0 && dice.percent(50)) return plus(dice.pick(turns), dice.pick([0, -1]))
  return plus(latest, -dice.between(0, 30))
}

/** Takes a date of change or a day before it, so that the case lives through the change. */
function dueDate(dice: Dice, land: Land): Day {
  const { turns } = MODELS[land]
  if (dice.percent(8)) return plus(NEWEST, dice.between(-40, 183))
  const turn = turns.length > 0 && dice.percent(65) ? dice.pick(turns) : halfYearStart(dice)
  if (dice.percent(45)) return plus(turn, dice.pick([-2, -1, 0, 1]))
  if (dice.percent(50)) return plus(turn, -dice.between(1, 70))
  return plus(FIRST_DAY, dice.below(DAYS))
}

export function halfYearStart(dice: Dice): Day {
  return `${dice.between(2004, 2027)}-${dice.pick(['01', '07'])}-01`
}
