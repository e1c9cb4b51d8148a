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
import { NEWEST, halfYearStart } from './generate.ts'
import type { Played } from './play.ts'

const SPANS = [0, 1, 30, 60, 184, 366, 1_000, 3_653]
/** A question costs little beside the life of a claim, and a rate holds for a half-year only. */
const QUESTIONS = 7

/** @throws Disagreement */
export function compareInterest(played: Played, dice: Dice, law: Law): void {
  for (let i = 0; i < QUESTIONS; i += 1) compareOne(played, dice, law)
}

/** @throws Disagreement */
function compareOne({ debt: lived, payments }: Played, dice: Dice, law: Law): void {
  const model = MODELS[lived.land]
  // Interest runs from the invoice's own due date: a moved one delays the steps alone.
  const debt = dice.percent(65) ? atTurn(lived, dice) : lived
  const noDue = dice.percent(15)
  const sent = debt.sent ?? debt.firstDue
  const due = noDue ? plus(sent, 30) : debt.firstDue
  const until = untilOf(due, dice)
  const owing = owingOf(debt, payments, due)
  const claim = { ...debt, due, firstDue: due }
  const lawfulAtStart = model.lateRate(claim, plus(due, 1))
  const agreed = dice.percent(40)
    ? undefined
    : agreedRate(dice, lawfulAtStart, model.agreedRate(claim, ANY_RATE, lawfulAtStart))
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

/** The law may know a rate that the reference does not know, but not another one where the reference knows it. */
function unknownRate(answer: LateInterest, rateOn: (day: Day) => number | undefined, about: string): void {
  for (const { from, to, rate } of answer.periods) {
    for (const day of [from, to]) {
      const known = rateOn(day)
      if (known === undefined || known === Math.round(rate * 100)) continue
      throw new Disagreement(`${about}: ${rate} % on ${day}, not ${known} hundredths`)
    }
  }
}

/** A claim that arose, was sent or fell due on a day on which something changes, or the day before it. */
function atTurn(debt: Debt, dice: Dice): Debt {
  const { turns, ratesBegin } = MODELS[debt.land]
  const turn = dice.pick([dice.pick(turns), dice.pick(turns), halfYearStart(dice), NEWEST, ratesBegin])
  const day = plus(turn, dice.pick([0, -1]))
  const due = plus(day, dice.pick([0, 0, 1, dice.between(2, 60)]))
  return { ...debt, firstDue: due, sent: day, arose: dice.percent(80) ? day : undefined }
}

/** Often the last day of a half-year, or the first of the next; also where the newest rates end. */
function untilOf(due: Day, dice: Dice): Day {
  if (dice.percent(15)) return plus(firstOf(halfYear(plus(NEWEST, dice.pick([0, 184])))), dice.pick([-1, 0, 1]))
  if (dice.percent(25)) return plus(plusMonths(firstOf(halfYear(due)), 6 * dice.between(1, 4)), dice.pick([-1, 0]))
  return plus(due, dice.pick([...SPANS, dice.between(1, 700)]))
}

function periodsOf({ periods }: LateInterest) {
  return periods.map(({ from, to, days, rate }) => ({ from, to, days, rate }))
}

/** More than any act caps, in hundredths. */
const ANY_RATE = 10_000

/** Hundredths; near the statutory rate, and near the most that may be agreed on. */
function agreedRate(dice: Dice, lawful: number | undefined, greatest: number | undefined): number {
  const near = (lawful ?? 800) + dice.pick([-50, 0, 50])
  const nearMost = (greatest === undefined || greatest === ANY_RATE ? 2_400 : greatest) + dice.pick([-50, 0, 50])
  return dice.pick([0, 500, near, near, nearMost, nearMost])
}

/** A paid amount bears interest still on the day of payment. */
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
