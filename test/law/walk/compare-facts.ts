/** Figures that pages and letters show: the model knows them by the topic's name. */
import type { Law } from '@saatava/law/law.ts'
import type { RuleValue } from '@saatava/law/rule.ts'
import { type TopicName, topicOf } from '@saatava/law/topics.ts'
import { plus } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import type { Day, Debt, Fact } from '../model/shape.ts'
import type { Dice } from './dice.ts'
import { Disagreement, shown } from './disagreement.ts'

/** Older than most rules: what goes by the wrong day is seen. */
const OTHER_DAY = '2004-06-30'

/** @throws Disagreement */
export function compareFacts(debt: Debt, dice: Dice, law: Law): void {
  const { turns, facts } = MODELS[debt.land]
  const turn = turns.length === 0 ? debt.due : dice.pick(turns)
  for (const day of [debt.due, turn, plus(turn, -1)]) {
    for (const [name, expected] of facts(debt.debtor, day)) compareFact(debt, name, expected, day, law)
  }
}

function compareFact(debt: Debt, name: string, expected: Fact | undefined, day: Day, law: Law): void {
  if (topicOf(name) === undefined) throw new Disagreement(`there is no topic ${name}`)
  // A figure that goes by a day of the claim does so whatever the day of the question, and the other way round.
  const by = MODELS[debt.land].factsBy.get(name)
  const [due, origin, asked] = [
    by === 'DUE' ? day : OTHER_DAY,
    by === 'AROSE' ? day : OTHER_DAY,
    by === undefined ? day : OTHER_DAY,
  ]
  const found = law.find({ country: debt.land, debtorType: debt.debtor, due, origin }, name as TopicName, asked)
  const value = found === undefined ? undefined : factOf(found.value)
  if (shown(value) !== shown(expected)) {
    throw new Disagreement(`${debt.land} ${debt.debtor} ${name} on ${day}: ${shown(value)}, not ${shown(expected)}`)
  }
}

function factOf(value: RuleValue): Fact {
  switch (value.type) {
    case 'AMOUNT':
      return { amount: value.minor }
    case 'PERCENT':
      return { percent: Math.round(value.percent * 100) }
    case 'DAYS':
      return { days: value.days }
    case 'MONTHS':
      return { months: value.months }
    case 'YEARS':
      return { years: value.years }
    case 'COUNT':
      return { count: value.count }
    case 'WORD':
      return { word: value.word }
    case 'HOURS':
      return { hours: [value.from, value.until] }
    case 'ORDER':
      return { word: value.order.join(' ') }
    case 'TIERS':
      return { tiers: value.tiers.map(({ upTo, amount }) => [upTo, amount] as const) }
  }
}
