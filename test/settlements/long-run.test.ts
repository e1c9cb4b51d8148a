/** A run that takes longer than the server lets a transaction lie idle keeps its lock to the end. */
import assert from 'node:assert/strict'
import { after, before, mock, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { IDLE_SECONDS_MAX } from '../../src/platform/database.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { entryOf } from '../support/payments/world.ts'
import { createPauses } from '../support/settlements/pauses.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

const WEEK_MS = 8 * 86_400_000
let world: SettlementWorld
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

void test('while a client is being settled, the run says that it goes on', async () => {
  const client = await world.createClient()
  const debt = await world.openCase(client, { capital: 1_000n })
  await world.pay([entryOf('LR-1', '10.00', { reference: debt.reference })])
  const pauses = await createPauses(world.api.pool, world.api.ownerUrl)
  world.api.shiftClock(WEEK_MS)
  mock.timers.enable({ apis: ['setInterval'] })
  let beats = 0
  const came = pauses.at('settlement stored', client.clientIdentifier, async () => {
    mock.timers.tick((IDLE_SECONDS_MAX * 1000) / 2)
    for (let i = 0; i < 3_000 && beats === 0; i++, await sleep(10)) {
      const { rowCount } = await world.api.pool.query(
        `select from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and query like '%a settlement run goes on%' and pid <> pg_backend_pid()`,
      )
      beats = rowCount ?? 0
    }
  })
  const [run, paused] = await Promise.all([runSettlements(world.api.ctx()), came])
  mock.timers.reset()
  await pauses.stop()
  assert.ok(paused)
  assert.equal(beats, 1)
  assert.equal(run.settlements.length, 1)
})
