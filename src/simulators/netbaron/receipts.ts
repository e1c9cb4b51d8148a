/** From rows of a file to receipts in the books: accounts, dates, closed periods, sums, numbers. */
import { isCivilDate } from '@saatava/core/dates.ts'
import type { CompanySettings } from './company-settings.ts'
import type { FileRow } from './receipt-file.ts'

interface ReceiptLine {
  date: string
  description: string
  account: string
  costCenter: string
  jobNumber: string
  vatCode: string
  vatPercent: string
  vatAccount: string
  /** Minor units, as written in the file. */
  net: bigint
  vat: bigint
  taxableVat: bigint
}

export interface Receipt {
  number: string
  series: string
  lines: ReceiptLine[]
}

/** The receipts of well-formed rows, by number, and everything the books say against them. */
export function receiptsOf(
  rows: FileRow[],
  settings: CompanySettings,
  isBooked: (number: string) => boolean,
): { receipts: Receipt[]; faults: string[] } {
  const receipts = new Map<string, Receipt>()
  const faults: string[] = []
  for (const row of rows) {
    const number = row.cells.number ?? ''
    const series = row.cells.series ?? ''
    const receipt = receipts.get(number) ?? { number, series, lines: [] }
    receipts.set(number, receipt)
    receipt.lines.push(lineOf(row, settings, faults))
    if (series !== receipt.series || (series !== '' && !number.startsWith(`${series}-`))) {
      faults.push(`row ${row.line}: Tositenumero ${number} does not begin with its Numerosarja ${series}`)
    }
  }
  for (const { number, lines } of receipts.values()) {
    if (isBooked(number)) faults.push(`receipt number ${number} is in use`)
    const balance = lines.reduce((sum, line) => sum + line.net + line.vat, 0n)
    if (balance !== 0n) faults.push(`receipt ${number} does not balance: off by ${balance} cents`)
  }
  return { receipts: [...receipts.values()], faults }
}

function lineOf({ line, cells }: FileRow, settings: CompanySettings, faults: string[]): ReceiptLine {
  const fault = (text: string) => faults.push(`row ${line}: ${text}`)
  const date = isoDate(cells.date ?? '')
  if (date === null) fault(`Kirjauspäivä ${cells.date} is not a date`)
  else if (settings.closedBefore !== undefined && date < settings.closedBefore) fault(`period of ${date} is closed`)
  const account = cells.account ?? ''
  const { vatAccount, vatCode, vatPercent } = cells
  if (!isAccount(account, ACCOUNT_MAX, settings)) fault(`account ${account} is not in the chart of accounts`)
  if (vatAccount !== undefined && !isAccount(vatAccount, VAT_ACCOUNT_MAX, settings)) {
    fault(`VAT account ${vatAccount} is not in the chart of accounts`)
  }
  if (vatCode !== undefined && settings.vatCodes?.includes(vatCode) === false) fault(`VAT code ${vatCode} is unknown`)
  if (vatPercent !== undefined && settings.vatPercent === 'INTEGER' && !/^\d+$/.test(vatPercent)) {
    fault(`Alv-% ${vatPercent} is not an integer`)
  }
  const { net, vat, gross } = amounts(cells)
  if (net + vat !== gross) fault('Veroton summa and Alv summa are not Verollinen summa')
  return {
    date: date ?? '',
    description: cells.description ?? '',
    account,
    costCenter: cells.costCenter ?? '',
    jobNumber: cells.jobNumber ?? '',
    vatCode: vatCode ?? '',
    vatPercent: vatPercent ?? '',
    vatAccount: vatAccount ?? '',
    net,
    vat,
    taxableVat: cents(cells.taxableVat) ?? 0n,
  }
}

// One of net and gross may be empty; an empty VAT amount is their difference.
function amounts(cells: FileRow['cells']): { net: bigint; vat: bigint; gross: bigint } {
  const net = cents(cells.net)
  const gross = cents(cells.gross)
  const vat = cents(cells.vat) ?? (net !== null && gross !== null ? gross - net : 0n)
  return { net: net ?? (gross ?? 0n) - vat, vat, gross: gross ?? (net ?? 0n) + vat }
}

function cents(text: string | undefined): bigint | null {
  if (text === undefined) return null
  const [whole = '', decimals = ''] = text.split('.')
  const value = BigInt(`${whole.replace('-', '')}${decimals.padEnd(2, '0')}`)
  return text.startsWith('-') ? -value : value
}

const ACCOUNT_MIN = 1_000
const ACCOUNT_MAX = 9_999
/** NetBaron's own example has a VAT account of five digits, 29391. */
const VAT_ACCOUNT_MAX = 99_999

function isAccount(text: string, max: number, settings: CompanySettings): boolean {
  const number = Number(text)
  return number >= ACCOUNT_MIN && number <= max && !settings.missingAccounts.includes(String(number))
}

const FINNISH_DATE = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/

function isoDate(text: string): string | null {
  const match = FINNISH_DATE.exec(text)
  const iso =
    match === null ? text : `${match[3]}-${match[2]?.padStart(2, '0') ?? ''}-${match[1]?.padStart(2, '0') ?? ''}`
  return isCivilDate(iso) ? iso : null
}
