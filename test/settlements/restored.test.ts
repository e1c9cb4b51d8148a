/** A database that went back to an earlier moment knows nothing of what was sent since; its outbox does. */
import assert from 'node:assert/strict'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { entryOf } from '../support/payments/world.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

void test('while the outbox holds a file that the database knows nothing of, nobody is settled', async () => {
  const client = await world.createClient()
  const { reference } = await world.openCase(client, { capital: 10_000n })
  await world.pay([entryOf('R-1', '60.00', { reference })])
  const { files } = await world.runNext()
  assert.equal(files.length, 1)
  const { outbox } = world.api.config.bank
  const [name] = files
  const unknown = '20260102-EUR-0123456789ab.xml'
  await mkdir(join(outbox, 'taken'), { recursive: true })
  await rename(join(outbox, `${name}.xml`), join(outbox, 'taken', unknown))

  await world.pay([entryOf('R-2', '40.00', { reference })])
  await assert.rejects(world.runNext(), { code: 'RULE', message: new RegExp(`taken/${unknown}.+settles nothing`) })
  assert.equal((await world.settlements(client)).body.settlements.length, 1)

  await rm(join(outbox, 'taken', unknown))
  const { settlements } = await runSettlements(world.api.ctx())
  assert.deepEqual(
    settlements.map(({ amount }) => amount),
    [4_000n],
  )
})
