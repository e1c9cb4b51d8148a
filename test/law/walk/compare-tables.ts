/**
 * Every tier of a table, at its last capital and just above it, and the days on which a table changes: a short lawful life is
 * built by the model, and its next step is asked about at each of them.
 */
import type { Law } from '@saatava/law/law.ts'
import { plus } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import type { Act, ActKind, Day, Debt, Debtor, Land } from '../model/shape.ts'
import type { Dice } from './dice.ts'
import { NEWEST } from './generate.ts'
import { askBoth, firstDay } from './play.ts'

type Life = readonly [before: readonly ActKind[], kind: ActKind]

const LIVES: Readonly<Record<Land, readonly Life[]>> = {
  FI: [
    [[], 'REMINDER'],
    [['REMINDER'], 'REMINDER'],
    [[], 'DEMAND'],
    [['REMINDER'], 'DEMAND'],
    [['REMINDER', 'DEMAND'], 'DEMAND'],
    [['REMINDER', 'DEMAND', 'DEMAND'], 'DEMAND'],
    [['DEMAND'], 'DEMAND'],
    [['DEMAND', 'DEMAND'], 'DEMAND'],
    [['REMINDER'], 'TRATTA'],
    [['TRATTA'], 'TRATTA'],
    [['REMINDER', 'TRATTA'], 'TRATTA'],
    [['REMINDER', 'TRATTA', 'DEMAND'], 'DEMAND'],
    [['REMINDER'], 'BANKRUPTCY_THREAT'],
    [['BANKRUPTCY_THREAT'], 'BANKRUPTCY_THREAT'],
    [['BANKRUPTCY_THREAT'], 'DEMAND'],
    [[], 'PLAN'],
    [['PLAN'], 'PLAN'],
    [['PLAN', 'PLAN'], 'PLAN'],
    [[], 'EXTENSION'],
    [['EXTENSION'], 'EXTENSION'],
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
    [[], 'DEMAND'],
    [['REMINDER'], 'DEMAND'],
    [['REMINDER', 'DEMAND'], 'DEMAND_HEAVY'],
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

const THREATS: readonly ActKind[] = ['TRATTA', 'BANKRUPTCY_THREAT']
/** A consumer is threatened in the walk of single steps alone, which is enough for what is forbidden. */
const WITHOUT_THREATS = {
  ...LIVES,
  FI: LIVES.FI.filter(([before, kind]) => ![...before, kind].some((each) => THREATS.includes(each))),
}

/** How long after a life the days of change are asked about. */
const NEAR_DAYS = 230
/** More than six months, after which some letters hold no longer. */
const LONG_DAYS = 190
/** Longer than any letter has to wait for the one before it. */
const USUAL_DAYS = 15

const LIVES_OF_CASE = 6

/** @throws Disagreement */
export function compareTables(debt: Debt, dice: Dice, law: Law): void {
  for (let i = 0; i < LIVES_OF_CASE; i += 1) compareLife(debt, dice, law)
}

/** @throws Disagreement */
function compareLife(generated: Debt, dice: Dice, law: Law): void {
  const debt = atTurn(generated, dice)
  const { bounds, turns, begins } = MODELS[debt.land]
  if (debt.firstDue < begins) return
  const [before, kind] = dice.pick(debt.debtor === 'CONSUMER' ? WITHOUT_THREATS[debt.land] : LIVES[debt.land])
  const isFree = dice.percent(40)
  const isSoon = isFree && dice.percent(50)
  const isNearCap = dice.percent(50)
  const acts: Act[] = []
  let day = begun(debt, dice)
  // Where years have passed, something may have been done before.
  const earlier = plus(day, -USUAL_DAYS)
  if (earlier > debt.due && dice.percent(70)) acts.push(freeAct(dice.pick(['REMINDER', kind]), earlier))
  for (const each of before) {
    // Where no figure is known yet, the letter goes free of charge; a free one need not wait until it may be charged.
    const start = isSoon ? undefined : firstDay(debt, acts, each, day)
    day = start ?? plus(day, USUAL_DAYS)
    const charged = isFree || start === undefined ? 0n : askBoth(law, debt, acts, each, day).most
    acts.push({ kind: each, day, charged, payBy: undefined, byCreditor: false })
  }
  for (const each of daysOf(firstDay(debt, acts, kind, day), day, turns)) {
    const bound = bounds.length === 0 ? debt.capital : dice.pick(bounds)
    for (const capital of [bound, bound + 1n]) {
      const claim = { ...debt, capital }
      askBoth(law, claim, acts, kind, each)
      if (isNearCap) askBoth(law, nearCap(claim, acts, kind, each, dice), acts, kind, each)
    }
  }
}

/** The day from which the life is lived: now and then years later, when newer law holds for an old claim. */
function begun({ land, debtor, due }: Debt, dice: Dice): Day {
  const later = stepTurnsOf(land, debtor).filter((turn) => turn > due)
  return later.length > 0 && dice.percent(45) ? dice.pick(later) : due
}

function freeAct(kind: ActKind, day: Day): Act {
  return { kind, day, charged: 0n, payBy: undefined, byCreditor: false }
}

function stepTurnsOf(land: Land, debtor: Debtor): readonly Day[] {
  const { turns, stepTurns } = MODELS[land]
  return stepTurns?.(debtor) ?? turns
}

/** The creditor's own costs leave little or nothing of the cap. */
function nearCap(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day, dice: Dice): Debt {
  const cap = MODELS[debt.land].cap?.(debt, acts, kind, day)
  if (cap === undefined) return debt
  const charged = acts.reduce((sum, act) => sum + act.charged, 0n)
  const rest = cap - charged - dice.pick([0n, 1n, 250n, 400n])
  return rest > 0n ? { ...debt, creditorCosts: rest } : debt
}

/** The day of the last act, the first day that allows the next one, the day before it, days of change that come soon, and one long after. */
function daysOf(start: Day | undefined, from: Day, turns: readonly Day[]): Day[] {
  const changes = turns.filter((turn) => turn > from && turn <= plus(from, NEAR_DAYS))
  const starts = start === undefined ? [] : [start]
  const days = [...starts, ...changes].flatMap((day) => [day, plus(day, -1)])
  return [...new Set([from, ...days, plus(from, LONG_DAYS)])].filter((day) => day >= from)
}

/** Often a claim that fell due on a day of change, or some days before. */
function atTurn(debt: Debt, dice: Dice): Debt {
  if (!dice.percent(65)) return debt
  const due = plus(
    dice.pick([debt.due, NEWEST, ...stepTurnsOf(debt.land, debt.debtor)]),
    -(dice.percent(60) ? dice.pick([0, 0, 0, 1, 1, 1, 2, 5, 9, 16]) : dice.between(17, 100)),
  )
  return {
    ...debt,
    due,
    firstDue: due,
    sent: dice.percent(25) ? plus(due, -dice.pick([13, 14, 15])) : undefined,
    arose: undefined,
    collector: dice.percent(60),
    enforceable: dice.percent(30),
    deductsVat: dice.percent(65),
  }
}

/**
 * Compares the compensation that a late business owes, around a day on which the amount may change. @throws Disagreement
 */
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
