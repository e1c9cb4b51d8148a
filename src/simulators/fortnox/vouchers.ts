/** /vouchers: stored, listed by days, read with rows. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorFromNumber, minorToText } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'
import { CODE, complain, created, ok, pageOf, recordIn, shown } from './answers.ts'
import { type Commit, type Company, keyOf, type Row, type Voucher } from './books.ts'
import type { Call } from './guard.ts'
import { type CompanySettings, type Year, yearsOf } from './settings.ts'

const FIELDS = ['VoucherSeries', 'TransactionDate', 'Description', 'Comments', 'CostCenter', 'Project', 'VoucherRows']
const ROW_FIELDS = ['Account', 'Debit', 'Credit', 'TransactionInformation', 'Description', 'CostCenter', 'Project']
const DESCRIPTION_MAX = 200
const COMMENTS_MAX = 1_000
const INFORMATION_MAX = 100
const COST_CENTER_MAX = 6
const PROJECT_MAX = 20

type Json = Record<string, unknown>

export function createVoucher({ company, body, query, now }: Call, commit: Commit): Answer {
  const sent = recordIn(body, 'Voucher')
  if ('code' in sent) return sent
  const { record, raw } = sent
  const year = yearOf(company, record, query['financialyear'])
  if (typeof year === 'string') return complain(year)
  const fault = faultOfVoucher(company, record) ?? faultOfRows(company, record)
  if (fault !== undefined) return fault
  const series = shown(record['VoucherSeries'])
  const voucher: Voucher = {
    VoucherSeries: series,
    VoucherNumber: (company.lastNumbers.get(`${series} ${year.id}`) ?? 0) + 1,
    Year: year.id,
    TransactionDate: shown(record['TransactionDate']),
    Description: shown(record['Description']),
    ...(record['Comments'] === undefined ? {} : { Comments: shown(record['Comments']) }),
    VoucherRows: rowsIn(record).map(rowOf),
    receivedAt: now.toISOString(),
    raw,
  }
  commit({ t: 'voucher', company: company.id, voucher })
  return created({ Voucher: answerOf(voucher) })
}

export function listVouchers({ company, query }: Call): Answer {
  const { financialyear, fromdate = '0000-00-00', todate = '9999-99-99', voucherseries } = query
  const found = company.vouchers.filter(
    ({ Year, TransactionDate, VoucherSeries }) =>
      (financialyear === undefined || Year === Number(financialyear)) &&
      TransactionDate >= fromdate &&
      TransactionDate <= todate &&
      (voucherseries === undefined || VoucherSeries === voucherseries),
  )
  return pageOf(
    'Vouchers',
    found.map((voucher) => {
      const { VoucherRows: _, ...shown } = answerOf(voucher)
      return shown
    }),
    query,
  )
}

export function readVoucher({ company, params, query }: Call): Answer {
  const key = keyOf(params['series'] ?? '', params['number'] ?? '', query['financialyear'] ?? '')
  const voucher = company.byKey.get(key)
  return voucher === undefined
    ? complain('Kan inte hitta verifikationen.', CODE.OTHER, 404)
    : ok({ Voucher: answerOf(voucher) })
}

/** Why nothing may be booked on a day. */
export function lockOf({ closedBefore }: CompanySettings, date: string): string | undefined {
  return closedBefore !== undefined && date < closedBefore ? `Perioden är låst: ${date}` : undefined
}

function answerOf({ receivedAt: _at, raw: _raw, ...voucher }: Voucher) {
  return { ...voucher, ReferenceType: 'MANUAL', ReferenceNumber: '', ApprovalState: 0 }
}

function yearOf(company: Company, record: Json, asked: string | undefined): Year | string {
  const date = record['TransactionDate']
  if (typeof date !== 'string' || !isCivilDate(date)) return 'Ogiltigt datum (TransactionDate)'
  const years = yearsOf(company.settings)
  const year =
    asked === undefined
      ? years.find(({ from, to }) => from <= date && date <= to)
      : years.find(({ id }) => id === Number(asked))
  if (year === undefined || date < year.from || date > year.to) return `Datumet ${date} finns inte i räkenskapsåret`
  return year
}

