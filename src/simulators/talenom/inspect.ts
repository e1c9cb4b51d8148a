/** The books as tests and people read them: each record as it arrived, oldest first; payments by their category. */
import { markerIn } from '../../connectors/marker.ts'
import { major } from './answers.ts'
import type { Company, Voucher } from './books.ts'

/** Vouchers whose raw body is shown. */
const RAW_RECENT = 100
const PAYMENTS = ['ReferenceTransactions', 'BankTransactions']

export function inspectCompany({ settings, vouchers }: Company) {
  const all = [...vouchers.values()]
  const shown = all.map((voucher, i) => ({ voucher, record: recordOf(voucher, i >= all.length - RAW_RECENT) }))
  const isPayment = ({ voucher: { category } }: { voucher: Voucher }) => PAYMENTS.includes(category)
  return {
    settings,
    vouchers: shown.filter((one) => !isPayment(one)).map(({ record }) => record),
    payments: shown.filter(isPayment).map(({ record }) => record),
  }
}

function recordOf(voucher: Voucher, isRecent: boolean) {
  const { id, category, state, date, description, comment, voucherNumber, invoiceNumber, referenceNumber } = voucher
  const lines = voucher.postings.map(({ vatIncluded, vatExcluded, ...posting }) => ({
    accountNumber: posting.accountNumber,
    vatIncludedAmount: major(vatIncluded),
    vatExcludedAmount: major(vatExcluded),
    ...Object.fromEntries(Object.entries(posting).filter(([, value]) => value !== null && value !== false)),
  }))
  return {
    ...{ id, category, state, marker: markerIn(description) ?? null, description, comment, date },
    ...{ voucherNumber, invoiceNumber, referenceNumber, acceptor: voucher.acceptor },
    sum: major(
      voucher.postings.reduce(
        (sum, one) => (!one.generatedPosting && one.vatIncluded > 0 ? sum + one.vatIncluded : sum),
        0,
      ),
    ),
    ...{ lines, receivedAt: voucher.receivedAt },
    ...(isRecent ? { raw: voucher.raw } : {}),
  }
}
