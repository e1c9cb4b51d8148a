import { join } from 'node:path'
import { type BankSimulator, createBankSimulator } from './bank/index.ts'
import { createFaults } from './kit/faults.ts'
import { openJournal } from './kit/journal.ts'
import type { MountedSimulator } from './kit/server.ts'
import type { Simulator, SimulatorKit } from './kit/simulator.ts'
import { type MailSimulator, createMailSimulator } from './mail/index.ts'
import { createNetbaronSimulator } from './netbaron/index.ts'
import { createNetvisorSimulator } from './netvisor/index.ts'
import { createOperatorSimulator } from './operator/index.ts'
import { createPrinthouseSimulator } from './printhouse/index.ts'
import { createProcountorSimulator } from './procountor/index.ts'

const SIMULATORS: Record<string, (kit: SimulatorKit) => Simulator> = {
  netvisor: createNetvisorSimulator,
  procountor: createProcountorSimulator,
  netbaron: createNetbaronSimulator,
  operator: createOperatorSimulator,
  printhouse: createPrinthouseSimulator,
}

const KEEP_MACHINE_TIME = new Set(['netvisor', 'procountor'])

export interface Simulators {
  mounted: MountedSimulator[]
  /** The simulated mail server; it speaks SMTP once it listens. */
  mail: MailSimulator
  /** Maildir into which its bounces come; undefined while its books are in memory. */
  bounceFolder: string | undefined
  /** The simulated bank; it works when it is given a turn. */
  bank: BankSimulator
  close(): Promise<void>
}

/**
 * All simulators, with their books in `dataDir`/simulators, or in memory when it is undefined.
 * @param now the sandbox's clock. Netvisor and Procountor keep the machine's: signatures and tokens are judged by it.
 */
export function createSimulators(dataDir: string | undefined, now: () => Date = () => new Date()): Simulators {
  const journals = Object.keys(SIMULATORS).map((name) => ({
    name,
    journal: openJournal(dataDir === undefined ? undefined : join(dataDir, 'simulators', `${name}.jsonl`)),
  }))
  const mounted = journals.map(({ name, journal }) => {
    const faults = createFaults()
    const create = SIMULATORS[name]
    if (create === undefined) throw new Error(`no simulator ${name}`)
    return { simulator: create({ faults, journal, now: KEEP_MACHINE_TIME.has(name) ? () => new Date() : now }), faults }
  })
  const bounceFolder = dataDir === undefined ? undefined : join(dataDir, 'mail', 'bounces')
  const { mail, faults, journal } = mailSimulator(dataDir, bounceFolder, now)
  mounted.push({ simulator: mail, faults })
  const bankJournal = openJournal(dataDir === undefined ? undefined : join(dataDir, 'simulators', 'bank.jsonl'))
  const bankFaults = createFaults()
  const bank = createBankSimulator({ faults: bankFaults, journal: bankJournal, now })
  mounted.push({ simulator: bank, faults: bankFaults })
  return {
    mounted,
    mail,
    bounceFolder,
    bank,
    async close() {
      await mail.close()
      for (const each of [...journals.map((named) => named.journal), journal, bankJournal]) each.close()
    },
  }
}

function mailSimulator(dataDir: string | undefined, bounceFolder: string | undefined, now: () => Date) {
  const journal = openJournal(dataDir === undefined ? undefined : join(dataDir, 'simulators', 'mail.jsonl'))
  const faults = createFaults()
  const options =
    dataDir === undefined || bounceFolder === undefined
      ? {}
      : { bounceFolder, folder: join(dataDir, 'simulators', 'mails') }
  const mail = createMailSimulator({ faults, journal, now }, options)
  return { mail, faults, journal }
}
