/** One simulated company: its drop, and the books its import writes into. Changed only by `apply` of books.ts. */
import { type CompanySettings, DEFAULT_SETTINGS } from './company-settings.ts'
import { type Receipt, receiptsOf } from './receipts.ts'
import { readReceiptFile } from './receipt-file.ts'

interface DroppedFile {
  bytes: Buffer
  /** ISO instant. */
  receivedAt: string
  /** An ordered refusal: the import's words, whatever the file says. */
  refuse: string | undefined
}

export interface BookedReceipt extends Receipt {
  file: string
  receivedAt: string
  /** When the import took it; the order of the books. */
  bookedAt: string
}

export interface Company {
  organisation: string
  settings: CompanySettings
  files: Map<string, DroppedFile>
  /** By file name: '' is an .ok, anything else the text of an .error. */
  acknowledgements: Map<string, string>
  /** Files the import has not taken yet, oldest first. */
  waiting: Set<string>
  receipts: Map<string, BookedReceipt>
}

export function createCompany(organisation: string): Company {
  return {
    organisation,
    settings: DEFAULT_SETTINGS,
    files: new Map(),
    acknowledgements: new Map(),
    waiting: new Set(),
    receipts: new Map(),
  }
}

/** Takes a waiting file: books all of its receipts, or none and says why. */
export function importFile(company: Company, name: string, at: string): void {
  const file = company.files.get(name)
  if (file === undefined || !company.waiting.delete(name)) return
  const faults = file.refuse === undefined ? book(company, name, file, at) : [file.refuse]
  company.acknowledgements.set(name, faults.slice(0, FAULTS_SHOWN_MAX).join('\n'))
}

const FAULTS_SHOWN_MAX = 20

function book(company: Company, name: string, file: DroppedFile, bookedAt: string): string[] {
  const { rows, faults } = readReceiptFile(file.bytes)
  if (faults.length > 0) return faults
  const checked = receiptsOf(rows, company.settings, (number) => company.receipts.has(number))
  if (checked.faults.length > 0) return checked.faults
  for (const receipt of checked.receipts) {
    company.receipts.set(receipt.number, { ...receipt, file: name, receivedAt: file.receivedAt, bookedAt })
  }
  return []
}

/** The bytes under a name of the drop, acknowledgements too; undefined when there is none. */
export function fileIn(company: Company, name: string): Buffer | undefined {
  const file = company.files.get(name)
  if (file !== undefined) return file.bytes
  const [, about = '', ending] = /^(.*)\.(ok|error)$/.exec(name) ?? []
  const words = company.acknowledgements.get(about)
  if (words === undefined || (words === '') !== (ending === 'ok')) return undefined
  return Buffer.from(words)
}

/** Every name in the drop that begins with a prefix. */
export function namesIn(company: Company, prefix: string): string[] {
  const names: string[] = []
  for (const name of company.files.keys()) {
    if (!name.startsWith(prefix)) continue
    names.push(name)
    const words = company.acknowledgements.get(name)
    if (words !== undefined) names.push(words === '' ? `${name}.ok` : `${name}.error`)
  }
  return names
}
