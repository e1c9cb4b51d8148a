/** All simulated companies. Every change is an entry: journalled first, then applied; replayed at start. */
import type { SimulatorKit } from '../kit/simulator.ts'
import { type Company, createCompany, importFile } from './company.ts'
import { type CompanySettings, companySettingsOf } from './company-settings.ts'

type Entry =
  | { type: 'settings'; organisation: string; settings: CompanySettings }
  /** `imported`: taken in the same moment, so that the usual case is one entry. */
  | { type: 'file'; organisation: string; name: string; body: string; at: string; imported: boolean; refuse?: string }
  | { type: 'import'; organisation: string; name: string; at: string }

export interface Books {
  /** The company, made when it is first asked for. */
  company(organisation: string): Company
  companies: ReadonlyMap<string, Company>
  settings(organisation: string, body: unknown): string | null
  file(organisation: string, name: string, bytes: Buffer, refuse: string | undefined): void
  /** Imports what is due by now, oldest first; all that waits, or one file, when ordered. */
  importDue(company: Company, ordered?: { name?: string }): number
}

export function createBooks(kit: SimulatorKit): Books {
  const companies = new Map<string, Company>()
  const company = (organisation: string): Company => {
    const found = companies.get(organisation) ?? createCompany(organisation)
    companies.set(organisation, found)
    return found
  }
  const apply = (entry: Entry): void => {
    const own = company(entry.organisation)
    if (entry.type === 'settings') own.settings = entry.settings
    if (entry.type === 'file') {
      const bytes = Buffer.from(entry.body, 'base64')
      own.files.set(entry.name, { bytes, receivedAt: entry.at, refuse: entry.refuse })
      own.waiting.add(entry.name)
    }
    if (entry.type === 'import' || (entry.type === 'file' && entry.imported)) importFile(own, entry.name, entry.at)
  }
  kit.journal.replay((entry) => apply(entry as Entry))
  const commit = (entry: Entry): void => {
    kit.journal.append(entry)
    apply(entry)
  }
  const at = () => kit.now().toISOString()
  return {
    company,
    companies,
    settings(organisation, body) {
      const settings = companySettingsOf(body)
      if (typeof settings === 'string') return settings
      commit({ type: 'settings', organisation, settings })
      return null
    },
    file(organisation, name, bytes, refuse) {
      const { settings, waiting } = company(organisation)
      const imported = settings.ackMode === 'immediate' && settings.ackDelayMs === 0 && waiting.size === 0
      const body = bytes.toString('base64')
      commit({
        type: 'file',
        organisation,
        name,
        body,
        at: at(),
        imported,
        ...(refuse === undefined ? {} : { refuse }),
      })
    },
    importDue(own, ordered) {
      let taken = 0
      for (const name of own.waiting) {
        if (ordered === undefined && !isDue(own, name, kit.now())) break
        if (ordered?.name !== undefined && ordered.name !== name) continue
        commit({ type: 'import', organisation: own.organisation, name, at: at() })
        taken++
      }
      return taken
    },
  }
}

function isDue(company: Company, name: string, now: Date): boolean {
  const { ackMode, ackDelayMs } = company.settings
  const received = Date.parse(company.files.get(name)?.receivedAt ?? '')
  return ackMode === 'immediate' && now.getTime() >= received + ackDelayMs
}
