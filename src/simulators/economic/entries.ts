/** Entries as they are listed: of a journal while they wait, of an accounting year once they are booked. */
import type { Answer, Call } from '../kit/guard.ts'
import { complain, pageOf } from './answers.ts'
import type { Company, DraftEntry, Voucher } from './books.ts'
import { filterOf } from './filter.ts'
import { journalsOf, yearsOf } from './settings.ts'

const JOURNAL_FILTERS = [
  ...['amount', 'contraAccount.accountNumber', 'currency.code', 'date', 'entryType', 'journalEntryNumber', 'text'],
  'voucher.voucherNumber',
]
/** Two versions of the vendor's page differ: these two stand in both. */
const YEAR_FILTERS = ['currency', 'date']

/** The accounts of customers and of VAT, which e-conomic knows by its groups and codes. */
const CUSTOMERS_ACCOUNT = 5600
const VAT_ACCOUNT = 6902

/** `GET /journals/{n}/entries` */
export function listDrafts({ company, params, query }: Call<Company>): Answer {
  const journal = Number(params['journal'])
  if (!journalsOf(company.settings).includes(journal)) return complain(404, `journal ${params['journal']} not found.`)
  const drafts = company.vouchers.filter((voucher) => voucher.journal === journal && !voucher.booked)
  return filtered(
    drafts.flatMap((voucher) => voucher.entries.map((entry) => draftAnswer(voucher, entry))),
    query,
    JOURNAL_FILTERS,
  )
}

/** `GET /accounting-years/{year}/entries` */
export function listBooked({ company, params, query }: Call<Company>): Answer {
  const year = (params['year'] ?? '').replaceAll('_6_', '/')
  if (!yearsOf(company.settings).some((one) => one.year === year)) {
    return complain(404, `accounting year ${year} not found.`)
  }
  const booked = company.vouchers.filter((voucher) => voucher.year === year && voucher.booked)
  return filtered(
    booked.flatMap((voucher) => voucher.entries.flatMap((entry) => bookedAnswer(voucher, entry))),
    query,
    YEAR_FILTERS,
  )
}

export function filtered(
  records: Record<string, unknown>[],
  query: Record<string, string | undefined>,
  properties: readonly string[],
): Answer {
  const keeps = filterOf(query['filter'], properties)
  return typeof keeps === 'function' ? pageOf(records.filter(keeps), query) : keeps
}

function draftAnswer({ journal, number, year }: Voucher, entry: DraftEntry): Record<string, unknown> {
  const voucher = { voucherNumber: number, accountingYear: { year } }
  return { ...entry, journal: { journalNumber: journal }, voucher }
}

// Booking splits VAT off, and books the customer and the contra account as separate entries.
function bookedAnswer({ number }: Voucher, entry: DraftEntry): Record<string, unknown>[] {
  const { date, text, entryType, currency, amount, vatAmount = 0, contraAccount } = entry
  const line = (accountNumber: number, value: number) => ({
    ...{ account: { accountNumber }, amount: value, amountInBaseCurrency: value, currency: currency.code },
    ...{ date, text, entryType, voucherNumber: number },
  })
  const lines = [line(entry.account?.accountNumber ?? CUSTOMERS_ACCOUNT, cents(amount - vatAmount))]
  if (vatAmount !== 0) lines.push(line(VAT_ACCOUNT, vatAmount))
  if (contraAccount !== undefined) lines.push(line(contraAccount.accountNumber, -amount))
  return lines
}

function cents(value: number): number {
  return Math.round(value * 100) / 100
}
