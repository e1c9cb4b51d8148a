/** From when a claim is time-barred, without and with what interrupts its time. */
import { type LimitationInput, limitation } from '@saatava/law/limitation.ts'
import type { Law } from '@saatava/law/law.ts'
import { latest, plus, plusYears } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import type { Debt, TimeQuestion } from '../model/shape.ts'
import { noRule } from './ask.ts'
import type { Dice } from './dice.ts'
import { Disagreement, shown } from './disagreement.ts'
import { NEWEST } from './generate.ts'

/** The Finnish act on limitation, 728/2003. */
const LIMITATION_ACT = '2004-01-01'

/** @throws Disagreement */
export function compareTime(debt: Debt, dice: Dice, law: Law): void {
  const around = (years: number) => plus(plusYears(debt.firstDue, years), dice.between(-3, 3))
  const some = (share: number) =>
    dice.percent(share)
      ? [turnOf(debt, dice) ?? around(dice.pick([0, 1, 2, 3, 5, 10])), around(dice.pick([2, 3, 5, 6, 10, 13]))]
      : []
  const question: TimeQuestion = {
    debt: dice.percent(15) ? { ...debt, firstDue: plusYears(debt.firstDue, -dice.between(3, 25)) } : debt,
    letters: some(25).map((sent) => ({
      sent,
      received: dice.percent(60) ? plus(sent, dice.between(0, 9)) : undefined,
    })),
    payments: some(40),
    judgment: dice.percent(25) ? judgmentDay(debt, dice) : undefined,
    creditorIsPerson: dice.percent(30),
    publicLaw: dice.percent(10),
    long: false,
  }
  const expected = MODELS[debt.land].timeBar(question)
  if (expected === undefined) return
  const about = `time bar of ${shown(question)}`
  let answer
  try {
    answer = limitation(inputOf(question), knowingOlderClaims(law))
  } catch (error) {
    throw new Disagreement(`${about}: the model says ${shown(expected)}, the law ${noRule(error)}`, { cause: error })
  }
  if (expected.general !== undefined && answer.general.expiresOn !== expected.general) {
    throw new Disagreement(`${about}: general ${answer.general.expiresOn}, not ${expected.general}`)
  }
  const final = answer.final?.expiresOn ?? null
  if (expected.final !== undefined && final !== expected.final) {
    throw new Disagreement(`${about}: final ${final}, not ${expected.final}`)
  }
}

/**
 * The law of an agency that has confirmed a general limitation for Finnish claims of any age. Without one, the law says
 * nothing about a claim that is older than the act, not even about its final limitation.
 */
function knowingOlderClaims(law: Law): Law {
  return {
    ...law,
    need: (whose, topic, date) =>
      (topic === 'LIMITATION' || topic === 'LIMITATION_JUDGMENT') && whose.country === 'FI' && date < LIMITATION_ACT
        ? law.need(whose, topic, LIMITATION_ACT)
        : law.need(whose, topic, date),
  }
}

/** A day on which the law changes, now and then, where it comes after the due date. */
function turnOf({ land, firstDue }: Debt, dice: Dice): string | undefined {
  const later = MODELS[land].turns.filter((day) => day > firstDue)
  return later.length > 0 && dice.percent(20) ? dice.pick(later) : undefined
}

function judgmentDay(debt: Debt, dice: Dice): string {
  // A judgment is of today as well, by the law of that day.
  if (dice.percent(20)) return latest(plus(NEWEST, dice.between(-3, 60)), plus(debt.firstDue, 1))
  return turnOf(debt, dice) ?? plus(debt.firstDue, dice.between(20, 900))
}

function inputOf({ debt, letters, payments, judgment, creditorIsPerson, publicLaw }: TimeQuestion): LimitationInput {
  return {
    country: debt.land,
    debtorType: debt.debtor,
    due: debt.firstDue,
    creditorNaturalPerson: creditorIsPerson,
    publicLaw,
    interruptions: [
      ...letters.map(({ sent, received }) => ({
        kind: 'LETTER' as const,
        date: sent,
        ...(received === undefined ? {} : { receivedOn: received }),
      })),
      ...payments.map((date) => ({ kind: 'ACKNOWLEDGEMENT' as const, date })),
    ],
    ...(debt.arose === undefined ? {} : { origin: debt.arose }),
    ...(judgment === undefined ? {} : { judgment }),
  }
}
