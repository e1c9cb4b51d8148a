/** The books as tests and people read them: what arrived, oldest first. */
import { minorToNumber } from '@saatava/core/money.ts'
import { markerIn } from '../../connectors/marker.ts'
import type { Company, Posting, Voucher } from './books.ts'
import { minorOf } from './check-voucher.ts'
import { itemNumber } from './masters.ts'
import { VAT_TYPES } from './settings.ts'
import { isPayment, paidIn } from './vouchers.ts'

/** Records whose raw body is shown. */
const RAW_RECENT = 100

export function inspectCompany(company: Company) {
  const all = [...company.vouchers.values()]
  const payments = all.filter(isPayment)
  const vouchers = all.filter((voucher) => !isPayment(voucher))
  const line = (posting: Posting) => lineOf(company, posting)
  return {
    settings: company.settings,
    vouchers: vouchers.map((voucher, i) => ({
      ...common(voucher),
      sum: debitOf(voucher.postings),
      lines: voucher.postings.map(line),
      reversed: voucher.reversedBy !== undefined,
      ...(i < vouchers.length - RAW_RECENT ? {} : { raw: voucher.raw }),
    })),
    payments: payments.map((voucher, i) => ({
      ...common(voucher),
      invoiceNumber: voucher.postings[0]?.invoiceNumber ?? null,
      sum: paidIn(voucher),
      paymentType: voucher.paymentType ?? null,
      lines: voucher.postings.map(line),
      ...(i < payments.length - RAW_RECENT ? {} : { raw: voucher.raw }),
    })),
    invoices: [...company.invoices.values()].map(({ open, ...invoice }) => ({
      ...invoice,
      open: open === null ? null : open / 100,
    })),
  }
}

function common({ id, number, date, description, externalVoucherNumber, receivedAt }: Voucher) {
  return { id, number, marker: markerIn(externalVoucherNumber) ?? null, date, description, receivedAt }
}

function lineOf(company: Company, posting: Posting) {
  const { row, account, amount, amountGross, vatType, customer, department, project, description } = posting
  const number = (kind: 'customer' | 'department' | 'project', id: number | undefined) =>
    id === undefined ? {} : { [kind]: itemNumber(company, kind, id) ?? null }
  return {
    ...{ row, account, amount, amountGross, description },
    vatCode: VAT_TYPES.find(({ id }) => id === vatType)?.number ?? null,
    ...number('customer', customer),
    ...number('department', department),
    ...number('project', project),
    ...(posting.invoiceNumber === undefined ? {} : { invoiceNumber: posting.invoiceNumber }),
  }
}

function debitOf(postings: readonly Posting[]): number {
  return minorToNumber(postings.reduce((sum, { amount }) => (amount > 0 ? sum + minorOf(amount) : sum), 0n))
}
