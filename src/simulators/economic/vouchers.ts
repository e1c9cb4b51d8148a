/** Vouchers of a journal: checked, stored, booked with their whole journal. */
import { createHash } from 'node:crypto'
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorFromNumber, minorToText } from '@saatava/core/money.ts'
import type { Answer, Call } from '../kit/guard.ts'
import { CODE, complain, created, type Fault, invalid } from './answers.ts'
import { type Commit, type Company, type DraftEntry, keyOf, seriesOf, type Voucher } from './books.ts'
import { type CompanySettings, journalsOf, type Year, yearsOf } from './settings.ts'

type Json = Record<string, unknown>
type Path = Fault['path']

const TEXT_MAX = 250
const VAT_CODE_MAX = 5
const KEY_KEPT_MS = 3_600_000
const SHARED_FIELDS = ['amount', 'currency', 'date', 'departmentalDistribution', 'entryType', 'exchangeRate', 'text']
const FIELDS: Record<string, string[]> = {
  financeVouchers: [
    ...[...SHARED_FIELDS, 'account', 'contraAccount', 'contraVatAccount', 'contraVatAmount', 'employee', 'journal'],
    ...['project', 'quantity1', 'quantity2', 'unit1', 'unit2', 'vatAccount', 'vatAmount', 'voucher'],
  ],
  customerPayments: [
    ...[...SHARED_FIELDS, 'contraAccount', 'contraVatAccount', 'contraVatAmount', 'customer', 'customerInvoice'],
    ...['employee', 'journal', 'voucher'],
  ],
}
const ENTRY_TYPES = { financeVouchers: 'financeVoucher', customerPayments: 'customerPayment' } as const

/** `POST /journals/{n}/vouchers`, once for each Idempotency-Key within an hour. */
export function createVoucher(call: Call<Company>, commit: Commit): Answer {
  const { company, headers, body, now } = call
  const key = headers['idempotency-key']
  if (typeof key !== 'string') return store(call, commit)
  const hash = createHash('sha256')
    .update(Buffer.isBuffer(body) ? body : '')
    .digest('hex')
  const kept = company.kept.get(key)
  if (kept !== undefined && now.getTime() - kept.at < KEY_KEPT_MS) {
    return kept.body === hash
      ? { code: kept.code, body: kept.answer }
      : complain(409, 'The Idempotency-Key was used for another request.')
  }
  const answer = store(call, commit)
  if (answer.code < 300 || company.settings.keepsRefusals === true) {
    const own = { body: hash, code: answer.code, answer: answer.body, at: now.getTime() }
    commit({ t: 'kept', company: company.id, key, kept: own })
  }
  return answer
}

function store({ company, params, body, now }: Call<Company>, commit: Commit): Answer {
  const journal = Number(params['journal'])
  if (!journalsOf(company.settings).includes(journal)) return complain(404, `journal ${params['journal']} not found.`)
  const raw = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  const sent = objectIn(raw)
  if (sent === undefined) return complain(400, 'The request body is not a JSON object.')
  const year = yearOf(company.settings, sent)
  if (!('from' in year)) return invalid([year])
  const { entries, faults } = entriesIn(sent, company, year)
  if (faults.length > 0) return invalid(faults)
  const voucher: Voucher = {
    ...{
      number: (company.lastNumbers.get(seriesOf(company, { year: year.year, journal })) ?? 0) + 1,
      year: year.year,
      journal,
      entries,
      booked: false,
    },
    ...{ receivedAt: now.toISOString(), raw },
  }
  commit({ t: 'voucher', company: company.id, voucher })
  return created([voucherAnswer(voucher)])
}

/** `GET /journals/{n}/vouchers/{year}-{number}`. */
export function readVoucher({ company, params }: Call<Company>): Answer {
  const [year = '', number = ''] = (params['key'] ?? '').split('-')
  const voucher = company.byKey.get(keyOf(year.replaceAll('_6_', '/'), number))
  if (voucher === undefined || voucher.booked || voucher.journal !== Number(params['journal'])) {
    return complain(404, 'The voucher does not exist.')
  }
  return { code: 200, body: voucherAnswer(voucher) }
}

