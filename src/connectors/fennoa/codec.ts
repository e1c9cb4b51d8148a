/** Fennoa's form data. Amounts are exact decimals made from minor units; a row has debit or credit, never a minus. */
import { absolute, minorToText } from '@saatava/core/money.ts'

export interface StatementRow {
  account: string
  /** Minor units, + debit and − credit. */
  amount: bigint
  description?: string
  /** Number of a VAT handling. */
  vatCode?: string
  /** Dimension type, by name or number, and the code of a dimension of that type. */
  dimensions: { type: string; code: string }[]
}

export interface Statement {
  series: string
  date: string
  description: string
  rows: StatementRow[]
}

/** @param typeIds numbers of the dimension types, by the names that rows use */
export function statementForm({ series, date, description, rows }: Statement, typeIds: Map<string, string>): string {
  const form = new URLSearchParams({ entry_date: date, statement_series_code: series, description })
  for (const [index, row] of rows.entries()) {
    // Rows are counted from 1, as in the vendor's examples.
    const set = (name: string, value: string) => form.set(`row[${index + 1}][${name}]`, value)
    set('account', row.account)
    set(row.amount < 0n ? 'credit' : 'debit', minorToText(absolute(row.amount)))
    if (row.description !== undefined) set('description', row.description)
    if (row.vatCode !== undefined) set('vatcode', row.vatCode)
    for (const { type, code } of row.dimensions) set(`dim_${typeIds.get(type) ?? type}`, code)
  }
  return form.toString()
}

export interface InvoicePayment {
  invoiceNumber: string
  date: string
  /** Minor units. */
  amount: bigint
  type: string
  description: string
}

export function paymentForm({ invoiceNumber, date, amount, type, description }: InvoicePayment): string {
  return new URLSearchParams({
    invoice_no: invoiceNumber,
    payment_date: date,
    sum: minorToText(amount),
    payment_type: type,
    is_factoring: '0',
    description,
  }).toString()
}
