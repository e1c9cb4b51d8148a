/** The books as tests and people read them: each record as it arrived, oldest first. */
import { markerIn } from '../../connectors/marker.ts'
import { major } from './answers.ts'
import type { Company } from './books.ts'

/** Records whose raw body is shown. */
const RAW_RECENT = 100

export function inspectCompany({ settings, statements, payments, invoices }: Company) {
  const numbers = new Map([...invoices.values()].map(({ id, number }) => [id, number]))
  return {
    settings,
    vouchers: statements.map(({ id, series, number, date, description, rows, receivedAt, raw }, i) => ({
      ...{ id, series, number, marker: markerIn(description) ?? null, description, date },
      sum: major(rows.reduce((sum, { debit }) => sum + debit, 0)),
      lines: rows.map((row) => ({ ...row, debit: major(row.debit), credit: major(row.credit) })),
      receivedAt,
      ...(i < statements.length - RAW_RECENT ? {} : { raw }),
    })),
    payments: payments.map(({ id, invoiceId, sum, date, type, description, receivedAt, raw }, i) => ({
      ...{ id, invoiceNumber: numbers.get(invoiceId) ?? null, marker: markerIn(description) ?? null },
      ...{ date, sum: major(sum), type, description, receivedAt },
      ...(i < payments.length - RAW_RECENT ? {} : { raw }),
    })),
    invoices: [...invoices.values()].map(({ open, ...invoice }) => ({
      ...invoice,
      open: open === null ? null : major(open),
    })),
  }
}
