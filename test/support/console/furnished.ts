/** A sandbox that is worth looking at: creditors of four countries, months of invoices, debtors who pay, object or do nothing. */
import { writeSetting } from '../../../src/clock/setting-queries.ts'
import { DEMO_SETTING } from '../../../src/sandbox/read-demo.ts'
import { lastDayOf, live } from '../life/living.ts'
import { scenarioOf } from '../life/scenario.ts'
import { sizeOfLife } from '../life/size.ts'
import { type LifeWorld, startLife } from '../life/world.ts'

const SIZE = { clients: 4, invoices: 48, months: 3 }

export async function furnishedSandbox(): Promise<LifeWorld> {
  const size = { ...sizeOfLife(), ...SIZE }
  const scenario = scenarioOf(size, lastDayOf(size))
  const world = await startLife(size, scenario.clients)
  await live(world, scenario, size, () => Promise.resolve())
  await makeDemoClient(world)
  return world
}

/** The first client is the demo's, whose first five minutes the console shows. */
async function makeDemoClient({ api, clients: [first] }: LifeWorld): Promise<void> {
  const { pool, secrets } = api.service.platform
  const demo = {
    partnerCode: 'X',
    provisioningToken: 'x',
    clientIdentifier: first?.clientId,
    clientToken: first?.token,
  }
  await writeSetting(pool, DEMO_SETTING, secrets.seal(DEMO_SETTING, JSON.stringify(demo)))
}
