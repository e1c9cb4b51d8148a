/** The simulators. A new accounting system is a folder beside these and a line in ACCOUNTING_SIMULATORS. */
import { join } from 'node:path'
import type { TSchema } from 'typebox'
import { type BankSimulator, createBankSimulator } from './bank/index.ts'
import { createEconomicSimulator } from './economic/index.ts'
import { CompanySettings as EconomicCompany } from './economic/settings.ts'
import { createFennoaSimulator } from './fennoa/index.ts'
import { CompanySettings as FennoaCompany } from './fennoa/settings.ts'
import { createFivaldiSimulator } from './fivaldi/index.ts'
import { CompanySettings as FivaldiCompany } from './fivaldi/settings.ts'
import { createFortnoxSimulator } from './fortnox/index.ts'
import { CompanySettings as FortnoxCompany } from './fortnox/settings.ts'
import { createFaults } from './kit/faults.ts'
import { type Journal, openJournal } from './kit/journal.ts'
import type { MountedSimulator } from './kit/server.ts'
import type { Simulator, SimulatorKit } from './kit/simulator.ts'
import { type MailSimulator, createMailSimulator } from './mail/index.ts'
import { CompanySettingsInput as NetbaronCompany } from './netbaron/company-settings.ts'
import { createNetbaronSimulator } from './netbaron/index.ts'
import { createNetvisorSimulator } from './netvisor/index.ts'
import { CompanySettings as NetvisorCompany } from './netvisor/settings.ts'
import { createOperatorSimulator } from './operator/index.ts'
import { createPrinthouseSimulator } from './printhouse/index.ts'
import { createProcountorSimulator } from './procountor/index.ts'
import { CompanySettings as ProcountorCompany } from './procountor/settings.ts'
import { createTalenomSimulator } from './talenom/index.ts'
import { CompanySettings as TalenomCompany } from './talenom/settings.ts'
import { createTripletexSimulator } from './tripletex/index.ts'
import { CompanySettings as TripletexCompany } from './tripletex/settings.ts'
import { createWebhookReceiver } from './webhooks/index.ts'

interface AccountingSimulator {
  create: (kit: SimulatorKit) => Simulator
  /** machine: the real time, also in a sandbox whose clock was moved, because signatures and tokens are judged by it. */
  time: 'machine' | 'sandbox'
  /** The settings that PUT /simulators/<name>/companies/<company> takes. */
  companySettings: TSchema
}

/** By the system's name in lower case (connectors/registry.ts). */
export const ACCOUNTING_SIMULATORS: Record<string, AccountingSimulator> = {
  netvisor: { create: createNetvisorSimulator, time: 'machine', companySettings: NetvisorCompany },
  procountor: { create: createProcountorSimulator, time: 'machine', companySettings: ProcountorCompany },
  netbaron: { create: createNetbaronSimulator, time: 'sandbox', companySettings: NetbaronCompany },
  fennoa: { create: createFennoaSimulator, time: 'machine', companySettings: FennoaCompany },
  talenom: { create: createTalenomSimulator, time: 'machine', companySettings: TalenomCompany },
  fivaldi: { create: createFivaldiSimulator, time: 'machine', companySettings: FivaldiCompany },
  fortnox: { create: createFortnoxSimulator, time: 'machine', companySettings: FortnoxCompany },
  tripletex: { create: createTripletexSimulator, time: 'machine', companySettings: TripletexCompany },
  economic: { create: createEconomicSimulator, time: 'machine', companySettings: EconomicCompany },
}

const OTHER_SIMULATORS: Record<string, (kit: SimulatorKit) => Simulator> = {
  operator: createOperatorSimulator,
  printhouse: createPrinthouseSimulator,
  webhooks: createWebhookReceiver,
}

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
 * @param now the sandbox's clock
 */
export function createSimulators(dataDir: string | undefined, now: () => Date = () => new Date()): Simulators {
  const journals: Journal[] = []
  const mounted: MountedSimulator[] = []
  const mount = (name: string, create: (kit: SimulatorKit) => Simulator, time: () => Date) => {
    const journal = openJournal(dataDir === undefined ? undefined : join(dataDir, 'simulators', `${name}.jsonl`))
    const faults = createFaults()
    journals.push(journal)
    mounted.push({ simulator: create({ faults, journal, now: time }), faults })
  }
  for (const [name, { create, time }] of Object.entries(ACCOUNTING_SIMULATORS)) {
    mount(name, create, time === 'machine' ? () => new Date() : now)
  }
  for (const [name, create] of Object.entries(OTHER_SIMULATORS)) mount(name, create, now)
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
      for (const each of [...journals, journal, bankJournal]) each.close()
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
