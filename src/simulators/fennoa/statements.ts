/** /accounting_api/add, and the ledger in which statements are read: row by row, account by account. */
import { isCivilDate } from '@saatava/core/dates.ts'
import type { Answer } from '../kit/guard.ts'
import { complain, major, minorIn, ok, pageOf, stored } from './answers.ts'
import type { Commit, Row, Statement } from './books.ts'
import { type Form, formOf } from './form.ts'
import type { Call } from './guard.ts'
import { type CompanySettings, dimensionTypesOf, hasAccount, lockedUntil, periodsOf, vatCodesOf } from './settings.ts'

const FIELDS = ['entry_date', 'statement_series_code', 'statement_series_id', 'description', 'purchase_invoice_id']
const ROW_FIELDS = ['account', 'debit', 'credit', 'description', 'vatcode', 'accrual_start', 'accrual_count']
/** Series that take statements, and their numbers as filters name them. */
const SERIES: Record<string, number> = { GL: 1, PU: 3, CA: 16, GL2: 51, GL3: 52, GL4: 53, GL5: 54, GL6: 55 }

export async function addStatement(call: Call, commit: Commit): Promise<Answer> {
  const { company, now } = call
  const form = await formOf(call)
  const date = form.fields.get('entry_date') || now.toISOString().slice(0, 10)
  const series = form.fields.get('statement_series_code') || 'GL'
  const fault = faultOfHeader(company.settings, form, series, date) ?? faultOfRows(company.settings, form)
  if (fault !== undefined) return complain(fault)
  const description = form.fields.get('description') ?? ''
  const statement: Statement = {
    ...{ id: 10_001 + company.statements.length, series, number: (company.lastNumbers.get(series) ?? 0) + 1 },
    ...{ date, description, rows: [...form.rows.values()].map((row) => rowOf(row, description)) },
    ...{ receivedAt: now.toISOString(), raw: form.raw },
  }
  commit({ t: 'statement', company: company.id, statement })
  return stored(statement.id)
}

/** Why nothing may be booked on a day. */
export function lockOf(settings: CompanySettings, date: string): string | undefined {
  const locked = lockedUntil(settings.closedBefore)
  if (locked !== undefined && date <= locked)
    return `Accounting is locked until ${locked}, please select later entry date`
  const isCovered = periodsOf(settings).some(({ from, to }) => from <= date && date <= to)
  return isCovered ? undefined : `There is no accounting period for ${date}`
}

function faultOfHeader(settings: CompanySettings, { fields }: Form, series: string, date: string): unknown {
  const unknown = [...fields.keys()].find((name) => !FIELDS.includes(name))
  if (unknown !== undefined) return { [unknown]: ['Unknown field'] }
  if (fields.has('statement_series_id')) return ['statement_series_id is not taken any more']
  if (SERIES[series] === undefined) return ['Given statement series code did not match any statement series']
  if ((series === 'PU') !== fields.has('purchase_invoice_id'))
    return ['Statement series PU and purchase_invoice_id need each other']
  if (!isCivilDate(date)) return { entry_date: ['Please enter a valid date'] }
  const lock = lockOf(settings, date)
  return lock === undefined ? undefined : { entry_date: [lock] }
}

function faultOfRows(settings: CompanySettings, { rows }: Form): unknown {
  if (rows.size < 2) return 'At least two statement rows are required'
  let sum = 0
  for (const [number, row] of rows) {
    const fault = faultOfRow(settings, row)
    // A list of errors may hold a text twice.
    if (fault !== undefined) return { [`row ${number}`]: [fault, fault] }
    sum += (minorIn(row.get('debit') ?? '0') ?? 0) - (minorIn(row.get('credit') ?? '0') ?? 0)
  }
  return sum === 0 ? undefined : ['The sum of debit fields must be equal to the sum of credit fields']
}

function faultOfRow(settings: CompanySettings, row: Map<string, string>): string | undefined {
  const account = row.get('account') ?? ''
  if (!hasAccount(settings, account)) return `Account ${account} was not found`
  const sides = ['debit', 'credit'].flatMap((name) => row.get(name) ?? [])
  if (sides.length !== 1) return 'A row must have either debit or credit'
  if (sides.some((text) => text.startsWith('-'))) return 'Negative values are not allowed'
  if (sides.some((text) => minorIn(text) === undefined)) return 'A value must be a number with at most 2 decimals'
  const vatcode = row.get('vatcode')
  if (vatcode !== undefined && !vatCodesOf(settings).some(({ id }) => String(id) === vatcode)) {
    return `VAT code ${vatcode} was not found`
  }
  for (const [name, value] of row) {
    const typeId = /^dim_(\w+)$/.exec(name)?.[1]
    if (typeId === undefined) {
      if (!ROW_FIELDS.includes(name)) return `Unknown field ${name}`
      continue
    }
    const type = dimensionTypesOf(settings).find(({ id }) => String(id) === typeId)
    if (type === undefined) return `Dimension type ${typeId} was not found`
    if (value === '' || type.codes?.includes(value) === false) return `Dimension ${value} was not found`
  }
  return undefined
}

