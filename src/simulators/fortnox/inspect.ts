/** The books as tests and people read them: what arrived, oldest first. */
import { minorFromNumber, minorToNumber } from '@saatava/core/money.ts'
import { markerIn } from '../../connectors/marker.ts'
import { type Company, keyOf } from './books.ts'

/** Records whose raw body is shown. */
const RAW_RECENT = 100

export function inspectCompany(company: Company) {
  const payments = [...company.payments.values()]
  return {
    settings: company.settings,
    vouchers: company.vouchers.map((voucher, i) => ({
      key: keyOf(voucher.VoucherSeries, voucher.VoucherNumber, voucher.Year),
      series: voucher.VoucherSeries,
      number: voucher.VoucherNumber,
      marker: markerIn(voucher.Description) ?? null,
      description: voucher.Description,
      comments: voucher.Comments ?? null,
      date: voucher.TransactionDate,
      sum: debitOf(voucher.VoucherRows),
      lines: voucher.VoucherRows,
      receivedAt: voucher.receivedAt,
      ...(i < company.vouchers.length - RAW_RECENT ? {} : { raw: voucher.raw }),
    })),
    payments: payments.map((payment, i) => ({
      number: payment.Number,
      invoiceNumber: payment.InvoiceNumber,
      marker: null,
      date: payment.PaymentDate,
      sum: payment.Amount,
      mode: payment.ModeOfPayment ?? null,
      account: payment.ModeOfPaymentAccount ?? null,
      booked: payment.Booked,
      receivedAt: payment.receivedAt,
      ...(i < payments.length - RAW_RECENT ? {} : { raw: payment.raw }),
    })),
    invoices: [...company.invoices.values()].map(({ open, ...invoice }) => ({
      ...invoice,
      open: open === null ? null : open / 100,
    })),
  }
}

function debitOf(rows: { Debit: number }[]): number {
  let sum = 0n
  for (const { Debit } of rows) {
    const value = minorFromNumber(Debit)
    if (typeof value === 'bigint') sum += value
  }
  return minorToNumber(sum)
}
