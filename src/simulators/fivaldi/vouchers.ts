/** Vouchers: checked and stored, listed by days, read one by one. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorFromNumber, minorToText } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'
import { complain, ok, refuse } from './answers.ts'
import { type Commit, type Company, nextNumber, type Voucher, type VoucherEntry } from './books.ts'
import type { Call } from './guard.ts'
import { type CompanySettings, voucherTypesOf, yearsOf } from './settings.ts'

type Json = Record<string, unknown>

const FIELDS = [
  ...['voucherTypeId', 'originalVoucherNumber', 'voucherDate', 'bookkeepingMonth', 'vatType', 'validateEntrySum'],
  'voucherEntries',
]
const DIMENSIONS = ['dimensionValue1', 'dimensionValue2', 'dimensionValue3', 'dimensionValue4']
const ENTRY_FIELDS = ['amount', 'accountNumber', 'balanceCode', 'description', 'vat', ...DIMENSIONS]
const VAT_FIELDS = ['vatCode', 'vatAmount', 'account', 'account2']
const BALANCE_CODE_MAX = 2
const DIMENSION_MAX = 8
const DESCRIPTION_MAX = 1_000
const ACCOUNT = /^[1-9]\d{0,7}$/

export function createVoucher({ company, body, now }: Call, commit: Commit): Answer {
  const raw = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  const sent = objectIn(raw)
  if (sent === undefined) return refuse(10, 'the body is not a JSON object')
  const fault = faultOfVoucher(sent, company) ?? faultOfEntries(sent, company.settings)
  if (fault !== undefined) return fault
  const original = String(sent['originalVoucherNumber'])
  if (company.settings.duplicateNumbers !== 'allow' && company.originals.has(original)) {
    return complain(409, 'Conflict', [`originalVoucherNumber ${original} is in use`])
  }
  const typeId = Number(sent['voucherTypeId'])
  const month = Number(sent['bookkeepingMonth'])
  const voucher: Voucher = {
    number: nextNumber(company, typeId, month),
    ...{ typeId, original, month, date: String(sent['voucherDate']), vatType: String(sent['vatType']) },
    isPayment: voucherTypesOf(company.settings).find(({ id }) => id === typeId)?.isPayment ?? false,
    entries: entriesIn(sent) as unknown as VoucherEntry[],
    ...{ receivedAt: now.toISOString(), raw },
  }
  commit({ t: 'voucher', company: company.id, voucher })
  return ok({ fivaldiVoucherNumber: voucher.number })
}

export function listVouchers({ company, query }: Call): Answer {
  const { startDate = '', endDate = '' } = query
  if (!isCivilDate(startDate) || !isCivilDate(endDate)) {
    return complain(400, 'Bad Request', ['startDate and endDate are required'])
  }
  const found = company.vouchers.filter(({ date }) => startDate <= date && date <= endDate)
  return ok(found.map((voucher) => answerOf(company, voucher)))
}

export function readVoucher({ company, params }: Call): Answer {
  const voucher = company.byNumber.get(Number(params['number']))
  return voucher === undefined ? complain(404, `Voucher ${params['number']} not found`) : ok(answerOf(company, voucher))
}

/** The test route by which a person at work deletes a voucher. */
export function deleteVoucher(company: Company, number: number, commit: Commit): boolean {
  if (!company.byNumber.has(number)) return false
  commit({ t: 'deleted', company: company.id, number })
  return true
}

function objectIn(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : undefined
  } catch {
    return undefined
  }
}

function entriesIn(sent: Json): Json[] {
  return Array.isArray(sent['voucherEntries']) ? (sent['voucherEntries'] as Json[]) : []
}

function unknownIn(record: Json, fields: string[]): Answer | undefined {
  const unknown = Object.keys(record).find((name) => !fields.includes(name))
  return unknown === undefined ? undefined : refuse(10, `${unknown} is not a known field`)
}

function faultOfVoucher(sent: Json, { settings }: Company): Answer | undefined {
  const unknown = unknownIn(sent, FIELDS)
  if (unknown !== undefined) return unknown
  const { voucherTypeId, originalVoucherNumber: original, voucherDate: date, bookkeepingMonth, vatType } = sent
  if (!voucherTypesOf(settings).some(({ id }) => id === voucherTypeId)) {
    return refuse(20, `voucher type ${shown(voucherTypeId)} does not exist`)
  }
  if (typeof original !== 'string' || original === '') return refuse(44, 'originalVoucherNumber is missing')
  if (typeof date !== 'string' || !isCivilDate(date)) return refuse(10, 'voucherDate is not a date')
  if (bookkeepingMonth !== Number(date.slice(0, 7).replace('-', ''))) {
    return refuse(45, `${shown(bookkeepingMonth)} is not the month of ${date}`)
  }
  if (!yearsOf(settings).some(({ from, to }) => from <= date && date <= to)) {
    return refuse(46, `no fiscal year holds ${date}`)
  }
  if (settings.closedBefore !== undefined && date < settings.closedBefore) {
    return refuse(45, `the month of ${date} is closed`)
  }
  return vatType === 'CALCULATED' || vatType === 'AUTO' ? undefined : refuse(34, shown(vatType))
}

