/** Compares the order of a payment, by the law alone and where the parties agreed on an order. */
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import { allocationOrder } from '../../../src/payments/allocation-order.ts'
import { plus } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import type { Debt } from '../model/shape.ts'
import type { Dice } from './dice.ts'
import { Disagreement } from './disagreement.ts'

/** @throws Disagreement */
export function compareAllocation({ land, debtor, due }: Debt, dice: Dice, law: Law): void {
  const { begins, turns, pays } = MODELS[land]
  const turn = dice.pick([due, ...turns])
  for (const day of [turn, plus(turn, -1), plus(due, 100)]) {
    const expected = day < begins ? undefined : pays(debtor, day)
    if (expected === undefined) continue
    const about = `${land} ${debtor} payment on ${day}`
    const order = orderOf(law, { country: land, debtorType: debtor }, null, day, about)
    const fits =
      expected === 'INTEREST BEFORE CAPITAL' ? order.indexOf('INTEREST') < order.indexOf('CAPITAL') : order === expected
    if (!fits) throw new Disagreement(`${about}: pays ${order}, not ${expected}`)
    // Where no act says that costs come last, the parties may agree that they come first.
    const wish = ['COSTS', 'INTEREST', 'CAPITAL'] as const
    const agreed = orderOf(law, { country: land, debtorType: debtor }, wish, day, about)
    const lawful = expected === 'INTEREST BEFORE CAPITAL' ? wish.join(' ') : expected
    if (agreed !== lawful) throw new Disagreement(`${about}: an agreement changes it to ${agreed}`)
  }
}

function orderOf(
  law: Law,
  claim: Parameters<typeof allocationOrder>[1],
  agreed: Parameters<typeof allocationOrder>[2],
  day: string,
  about: string,
): string {
  try {
    const { order } = allocationOrder(law, claim, agreed, day)
    return order.filter((component) => component !== 'FEES').join(' ')
  } catch (error) {
    if (error instanceof LawError) throw new Disagreement(`${about}: ${error.message}`, { cause: error })
    throw error
  }
}
