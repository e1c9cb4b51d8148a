import { join } from 'node:path'
import { createFaults } from './kit/faults.ts'
import { openJournal } from './kit/journal.ts'
import type { MountedSimulator } from './kit/server.ts'
import type { Simulator, SimulatorKit } from './kit/simulator.ts'
import { createNetbaronSimulator } from './netbaron/index.ts'
import { createNetvisorSimulator } from './netvisor/index.ts'
import { createProcountorSimulator } from './procountor/index.ts'

const SIMULATORS: Record<string, (kit: SimulatorKit) => Simulator> = {
  netvisor: createNetvisorSimulator,
  procountor: createProcountorSimulator,
  netbaron: createNetbaronSimulator,
}

/** All simulators, with their books in `dataDir`/simulators, or in memory when it is undefined. */
export function createSimulators(dataDir: string | undefined): { mounted: MountedSimulator[]; close(): void } {
  const journals = Object.keys(SIMULATORS).map((name) => ({
    name,
    journal: openJournal(dataDir === undefined ? undefined : join(dataDir, 'simulators', `${name}.jsonl`)),
  }))
  const mounted = journals.map(({ name, journal }) => {
    const faults = createFaults()
    const create = SIMULATORS[name]
    if (create === undefined) throw new Error(`no simulator ${name}`)
    return { simulator: create({ faults, journal, now: () => new Date() }), faults }
  })
  return { mounted, close: () => journals.forEach(({ journal }) => journal.close()) }
}
