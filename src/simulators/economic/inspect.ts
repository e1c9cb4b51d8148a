/** The books as tests and people read them: what arrived, oldest first. */
import { minorFromNumber, minorToNumber } from '@saatava/core/money.ts'
import { markerIn } from '../../connectors/marker.ts'
import { type Company, keyOf, type Voucher } from './books.ts'

/** Records whose raw body is shown. */
const RAW_RECENT = 100

export function inspectCompany(company: Company) {
  const isPayment = ({ entries }: Voucher) => entries.some(({ entryType }) => entryType === 'customerPayment')
  const vouchers = company.vouchers.filter((voucher) => !isPayment(voucher))
  const payments = company.vouchers.filter(isPayment)
  return {
    settings: company.settings,
    vouchers: vouchers.map((voucher, i) => ({
      ...shown(voucher, i < vouchers.length - RAW_RECENT),
      sum: debitOf(voucher),
    })),
    payments: payments.map((voucher, i) => {
      const [entry] = voucher.entries
      return {
        ...shown(voucher, i < payments.length - RAW_RECENT),
        invoiceNumber: String(entry?.customerInvoice),
        // Credits the customer: what was paid is shown with the sign of money received.
        sum: -(entry?.amount ?? 0),
        account: entry?.contraAccount?.accountNumber ?? null,
      }
    }),
    invoices: [...company.invoices.values()].map(({ open, ...invoice }) => ({
      ...invoice,
      open: open === null ? null : open / 100,
    })),
  }
}

function shown({ number, year, journal, entries, booked, receivedAt, raw }: Voucher, old: boolean) {
  const text = entries[0]?.text ?? ''
  return {
    ...{ key: keyOf(year, number), number, journal, marker: markerIn(text) ?? null, text },
    ...{ date: entries[0]?.date, booked, lines: entries, receivedAt },
    ...(old ? {} : { raw }),
  }
}

function debitOf({ entries }: Voucher): number {
  let sum = 0n
  for (const { amount } of entries) {
    const value = minorFromNumber(amount)
    if (typeof value === 'bigint' && value > 0n) sum += value
  }
  return minorToNumber(sum)
}