/** `POST /journals/{n}/book` of the OpenAPI: every voucher of the journal is booked, whoever made it. */
export function bookJournal({ company, params }: Call<Company>, commit: Commit): Answer {
  const journal = Number(params['journal'])
  if (!journalsOf(company.settings).includes(journal)) return complain(404, `journal ${params['journal']} not found.`)
  const drafts = company.vouchers.filter((voucher) => voucher.journal === journal && !voucher.booked)
  if (drafts.length === 0) return complain(400, 'The journal has no entries.')
  const closed = drafts.flatMap(({ entries }) => entries).find(({ date }) => isClosed(company.settings, date))
  if (closed !== undefined) return complain(400, `The period of ${closed.date} is closed.`)
  commit({ t: 'booked', company: company.id, journal })
  return { code: 200, body: { bookedVouchers: drafts.length } }
}

function isClosed({ closedBefore }: CompanySettings, date: string): boolean {
  return closedBefore !== undefined && date < closedBefore
}

function objectIn(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : undefined
  } catch {
    return undefined
  }
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}

function yearOf(settings: CompanySettings, sent: Json): Year | Fault {
  const { year } = objectOf(sent['accountingYear'])
  const path = ['accountingYear']
  if (typeof year !== 'string') return { path, message: 'accountingYear is required.', code: CODE.MISSING }
  const known = yearsOf(settings).find((one) => one.year === year)
  if (known === undefined) return { path, message: 'accountingYear does not exist.', code: CODE.UNKNOWN, value: year }
  if (known.closed === true) return { path, message: 'accountingYear is closed.', code: CODE.OTHER, value: year }
  return known
}

function entriesIn(sent: Json, company: Company, year: Year): { entries: DraftEntry[]; faults: Fault[] } {
  const lists = objectOf(sent['entries'])
  const entries: DraftEntry[] = []
  const faults: Fault[] = []
  for (const name of Object.keys(sent)) {
    if (!['accountingYear', 'journal', 'entries', 'voucherNumber'].includes(name)) faults.push(unknown([name]))
  }
  for (const [name, list] of Object.entries(lists)) {
    if (!Object.hasOwn(FIELDS, name) || !Array.isArray(list)) {
      faults.push(unknown(['entries', name]))
      continue
    }
    const entryType = ENTRY_TYPES[name as keyof typeof ENTRY_TYPES]
    for (const [i, item] of list.entries()) {
      const path = ['entries', name, i]
      const entry = objectOf(item)
      for (const field of Object.keys(entry)) {
        if (FIELDS[name]?.includes(field) !== true) faults.push(unknown([...path, field]))
      }
      faults.push(...faultsOf(entry, path, company, year))
      faults.push(...(name === 'financeVouchers' ? financeFaults : paymentFaults)(entry, path, company))
      entries.push({ ...(entry as unknown as DraftEntry), entryType })
    }
  }
  if (entries.length === 0) faults.push({ path: ['entries'], message: 'A voucher needs entries.', code: CODE.MISSING })
  if (faults.length === 0) faults.push(...balanceFaults(entries))
  return { entries, faults }
}

function unknown(path: Path): Fault {
  return { path, message: `${path.at(-1)} is not a known property.`, code: CODE.FORMAT }
}

function faultsOf(entry: Json, path: Path, { settings }: Company, { from, to }: Year): Fault[] {
  const faults: Fault[] = []
  const fault = (field: string, message: string, code: string = CODE.FORMAT) =>
    faults.push({ path: [...path, field], message, code, value: entry[field] })
  const { amount, date, text, currency } = entry
  if (typeof amount !== 'number') fault('amount', 'amount is required.', CODE.MISSING)
  else if (typeof minorFromNumber(amount) !== 'bigint') {
    fault('amount', 'amount scale cannot be greater then two decimal places.')
  }
  if (typeof date !== 'string') fault('date', 'date is required.', CODE.MISSING)
  else if (!isCivilDate(date)) fault('date', 'date is not a date.')
  else if (date < from || date > to) fault('date', 'date is outside of the accounting year.')
  else if (isClosed(settings, date)) fault('date', 'date is in a closed period.')
  if (text !== undefined && (typeof text !== 'string' || text.length > TEXT_MAX)) {
    fault('text', `text must have at most ${TEXT_MAX} characters.`)
  }
  const { code } = objectOf(currency)
  if (code !== undefined && settings.currency !== undefined && code !== settings.currency) {
    fault('currency', 'currency does not exist.', CODE.UNKNOWN)
  }
  const { departmentalDistributionNumber: department } = objectOf(entry['departmentalDistribution'])
  if (entry['departmentalDistribution'] !== undefined && !isThere(department, settings.departments)) {
    faults.push(missing([...path, 'departmentalDistribution'], department))
  }
  return faults
}