function rowOf(row: Map<string, string>, description: string): Row {
  const vatcode = row.get('vatcode')
  return {
    account: row.get('account') ?? '',
    debit: minorIn(row.get('debit') ?? '0') ?? 0,
    credit: minorIn(row.get('credit') ?? '0') ?? 0,
    // The description of the statement is copied to rows that have none.
    description: row.get('description') || description,
    ...(vatcode === undefined ? {} : { vatcode }),
    ...Object.fromEntries([...row].filter(([name]) => name.startsWith('dim_'))),
  }
}

/** Filters stand in the path: accounts:3000,3001 and series:1 and dim1:100. */
export function readLedger({ company, params, query }: Call): Answer {
  const { start = '', end = '', '*': filters = '' } = params
  if (!isCivilDate(start) || !isCivilDate(end) || start > end) return complain('Please enter valid dates')
  const period = periodsOf(company.settings).find(({ from, to }) => from <= start && start <= to)
  if (period === undefined || end > period.to) return complain('The days must lie in one accounting period')
  const wanted = filterOf(filters)
  if (wanted === undefined) return complain(`Unknown filter ${filters}`)
  const balances = new Map<string, number>()
  const found: { account: string; date: string; record: object }[] = []
  for (const statement of company.statements.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))) {
    if (statement.date < period.from || statement.date > end) continue
    for (const row of statement.rows) {
      const opening = balances.get(row.account) ?? 0
      const closing = opening + row.debit - row.credit
      balances.set(row.account, closing)
      if (statement.date < start || !wanted(statement, row)) continue
      found.push({ account: row.account, date: statement.date, record: ledgerRow(statement, row, opening, closing) })
    }
  }
  const sorted = found.toSorted((a, b) => (a.account < b.account ? -1 : a.account > b.account ? 1 : 0))
  return pageOf(
    sorted.map(({ record }) => record),
    query,
  )
}

export function accountBalance({ company, params }: Call): Answer {
  const { account = '', date = '' } = params
  if (!isCivilDate(date)) return complain('Please enter a valid date')
  let balance = 0
  for (const statement of company.statements) {
    if (statement.date > date) continue
    for (const row of statement.rows) if (row.account === account) balance += row.debit - row.credit
  }
  return ok({ account, date, balance: major(balance) })
}

type Filter = (statement: Statement, row: Row) => boolean

function filterOf(text: string): Filter | undefined {
  const filters: Filter[] = []
  for (const part of text.split('/').filter((one) => one !== '')) {
    const [, name = '', value = ''] = /^(accounts|series|dim\d+):(.+)$/.exec(part) ?? []
    const values = value.split(',')
    if (name === 'accounts') filters.push((_, row) => values.includes(row.account))
    else if (name === 'series') filters.push((statement) => values.includes(String(SERIES[statement.series])))
    else if (name !== '') filters.push((_, row) => values.includes(row[`dim_${name.slice(3)}`] ?? ''))
    else return undefined
  }
  return (statement, row) => filters.every((one) => one(statement, row))
}

function ledgerRow({ id, series, number, date }: Statement, row: Row, opening: number, closing: number): object {
  return {
    ...{ account: row.account, date, statement_id: id, series, number, description: row.description },
    ...{ debit: major(row.debit), credit: major(row.credit), opening: major(opening), closing: major(closing) },
    dimensions: Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith('dim_'))),
  }
}

/** The accounts in the books, or those that are asked for. */
export function listAccounts({ company, params }: Call): Answer {
  const used = company.statements.flatMap(({ rows }) => rows.map(({ account }) => account))
  const asked = params['accounts']?.split(',') ?? [...new Set(used)].toSorted()
  const there = asked.filter((account) => hasAccount(company.settings, account))
  return ok(there.map((code) => ({ code, name: `Tili ${code}`, is_active: 1 })))
}
