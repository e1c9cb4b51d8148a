/**
 * Every tier of a table, at its last capital and just above it, and the days on which a table changes: a short lawful life is
 * built by the model, and its next step is asked about at each of them.
 */
import type { Law } from '../../../src/law/law.ts'
import { plus } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import type { Act, ActKind, Day, Debt, Land } from '../model/shape.ts'
import type { Dice } from './dice.ts'
import { askBoth, firstDay } from './play.ts'

type Life = readonly [before: readonly ActKind[], kind: ActKind]

const LIVES: Readonly<Record<Land, readonly Life[]>> = {
  FI: [
    [[], 'REMINDER'],
    [['REMINDER'], 'DEMAND'],
    [['REMINDER', 'DEMAND'], 'DEMAND'],
    [['REMINDER'], 'TRATTA'],
    [['REMINDER'], 'BANKRUPTCY_THREAT'],
    [[], 'PLAN'],
    [['PLAN'], 'PLAN'],
    [[], 'EXTENSION'],
    [['REMINDER', 'DEMAND'], 'LEGAL'],
  ],
  SE: [
    [[], 'REMINDER'],
    [[], 'DEMAND'],
    [[], 'PLAN'],
    [['DEMAND'], 'LEGAL'],
  ],
  NO: [
    [[], 'REMINDER'],
    [['REMINDER'], 'REMINDER'],
    [['REMINDER', 'REMINDER'], 'REMINDER'],
    [['REMINDER'], 'DEMAND'],
    [['REMINDER', 'DEMAND'], 'DEMAND_HEAVY'],
    [[], 'PLAN'],
    [['REMINDER', 'DEMAND'], 'LEGAL'],
  ],
  DK: [
    [[], 'REMINDER'],
    [['REMINDER'], 'REMINDER'],
    [['REMINDER'], 'DEMAND'],
    [['REMINDER', 'DEMAND'], 'DEMAND'],
    [['REMINDER', 'DEMAND'], 'LEGAL'],
  ],
}

/** How long after a life the days of change are asked about. */
const NEAR_DAYS = 230

/** @throws Disagreement */
export function compareTables(debt: Debt, dice: Dice, law: Law): void {
  const { bounds, turns, begins } = MODELS[debt.land]
  if (debt.firstDue < begins) return
  const [before, kind] = dice.pick(LIVES[debt.land])
  const isFree = dice.percent(40)
  const acts: Act[] = []
  let day: Day = debt.due
  for (const each of before) {
    const start = firstDay(debt, acts, each, day)
    if (start === undefined) return
    day = start
    const charged = isFree ? 0n : askBoth(law, debt, acts, each, day).most
    acts.push({ kind: each, day, charged, payBy: undefined, byCreditor: false })
  }
  const start = firstDay(debt, acts, kind, day)
  const changes = turns.filter((turn) => turn > day && turn <= plus(day, NEAR_DAYS))
  const days = new Set([
    ...(start === undefined ? [] : [start, plus(start, -1)]),
    ...changes.flatMap((turn) => [turn, plus(turn, -1)]),
  ])
  for (const each of days) {
    if (each < day) continue
    for (const bound of bounds.length === 0 ? [debt.capital] : bounds) {
      for (const capital of [bound, bound + 1n]) askBoth(law, { ...debt, capital }, acts, kind, each)
    }
  }
}

/** What a business owes for being late, around a day on which the amount may change. @throws Disagreement */
export function compareCompensation(debt: Debt, dice: Dice, law: Law): void {
  const half = `${dice.between(2004, 2027)}-${dice.pick(['01', '07'])}-01`
  const turn = dice.percent(70) ? half : dice.pick(MODELS[debt.land].turns)
  for (const due of [plus(turn, -2), plus(turn, -1), turn]) {
    if (due < MODELS[debt.land].begins) continue
    const claim: Debt = {
      ...debt,
      debtor: 'BUSINESS',
      due,
      firstDue: due,
      sent: undefined,
      arose: undefined,
      creditorCosts: 0n,
      stopped: undefined,
    }
    askBoth(law, claim, [], 'COMPENSATION', plus(due, dice.between(0, 3)))
  }
}
