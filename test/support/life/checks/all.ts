/** Every check of a life, and what it came to in figures. */
import { addDays } from '@saatava/core/dates.ts'
import { type Books, readBooks } from '../books.ts'
import type { Lived } from '../living.ts'
import { Faults } from '../story.ts'
import type { LifeWorld } from '../world.ts'
import { checkAccounting } from './accounting.ts'
import { checkAllocations } from './allocation.ts'
import { checkFees } from './fees.ts'
import { checkInterest } from './interest.ts'
import { checkLetters } from './letters.ts'
import { checkLives } from './life-of-cases.ts'
import { checkMoney } from './money.ts'
import { checkSettlements, checkShownSettlements } from './settlements.ts'
import { checkShown } from './shown.ts'
import { checkStates } from './states.ts'

/** A month, and some: what has not changed since was looked at then. */
const DAYS_AGO = 40

export interface Checked {
  faults: number
  /** For people, where there are any. */
  reported: string
  figures: string
}

/** @param last everything; else what is cheap */
export async function checkAll(world: LifeWorld, lived: Lived, today: string, last: boolean): Promise<Checked> {
  const faults = new Faults()
  const books = await readBooks(world.api.service.platform.pool)
  checkMoney(world, books, faults)
  checkInterest(books, world.rates, last ? '' : addDays(today, -DAYS_AGO), faults)
  checkFees(books, faults)
  checkLives(books, faults)
  checkStates(books, lived, faults)
  checkAllocations(world, books, faults)
  checkSettlements(books, faults)
  await checkLetters(world, lived, books, faults)
  await checkAccounting(world, lived, books, faults)
  if (last) {
    await checkShown(world, books, today, faults)
    await checkShownSettlements(world, books, faults)
  }
  const report = faults.count === 0 ? '' : faults.reported(books, lived)
  return { faults: faults.count, reported: report, figures: figuresOf(books) }
}

function figuresOf(books: Books): string {
  const counts = (list: string[]) =>
    [...Map.groupBy(list, (one) => one)]
      .map(([name, names]) => `${names.length} ${name}`)
      .toSorted()
      .join(', ')
  return [
    `cases: ${counts(books.cases.map(({ status, closingReason }) => closingReason ?? status))}`,
    `steps: ${counts(books.steps.map(({ kind }) => kind))}`,
    `entries: ${counts(books.entries.map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`)))}`,
    `${books.payments.length} payments, ${books.allocations.length} allocations, ${books.settlements.length} settlements, ` +
      `${books.documents.length} accounting documents, ${books.letters.length} letters, ${books.transactions.length} journal transactions`,
  ].join('\n')
}
