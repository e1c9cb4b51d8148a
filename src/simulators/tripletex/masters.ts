/** The records that vouchers name by id: accounts, VAT types, customers, departments, projects, voucher types, payment types, periods. */
import type { Answer } from '../kit/guard.ts'
import { pageOf, valueOf } from './answers.ts'
import type { Commit, Company, Item } from './books.ts'
import { MODELS } from './fields.ts'
import type { Call } from './guard.ts'
import { type CompanySettings, PAYMENT_TYPES, VAT_TYPES, type VatType, VOUCHER_TYPES } from './settings.ts'

const FIRST_YEAR = 2020
const YEARS = 20
const CUSTOMER_DEFAULT = '19999'

function accountId(company: Company, number: number | string): number {
  return company.base + Number(number)
}

/** The number of an account by its id; undefined for the id of another company, and where the chart lacks it. */
export function accountNumber(company: Company, id: unknown): number | undefined {
  const number = Number(id) - company.base
  return isAccount(company.settings, number) ? number : undefined
}

function isAccount({ missingAccounts = [] }: CompanySettings, number: number): boolean {
  return Number.isInteger(number) && number >= 1_000 && number <= 9_999 && !missingAccounts.includes(String(number))
}

/** The VAT type that an account is locked to. */
export function lockOf({ lockedAccounts = {} }: CompanySettings, number: number): VatType | undefined {
  return VAT_TYPES.find((type) => type.number === lockedAccounts[String(number)])
}

export function ledgerOf(number: number): 'CUSTOMER' | 'VENDOR' | 'GENERAL' {
  return number === 1_500 ? 'CUSTOMER' : number === 2_400 ? 'VENDOR' : 'GENERAL'
}

export function accountRecord(company: Company, number: number): object {
  const lock = lockOf(company.settings, number)
  return {
    ...{ id: accountId(company, number), number, name: `Konto ${number}`, ledgerType: ledgerOf(number) },
    ...{ isInactive: false, vatLocked: lock !== undefined, vatType: lock ?? VAT_TYPES[0] },
  }
}

export function listAccounts({ company, query }: Call): Answer {
  const asked = query['number']?.split(',').map(Number)
  const numbers = asked ?? Array.from({ length: 9_000 }, (_, i) => 1_000 + i)
  const found = numbers.filter((number) => isAccount(company.settings, number))
  return pageOf(
    found.map((number) => accountRecord(company, number)),
    MODELS.account,
    query,
  )
}

export function listVatTypes({ query }: Call): Answer {
  const { number } = query
  return pageOf(
    VAT_TYPES.filter((type) => number === undefined || number.split(',').includes(type.number)),
    MODELS.vatType,
    query,
  )
}

export function voucherTypes(company: Company): { id: number; name: string }[] {
  return (company.settings.voucherTypes ?? VOUCHER_TYPES).map((name, i) => ({ id: company.base + i + 1, name }))
}

export function listVoucherTypes({ company, query }: Call): Answer {
  const { name = '' } = query
  return pageOf(
    voucherTypes(company).filter((type) => type.name.includes(name)),
    MODELS.named,
    query,
  )
}

export function paymentTypes(company: Company): { id: number; description: string; account: string }[] {
  return (company.settings.paymentTypes ?? PAYMENT_TYPES).map(({ name, account }, i) => ({
    ...{ id: company.base + i + 1, description: name, account },
  }))
}

export function listPaymentTypes({ company, query }: Call): Answer {
  const { description: part = '' } = query
  const found = paymentTypes(company).filter(({ description }) => description.includes(part))
  return pageOf(
    found.map(({ account, ...type }) => ({ ...type, debitAccount: accountRecord(company, Number(account)) })),
    MODELS.paymentType,
    query,
  )
}

/** Months; those that begin before `closedBefore` are closed. `end` is the day after the last. */
export function listPeriods({ company, query }: Call): Answer {
  const { closedBefore = '' } = company.settings
  const first = (month: number) => new Date(Date.UTC(FIRST_YEAR, month, 1)).toISOString().slice(0, 10)
  const periods = Array.from({ length: YEARS * 12 }, (_, i) => {
    const start = first(i)
    return {
      ...{ id: company.base + i + 1, number: (i % 12) + 1, name: start.slice(0, 7), start, end: first(i + 1) },
      isClosed: start < closedBefore,
    }
  })
  return pageOf(periods, MODELS.period, query)
}

/** Whether nothing may be booked on a day. */
export function isClosed({ closedBefore = '' }: CompanySettings, date: string): boolean {
  return `${date.slice(0, 7)}-01` < closedBefore
}

/** Records of one kind with this number: an unknown one comes into being where the settings list none. */
export function listItems(kind: Item['kind'], parameter: string, commit: Commit) {
  return ({ company, query }: Call): Answer => {
    const number = query[parameter]
    const listed = listedOf(kind, company.settings)
    const wanted = number === undefined ? (listed ?? []) : [number]
    const there = wanted.filter((one) => listed?.includes(one) ?? true)
    for (const one of there) {
      if (idOfItem(company, kind, one) === undefined) {
        commit({ t: 'item', company: company.id, item: { kind, number: one } })
      }
    }
    return pageOf(
      there.map((one) => itemRecord(kind, one, idOfItem(company, kind, one))),
      kind === 'customer' ? MODELS.customer : MODELS[kind],
      query,
    )
  }
}

function listedOf(kind: Item['kind'], settings: CompanySettings): readonly string[] | undefined {
  if (kind === 'customer') return settings.customers ?? [CUSTOMER_DEFAULT]
  return kind === 'department' ? settings.departments : settings.projects
}

function idOfItem(company: Company, kind: Item['kind'], number: string): number | undefined {
  const at = company.items.findIndex((item) => item.kind === kind && item.number === number)
  return at === -1 ? undefined : company.base + at + 1
}

/** The number of a department, project or customer by its id; undefined where it is not there, or not any more. */
export function itemNumber(company: Company, kind: Item['kind'], id: unknown): string | undefined {
  const item = company.items[Number(id) - company.base - 1]
  if (item?.kind !== kind) return undefined
  return (listedOf(kind, company.settings)?.includes(item.number) ?? true) ? item.number : undefined
}

function itemRecord(kind: Item['kind'], number: string, id: number | undefined): object {
  const field = kind === 'customer' ? 'customerNumber' : kind === 'department' ? 'departmentNumber' : 'number'
  return { id, name: `${kind} ${number}`, [field]: kind === 'customer' ? Number(number) : number }
}

export function whoAmI({ company, query }: Call): Answer {
  const own = { id: company.base, name: company.id, organizationNumber: '999999999' }
  return valueOf({ company: own, employee: { id: company.base + 1 } }, MODELS.whoAmI, query)
}
