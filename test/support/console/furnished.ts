/** A sandbox that is worth looking at: creditors of four countries, months of invoices, debtors who pay, object or do nothing. */
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
  return world
}
