/** Lists that belong to a company's set-up: voucher types, periods, accounts. */
import { tag } from './envelope.ts'
import type { Company } from './records.ts'
import { DEFAULT_ACCOUNTS } from './vat-codes.ts'
import { keyOfType, VOUCHER_TYPES } from './voucher-types.ts'

const DEFAULT_TYPES: Record<string, string> = {
  SalesInvoices: 'ML',
  SalesInvoicePayments: 'MS',
  PurchaseInvoices: 'OL',
  PurchaseInvoicePayments: 'OS',
  OtherSystemGeneratedVouchers: 'AT',
  BankStatementViewVouchers: 'PT',
  Accruals: 'JK',
}

export function voucherTypeList(): string {
  const defaults = Object.entries(DEFAULT_TYPES).map(
    ([purpose, abbreviation]) => `<${purpose}>${tag('NetvisorKey', keyOfType(abbreviation))}</${purpose}>`,
  )
  const types = VOUCHER_TYPES.map(
    (type) =>
      `<VoucherType>${tag('NetvisorKey', type.netvisorKey)}${tag('Abbreviation', type.abbreviation)}${tag(
        'Name',
        type.name,
      )}${tag('ForeignName', type.foreignName, ' iso-3166="en"')}</VoucherType>`,
  )
  return `<VoucherTypeList><DefaultVoucherTypes>${defaults.join('')}</DefaultVoucherTypes><VoucherTypes>${types.join('')}</VoucherTypes></VoucherTypeList>`
}

/** Calendar years around now. A lock date is the last locked day. */
export function accountingPeriodList(company: Company, now: Date): string {
  const closed = company.settings.closedBefore
  const lock = closed === undefined ? undefined : dayBefore(closed)
  const year = now.getUTCFullYear()
  const periods = [year - 2, year - 1, year, year + 1].map(
    (one, i) =>
      `<Period>${tag('NetvisorKey', i + 1)}${tag('Name', one)}${tag('BeginDate', `${one}-01-01`)}${tag('EndDate', `${one}-12-31`)}</Period>`,
  )
  const locks = ['AccountingPeriodLockDate', 'VatPeriodLockDate', 'PurchaseLockDate'].map((name) => tag(name, lock))
  return `<AccountingPeriodList><PeriodLockInformation>${locks.join('')}</PeriodLockInformation>${periods.join('')}</AccountingPeriodList>`
}

/** Every account of 1000–9999 the company has. */
export function accountList(company: Company): string {
  const missing = new Set(company.settings.missingAccounts?.map(String))
  const defaults = Object.entries(DEFAULT_ACCOUNTS).map(([name, account]) =>
    tag(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, account),
  )
  let accounts = ''
  for (let number = 1_000; number <= 9_999; number += 1) {
    if (missing.has(String(number))) continue
    accounts += `<Account>${tag('NetvisorKey', number)}${tag('Number', number)}${tag('Name', `Account ${number}`)}<AccountType>account</AccountType><IsActive>1</IsActive></Account>`
  }
  return `<AccountList><CompanyDefaultAccounts>${defaults.join('')}</CompanyDefaultAccounts><Accounts>${accounts}</Accounts></AccountList>`
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
