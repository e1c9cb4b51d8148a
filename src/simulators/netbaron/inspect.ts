import { minorToNumber } from '@saatava/core/money.ts'
import { markerIn } from '../../connectors/marker.ts'
import type { BookedReceipt, Company } from './company.ts'

const RAW_RECENT = 100

/** A company's books in the order they were written; files of payments bear "-payment" in their name. */
export function inspectCompany(company: Company): unknown {
  const receipts = [...company.receipts.values()]
  const shown = receipts.map((receipt, index) => ({
    payment: receipt.file.includes('-payment'),
    voucher: voucherOf(company, receipt, index >= receipts.length - RAW_RECENT),
  }))
  const refused = [...company.acknowledgements].filter(([, words]) => words !== '')
  return {
    vouchers: shown.filter(({ payment }) => !payment).map(({ voucher }) => voucher),
    payments: shown.filter(({ payment }) => payment).map(({ voucher }) => voucher),
    refused: refused.map(([file, text]) => ({ file, text })),
    waiting: [...company.waiting],
    files: company.files.size,
  }
}

function voucherOf(company: Company, receipt: BookedReceipt, withRaw: boolean): unknown {
  const { number, series, lines, file, receivedAt, bookedAt } = receipt
  const debit = lines.reduce((sum, { net, vat }) => sum + (net > 0n ? net : 0n) + (vat > 0n ? vat : 0n), 0n)
  return {
    key: number,
    number,
    series,
    marker: markerIn(number) ?? null,
    date: lines.reduce((earliest, { date }) => (date < earliest ? date : earliest), lines[0]?.date ?? ''),
    description: lines[0]?.description ?? '',
    total: minorToNumber(debit),
    lines: lines.map((line) => ({
      ...line,
      net: minorToNumber(line.net),
      vat: minorToNumber(line.vat),
      gross: minorToNumber(line.net + line.vat),
      taxableVat: minorToNumber(line.taxableVat),
    })),
    file,
    receivedAt,
    bookedAt,
    ...(withRaw ? { raw: company.files.get(file)?.bytes.toString('utf8') } : {}),
  }
}