function faultOfEntries(sent: Json, settings: CompanySettings): Answer | undefined {
  const entries = entriesIn(sent)
  if (entries.length < 2) return refuse(20, 'a voucher needs two entries')
  let sum = 0n
  for (const entry of entries) {
    const fault = faultOfEntry(entry, settings)
    if (fault !== undefined) return fault
    const minor = minorFromNumber(Number(entry['amount']))
    if (typeof minor === 'bigint') sum += minor
  }
  if (sent['validateEntrySum'] !== true || sum === 0n) return undefined
  return refuse(20, `the sum of the entries is ${minorToText(sum)}`)
}

function faultOfEntry(entry: Json, settings: CompanySettings): Answer | undefined {
  const unknown = unknownIn(entry, ENTRY_FIELDS)
  if (unknown !== undefined) return unknown
  const { amount, accountNumber: account, balanceCode, description } = entry
  if (typeof amount !== 'number' || typeof minorFromNumber(amount) !== 'bigint') {
    return refuse(10, `amount ${shown(amount)} is not an amount`)
  }
  if (!isAccount(account, settings)) return refuse(42, `account ${shown(account)} does not exist`)
  if (isGiven(balanceCode) && (typeof balanceCode !== 'string' || balanceCode.length > BALANCE_CODE_MAX)) {
    return refuse(10, `balanceCode has at most ${BALANCE_CODE_MAX} characters`)
  }
  const max = settings.descriptionMax ?? DESCRIPTION_MAX
  if (isGiven(description) && (typeof description !== 'string' || description.length > max)) {
    return refuse(10, `description has at most ${max} characters`)
  }
  for (const name of DIMENSIONS) {
    const value = entry[name]
    if (isGiven(value) && !isDimensionValue(value, settings))
      return refuse(43, `${name} ${shown(value)} does not exist`)
  }
  return faultOfVat(entry['vat'], settings)
}

function faultOfVat(vat: unknown, settings: CompanySettings): Answer | undefined {
  if (!isGiven(vat)) return undefined
  if (typeof vat !== 'object') return refuse(10, 'vat is not an object')
  const { vatCode: code, vatAmount: amount, account } = vat as Json
  const unknown = unknownIn(vat as Json, VAT_FIELDS)
  if (unknown !== undefined) return unknown
  if (isGiven(code) && (typeof code !== 'string' || code === '' || settings.vatCodes?.includes(code) === false)) {
    return refuse(35, shown(code))
  }
  if (isGiven(amount) && (typeof amount !== 'number' || typeof minorFromNumber(amount) !== 'bigint')) {
    return refuse(10, `vatAmount ${shown(amount)} is not an amount`)
  }
  return !isGiven(account) || isAccount(account, settings)
    ? undefined
    : refuse(42, `account ${shown(account)} does not exist`)
}

function isAccount(account: unknown, { missingAccounts }: CompanySettings): boolean {
  return typeof account === 'string' && ACCOUNT.test(account) && missingAccounts?.includes(account) !== true
}

function isDimensionValue(value: unknown, { dimensionValues }: CompanySettings): boolean {
  return typeof value === 'string' && (dimensionValues?.includes(value) ?? value.length <= DIMENSION_MAX)
}

/** A field may be null, which is as if it were missing. */
function isGiven<T>(value: T): value is NonNullable<T> {
  return value !== undefined && value !== null
}

/** A value of a request in words, whatever it is. */
function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
}

// The answer does not show originalVoucherNumber.
function answerOf({ settings }: Company, { number, typeId, date, month, entries, isDeleted }: Voucher) {
  return {
    voucherType: typeId,
    voucherTypeName: voucherTypesOf(settings).find(({ id }) => id === typeId)?.description ?? '',
    ...{ voucherNumber: String(number), voucherDate: date, accountingPeriod: month, isDeleted: isDeleted === true },
    fiscalYearId: String(yearsOf(settings).find(({ from, to }) => from <= date && date <= to)?.id ?? ''),
    voucherEntries: entries.map((entry, i) => ({
      entryNumber: i + 1,
      description: entry.description,
      amount: entry.amount,
      accountNumber: Number(entry.accountNumber),
      dimension: Object.fromEntries(
        DIMENSIONS.flatMap((name, d) => {
          const value = (entry as unknown as Json)[name]
          return !isGiven(value) ? [] : [[`dimension${d + 1}`, value]]
        }),
      ),
      ...(!isGiven(entry.vat) ? {} : { vat: { ...entry.vat, vatAccount: entry.vat.account } }),
    })),
  }
}