function financeFaults(entry: Json, path: Path, company: Company): Fault[] {
  const { settings } = company
  const faults = accountFaults(entry, 'account', path, settings)
  if (entry['contraAccount'] !== undefined) faults.push(...accountFaults(entry, 'contraAccount', path, settings))
  const { projectNumber } = objectOf(entry['project'])
  if (entry['project'] !== undefined && !isThere(projectNumber, settings.projects)) {
    faults.push(missing([...path, 'project'], projectNumber))
  }
  const { vatCode } = objectOf(entry['vatAccount'])
  if (entry['vatAccount'] !== undefined && !isVatCode(vatCode, settings)) {
    faults.push(missing([...path, 'vatAccount'], vatCode))
  }
  const { vatAmount } = entry
  if (vatAmount !== undefined && (typeof vatAmount !== 'number' || typeof minorFromNumber(vatAmount) !== 'bigint')) {
    faults.push({ path: [...path, 'vatAmount'], message: 'vatAmount is not an amount.', code: CODE.FORMAT })
  }
  if (vatAmount !== undefined && vatCode === undefined) {
    faults.push({ path: [...path, 'vatAmount'], message: 'vatAmount needs a vatAccount.', code: CODE.MISSING })
  }
  return faults
}

function paymentFaults(entry: Json, path: Path, company: Company): Fault[] {
  const faults = accountFaults(entry, 'contraAccount', path, company.settings)
  const { customerNumber } = objectOf(entry['customer'])
  const invoice = company.invoices.get(String(entry['customerInvoice']))
  if (typeof customerNumber !== 'number') {
    faults.push({ path: [...path, 'customer'], message: 'customer is required.', code: CODE.MISSING })
  }
  if (entry['customerInvoice'] !== undefined && invoice === undefined) {
    faults.push(missing([...path, 'customerInvoice'], entry['customerInvoice']))
  } else if (invoice !== undefined && invoice.customer !== customerNumber) {
    const message = 'customerInvoice belongs to another customer.'
    faults.push({ path: [...path, 'customerInvoice'], message, code: CODE.OTHER, value: entry['customerInvoice'] })
  }
  return faults
}

function accountFaults(entry: Json, field: string, path: Path, settings: CompanySettings): Fault[] {
  const { accountNumber: number } = objectOf(entry[field])
  const at = [...path, field]
  if (number === undefined) {
    const message = `No identifiers present on ${field}. Please include either a self link or an accountNumber.`
    return [{ path: at, message, code: CODE.MISSING }]
  }
  const among = (listed: string[] | undefined) => listed?.some((one) => Number(one) === number) === true
  if (!isThere(number, undefined) || among(settings.missingAccounts)) return [missing(at, number)]
  if (!among(settings.blockedAccounts)) return []
  return [{ path: at, message: 'account does not allow direct entries.', code: CODE.OTHER, value: number }]
}

// e-conomic shows the balance of a voucher before it books it. Here an unbalanced one is refused at once.
function balanceFaults(entries: DraftEntry[]): Fault[] {
  let sum = 0n
  for (const { amount, contraAccount } of entries) {
    const minor = minorFromNumber(amount)
    // An entry with a contra account balances alone.
    if (contraAccount === undefined && typeof minor === 'bigint') sum += minor
  }
  if (sum === 0n) return []
  return [{ path: ['entries'], message: `The voucher does not balance: ${minorToText(sum)}.`, code: CODE.OTHER }]
}

function missing(path: Path, value: unknown): Fault {
  return { path, message: `${path.at(-1)} does not exist.`, code: CODE.UNKNOWN, value }
}

function isThere(value: unknown, listed: number[] | undefined): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 999_999_999) return false
  return listed?.includes(value) ?? true
}

function isVatCode(code: unknown, { vatCodes }: CompanySettings): boolean {
  if (typeof code !== 'string' || code === '' || code.length > VAT_CODE_MAX) return false
  return vatCodes?.includes(code) ?? true
}

function voucherAnswer({ number, year, journal, entries }: Voucher) {
  const own = (type: DraftEntry['entryType']) =>
    entries
      .filter(({ entryType }) => entryType === type)
      .map((entry) => ({ ...entry, journal: { journalNumber: journal }, voucher: { voucherNumber: number } }))
  const [finance, payments] = [own('financeVoucher'), own('customerPayment')]
  return {
    accountingYear: { year },
    journal: { journalNumber: journal },
    voucherNumber: number,
    entries: {
      ...(finance.length === 0 ? {} : { financeVouchers: finance }),
      ...(payments.length === 0 ? {} : { customerPayments: payments }),
    },
  }
}
