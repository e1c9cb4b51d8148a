/** The books as tests and people read them: what arrived, oldest first. */
import { minorFromNumber, minorToNumber } from '@saatava/core/money.ts'
import { markerIn } from '../../connectors/marker.ts'
import type { Company, Voucher } from './books.ts'

/** Records whose raw body is shown. */
const RAW_RECENT = 100

/** A payment is a voucher of a type for payments. */
export function inspectCompany(company: Company) {
  return {
    settings: company.settings,
    vouchers: shownOf(company.vouchers.filter(({ isPayment }) => !isPayment)),
    payments: shownOf(company.vouchers.filter(({ isPayment }) => isPayment)),
  }
}

function shownOf(vouchers: Voucher[]) {
  return vouchers.map(({ raw, isDeleted = false, isPayment: _payment, ...voucher }, i) => ({
    ...voucher,
    marker: markerIn(voucher.entries[0]?.description ?? '') ?? null,
    isDeleted,
    sum: debitOf(voucher),
    ...(i < vouchers.length - RAW_RECENT ? {} : { raw }),
  }))
}

function debitOf({ entries }: Pick<Voucher, 'entries'>): number {
  let sum = 0n
  for (const { amount } of entries) {
    const value = minorFromNumber(amount)
    if (typeof value === 'bigint' && value > 0n) sum += value
  }
  return minorToNumber(sum)
}
