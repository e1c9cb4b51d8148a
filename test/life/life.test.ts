/**
 * A whole life: clients in four countries, their invoices, and debtors who do what debtors do, for months by the sandbox's
 * clock. At the end of each month and at the end everything must agree to the cent.
 *
 * The ordinary life is small; `npm run test:long` lives the whole one. TEST_SEED repeats a run's choices; see
 * test/support/life/size.ts.
 */
import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { checkAll } from '../support/life/checks/all.ts'
import { lastDayOf, live } from '../support/life/living.ts'
import { scenarioOf } from '../support/life/scenario.ts'
import { named, sizeOfLife } from '../support/life/size.ts'
import { startLife } from '../support/life/world.ts'

const SIZE = sizeOfLife()
/** The whole one on a busy machine. */
const TEST_MS_MAX = 5_400_000

test(`a whole life of ${SIZE.invoices} invoices balances to the cent`, { timeout: TEST_MS_MAX }, async (t) => {
  t.diagnostic(named(SIZE))
  const began = performance.now()
  const scenario = scenarioOf(SIZE, lastDayOf(SIZE))
  const world = await startLife(SIZE, scenario.clients)
  try {
    const figures = await live(world, scenario, SIZE, async (lived, today, last) => {
      const { faults, reported: report, figures: now } = await checkAll(world, lived, today, last)
      if (faults > 0) assert.fail(`${named(SIZE)}\non ${today}: ${report}`)
      if (last) t.diagnostic(now)
    })
    t.diagnostic(`${figures.invoices.length} invoices in ${((performance.now() - began) / 1_000).toFixed(1)} s`)
  } finally {
    await world.stop()
  }
})
