/** Every check of a life, and what it came to in figures. */
import { readBooks } from '../books.ts'
import type { Lived } from '../living.ts'
import { Faults } from '../story.ts'
import type { LifeWorld } from '../world.ts'
import { checkFees } from './fees.ts'
import { checkInterest } from './interest.ts'
import { checkLives } from './life-of-cases.ts'
import { checkMoney } from './money.ts'

export async function checkAll(
  world: LifeWorld,
  lived: Lived,
  _today: string,
  _last: boolean,
): Promise<{ faults: number; told: string; figures: string }> {
  const faults = new Faults()
  const books = await readBooks(world.api.service.platform.pool)
  checkMoney(world, books, faults)
  checkInterest(books, world.rates, faults)
  checkFees(books, faults)
  checkLives(books, faults)
  return {
    faults: faults.count,
    told: faults.count === 0 ? '' : faults.told(books, lived),
    figures: [
      `${books.cases.length} cases`,
      `${books.steps.length} steps`,
      `${books.payments.length} payments`,
      `${books.allocations.length} allocations`,
      `${books.settlements.length} settlements`,
      `${books.transactions.length} journal transactions`,
    ].join(', '),
  }
}
