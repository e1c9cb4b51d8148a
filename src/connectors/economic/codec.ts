/** e-conomic's JSON. Written by hand, because amounts are exact decimals made from minor units, never a float. */
import { minorToText } from '@saatava/core/money.ts'

export const TEXT_MAX = 250
export const VAT_CODE_MAX = 5

/** A line of a voucher: minor units, + debit and − credit; gross where it has a VAT code. */
export interface FinanceEntry {
  account: string
  amount: bigint
  text: string
  vat?: { code: string; amount: bigint }
  department?: string
  project?: string
}

/** The payment of an invoice: the customer against the account that the money came to. */
interface CustomerPayment {
  customer: string
  invoice: string
  /** Minor units, with e-conomic's sign: minus credits the customer. */
  amount: bigint
  contraAccount: string
  text: string
}

export interface Voucher {
  year: string
  journal: string
  date: string
  currency: string
  finance: FinanceEntry[]
  payments: CustomerPayment[]
}

export function voucherJson({ year, journal, date, currency, finance, payments }: Voucher): string {
  const shared = `"date":"${date}","currency":{"code":"${currency}"}`
  const lists = [
    list('financeVouchers', finance.map(financeJson), shared),
    list('customerPayments', payments.map(paymentJson), shared),
  ].filter((text) => text !== '')
  return (
    `{"accountingYear":{"year":${JSON.stringify(year)}},"journal":{"journalNumber":${journal}},` +
    `"entries":{${lists.join(',')}}}`
  )
}

function list(name: string, entries: string[], shared: string): string {
  return entries.length === 0 ? '' : `"${name}":[${entries.map((entry) => `{${entry},${shared}}`).join(',')}]`
}

function financeJson({ account, amount, text, vat, department, project }: FinanceEntry): string {
  return (
    `"account":{"accountNumber":${account}},"amount":${minorToText(amount)},"text":${JSON.stringify(text)}` +
    (vat === undefined
      ? ''
      : `,"vatAccount":{"vatCode":${JSON.stringify(vat.code)}},"vatAmount":${minorToText(vat.amount)}`) +
    (department === undefined ? '' : `,"departmentalDistribution":{"departmentalDistributionNumber":${department}}`) +
    (project === undefined ? '' : `,"project":{"projectNumber":${project}}`)
  )
}

function paymentJson({ customer, invoice, amount, contraAccount, text }: CustomerPayment): string {
  return (
    `"customer":{"customerNumber":${customer}},"customerInvoice":${invoice},"amount":${minorToText(amount)},` +
    `"contraAccount":{"accountNumber":${contraAccount}},"text":${JSON.stringify(text)}`
  )
}
