/** Late interest of a case over its whole life, period by period and in sum; and what a payment pays first. */
import { LawError } from '@saatava/law/errors.ts'
import { type LateInterest, lateInterest } from '@saatava/law/late-interest.ts'
import type { Law } from '@saatava/law/law.ts'
import { firstOf, halfYear, plus, plusMonths } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import { type Owing, interest } from '../model/interest.ts'
import type { Day, Debt } from '../model/shape.ts'
import type { Dice } from './dice.ts'
import { Disagreement, shown } from './disagreement.ts'
import type { Played } from './play.ts'

const SPANS = [0, 1, 30, 60, 184, 366, 1_000, 3_653]

/** @throws Disagreement */
export function compareInterest({ debt, payments }: Played, dice: Dice, law: Law): void {
  const model = MODELS[debt.land]
  const noDue = dice.percent(12)
  const sent = debt.sent ?? debt.firstDue
  // Interest runs from the invoice's own due date: a moved one delays the steps alone.
  const turn = plus(dice.pick([debt.firstDue, ...model.turns]), dice.pick([0, -1]))
  const due = noDue ? plus(sent, 30) : dice.percent(20) ? turn : debt.firstDue
  const until = dice.percent(25) ? edge(due, dice) : plus(due, dice.pick([...SPANS, dice.between(1, 700)]))
  const owing = owingOf(debt, payments, due)
  const claim = { ...debt, due, firstDue: due }
  const lawfulAtStart = model.lateRate(claim, plus(due, 1))
  const agreed = dice.percent(50) ? undefined : agreedRate(dice, lawfulAtStart)
  const rateOn = (day: Day) => {
    const lawful = model.lateRate(claim, day)
    return agreed === undefined ? lawful : model.agreedRate(claim, agreed, lawful)
  }
  if (due < model.begins || plus(due, 1) < model.ratesBegin || (noDue && sent < model.ratesBegin)) return
  const expected = interest(model, rateOn, { due, until, owing })
  const about = `interest from ${due} until ${until}, agreed ${agreed ?? 'none'}, ${shown({ owing, noDue, debt })}`
  let answer: LateInterest
  try {
    answer = lateInterest(
      {
        country: debt.land,
        debtorType: debt.debtor,
        currency: 'EUR',
        capital: owing,
        until,
        ...(noDue ? { sent } : { due }),
        ...(debt.arose === undefined ? {} : { origin: debt.arose }),
        ...(agreed === undefined ? {} : { agreedPercentage: agreed / 100 }),
      },
      law,
    )
  } catch (error) {
    if (!(error instanceof LawError) || error.code !== 'NO_RULE') throw error
    if (expected === undefined) return
    throw new Disagreement(`${about}: the model gives ${expected.amount}, the law ${error.message}`)
  }
  if (expected === undefined && agreed === undefined) {
    throw new Disagreement(`${about}: the law gives ${answer.amount}, and the reference does not know the rate`)
  }
  if (expected === undefined) return unknownRate(answer, rateOn, about)
  if (answer.start !== expected.start) throw new Disagreement(`${about}: starts ${answer.start}, not ${expected.start}`)
  if (answer.amount !== expected.amount) {
    throw new Disagreement(`${about}: ${answer.amount}, not ${expected.amount}: ${shown(periodsOf(answer))}`)
  }
  for (const period of answer.periods) {
    for (const day of [period.from, period.to]) {
      if (Math.round(period.rate * 100) === rateOn(day)) continue
      throw new Disagreement(`${about}: ${period.rate} % on ${day}, not ${rateOn(day)} hundredths`)
    }
  }
}

/** What the reference does not know, the law may know better, but not where the reference does know it. */
function unknownRate(answer: LateInterest, rateOn: (day: Day) => number | undefined, about: string): void {
  for (const { from, to, rate } of answer.periods) {
    for (const day of [from, to]) {
      const known = rateOn(day)
      if (known === undefined || known === Math.round(rate * 100)) continue
      throw new Disagreement(`${about}: ${rate} % on ${day}, not ${known} hundredths`)
    }
  }
}

/** The last day of a half-year after it, or the first of the next. */
function edge(due: Day, dice: Dice): Day {
  const half = plusMonths(firstOf(halfYear(due)), 6 * dice.between(1, 4))
  return plus(half, dice.pick([-1, 0]))
}

function periodsOf({ periods }: LateInterest) {
  return periods.map(({ from, to, days, rate }) => ({ from, to, days, rate }))
}

/** Hundredths. */
function agreedRate(dice: Dice, lawful: number | undefined): number {
  const near = (lawful ?? 800) + dice.pick([-50, 0, 50])
  return dice.pick([0, 500, near, near, 2_400])
}

/** What was paid bears interest still on the day of payment. */
function owingOf(debt: Debt, payments: Played['payments'], due: Day): Owing[] {
  const paid = payments.reduce((sum, { amount }) => sum + amount, 0n)
  const owing: Owing[] = [{ from: plus(due, 1), capital: debt.capital + paid }]
  for (const { day, amount } of payments) {
    const last = owing.at(-1)
    const capital = (last?.capital ?? 0n) - amount
    const from = plus(day, 1)
    if (last !== undefined && from <= last.from) last.capital = capital
    else owing.push({ from, capital })
  }
  return owing
}