function faultOfVoucher({ settings }: Company, record: Json): Answer | undefined {
  const unknown = Object.keys(record).find((name) => !FIELDS.includes(name))
  if (unknown !== undefined) return complain(`Felaktigt fältnamn (${unknown})`, CODE.FIELD)
  const series = record['VoucherSeries']
  const known = typeof series === 'string' && (settings.voucherSeries?.includes(series) ?? /^[A-Z]$/.test(series))
  if (!known) return complain(`Verifikationsserien "${shown(series)}" finns inte`)
  const text = (name: string, max: number, needed: boolean) => {
    const value = record[name]
    if (value === undefined && !needed) return undefined
    if (typeof value === 'string' && value !== '' && value.length <= max) return undefined
    return complain(`${name} måste vara text med 1 till ${max} tecken`)
  }
  const lock = lockOf(settings, shown(record['TransactionDate']))
  if (lock !== undefined) return complain(lock)
  return text('Description', DESCRIPTION_MAX, true) ?? text('Comments', COMMENTS_MAX, false)
}

function faultOfRows({ settings }: Company, record: Json): Answer | undefined {
  const rows = rowsIn(record)
  if (rows.length < 2) return complain('En verifikation måste ha minst två rader')
  let sum = 0n
  for (const row of rows) {
    const fault = faultOfRow(settings, row)
    if (fault !== undefined) return fault
    sum += minor(row['Debit']) - minor(row['Credit'])
  }
  return sum === 0n ? undefined : complain(`Verifikationen balanserar inte, differens ${minorToText(sum)}`)
}

function faultOfRow(settings: CompanySettings, row: Json): Answer | undefined {
  const unknown = Object.keys(row).find((name) => !ROW_FIELDS.includes(name))
  if (unknown !== undefined) return complain(`Felaktigt fältnamn (${unknown})`, CODE.FIELD)
  const account = Number(row['Account'])
  if (!Number.isInteger(account))
    return complain(`Värdet måste vara numeriskt (${shown(row['Account'])})`, CODE.NOT_NUMERIC)
  if (account < 1_000 || account > 9_999 || settings.missingAccounts?.includes(shown(account)) === true) {
    return complain(`Kunde inte hitta konto ${account}`, CODE.ACCOUNT)
  }
  const sides = ['Debit', 'Credit'].filter((name) => row[name] !== undefined)
  for (const name of sides) {
    const value = row[name]
    if (typeof value !== 'number' || value < 0 || typeof minorFromNumber(value) !== 'bigint') {
      return complain(`Värdet måste vara numeriskt (${name})`, CODE.NOT_NUMERIC)
    }
  }
  if (sides.length !== 1) return complain(`Rad på konto ${account} måste ha antingen debet eller kredit`)
  const information = row['TransactionInformation']
  if (information !== undefined && (typeof information !== 'string' || information.length > INFORMATION_MAX)) {
    return complain(`TransactionInformation måste vara text med högst ${INFORMATION_MAX} tecken`)
  }
  const center = row['CostCenter']
  if (center !== undefined && !isThere(center, settings.costCenters, COST_CENTER_MAX)) {
    return complain(`Kostnadsställe ${shown(center)} finns inte`)
  }
  const project = row['Project']
  if (project !== undefined && !isThere(project, settings.projects, PROJECT_MAX)) {
    return complain(`Projekt ${shown(project)} finns inte`)
  }
  return undefined
}

function isThere(value: unknown, listed: string[] | undefined, lengthMax: number): boolean {
  return typeof value === 'string' && (listed?.includes(value) ?? (value !== '' && value.length <= lengthMax))
}

function rowsIn(record: Json): Json[] {
  return Array.isArray(record['VoucherRows']) ? (record['VoucherRows'] as Json[]) : []
}

function rowOf(row: Json): Row {
  return {
    ...(row as unknown as Row),
    Account: Number(row['Account']),
    Debit: Number(row['Debit'] ?? 0),
    Credit: Number(row['Credit'] ?? 0),
  }
}

function minor(value: unknown): bigint {
  const found = typeof value === 'number' ? minorFromNumber(value) : 0n
  return typeof found === 'bigint' ? found : 0n
}
