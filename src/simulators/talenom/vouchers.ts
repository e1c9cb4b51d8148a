/** /v2/vouchers and its relatives: stored, listed, deleted; ledger events and balances of accepted ones. */
import { isCivilDate } from '@saatava/core/dates.ts'
import type { Answer } from '../kit/guard.ts'
import { complain, major, ok, pageOf } from './answers.ts'
import type { Commit, Company, Posting, Voucher } from './books.ts'
import { checkVoucher } from './check-voucher.ts'
import type { Call } from './guard.ts'

const PAGE_MAX = 1_000
const EVENTS_MAX = 10_000

/** Stores a list of vouchers, all or none. */
export function addVouchers(call: Call, commit: Commit, fixed: object = {}): Answer {
  const { company, body, now } = call
  const raw = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  const given = jsonOf(raw)
  if (!Array.isArray(given)) return complain('The JSON value could not be converted to a list of vouchers.')
  const made: Voucher[] = []
  const answered: string[] = []
  for (const [i, one] of given.entries()) {
    const record = typeof one === 'object' && one !== null ? { ...(one as object), ...fixed } : one
    const voucher = checkVoucher(company, record, now, raw)
    if (typeof voucher === 'string') return complain(given.length === 1 ? voucher : `[${i}] ${voucher}`)
    answered.push(voucher.id)
    if (!company.vouchers.has(voucher.id)) made.push(voucher)
    else if (company.settings.duplicateIds !== 'return') return complain(`Voucher ${voucher.id} already exists.`)
  }
  for (const voucher of made) commit({ t: 'voucher', company: company.id, voucher })
  if (company.settings.answers === 'empty') return { code: 204, body: undefined }
  return ok(answered.map((voucherId) => ({ voucherId })))
}

/** Without the fields that only drafts need; every posting needs an account and an amount. */
export function addAcceptedVouchers(call: Call, commit: Commit): Answer {
  const given = jsonOf(Buffer.isBuffer(call.body) ? call.body.toString('utf8') : '')
  const list = (Array.isArray(given) ? given : []) as { acceptor?: unknown; postings?: object[] }[]
  if (list.some(({ acceptor }) => typeof acceptor !== 'string' || acceptor.length < 2)) {
    return complain('The acceptor field is required, with at least 2 characters.')
  }
  const vouchers = list.map(({ postings = [], ...one }) => ({
    ...one,
    postings: postings.map((posting) => ({ ...posting, isReadOnly: false })),
  }))
  const body = Buffer.from(JSON.stringify(vouchers))
  return addVouchers({ ...call, body }, commit, { voucherState: 'Accepted', preventVatPeeling: false })
}

export function listVouchers({ company, query }: Call): Answer {
  const { id, dateFrom, dateTo, category, voucherState, includePostings = 'false' } = query
  for (const date of [dateFrom, dateTo]) {
    if (date !== undefined && !isCivilDate(date)) return complain('dateFrom and dateTo must be dates.')
  }
  const within = (list: string | undefined, value: string) => list?.split(',').includes(value) !== false
  const found = [...company.vouchers.values()].filter(
    (voucher) =>
      within(id?.toLowerCase(), voucher.id) &&
      within(category, voucher.category) &&
      within(voucherState, voucher.state) &&
      (dateFrom === undefined || (voucher.date ?? '') >= dateFrom) &&
      (dateTo === undefined || (voucher.date ?? '9999') <= dateTo),
  )
  return pageOf(
    found.map((voucher) => voucherAnswer(voucher, includePostings === 'true')),
    query,
    PAGE_MAX,
  )
}

export function deleteVoucher({ company, params }: Call, commit: Commit): Answer {
  const id = (params['voucher'] ?? '').toLowerCase()
  const voucher = company.vouchers.get(id)
  if (voucher === undefined) return complain('Voucher not found.', 'NotFound', 404)
  if (voucher.state === 'Locked') return complain('A locked voucher cannot be deleted.')
  commit({ t: 'deleted', company: company.id, id })
  return { code: 204, body: undefined }
}

export function listEvents({ company, query }: Call): Answer {
  const { fromDate = '', toDate = '9999', accountNumbers, category } = query
  const found = bookedOf(company)
    .filter(({ date }) => (date ?? '') >= fromDate && (date ?? '') <= toDate)
    .filter((voucher) => category === undefined || voucher.category === category)
    .flatMap((voucher) => voucher.postings.map((posting) => eventAnswer(voucher, posting)))
    .filter(({ accountNumber }) => accountNumbers?.split(',').includes(accountNumber ?? '') !== false)
  return pageOf(found, query, EVENTS_MAX)
}

export function accountBalances({ company, query }: Call): Answer {
  const { date, accountNumbers } = query
  if (date === undefined || accountNumbers === undefined) return complain('date and accountNumbers are required.')
  const postings = bookedOf(company).flatMap((voucher) => ((voucher.date ?? '') <= date ? voucher.postings : []))
  return ok(
    accountNumbers.split(',').map((account) => ({
      account,
      saldo: major(postings.reduce((sum, one) => (one.accountNumber === account ? sum + one.vatExcluded : sum), 0)),
    })),
  )
}

export function usedAccounts({ company, query }: Call): Answer {
  const { fromDate, toDate } = query
  if (fromDate === undefined || toDate === undefined) return complain('fromDate and toDate are required.')
  const used = bookedOf(company)
    .filter(({ date }) => (date ?? '') >= fromDate && (date ?? '') <= toDate)
    .flatMap(({ postings }) => postings.map(({ accountNumber }) => accountNumber ?? ''))
  return ok([...new Set(used)].toSorted().map((number) => ({ number, name: `Tili ${number}` })))
}

function bookedOf({ vouchers }: Company): Voucher[] {
  return [...vouchers.values()].filter(({ state }) => state === 'Accepted' || state === 'Locked')
}

function voucherAnswer(voucher: Voucher, hasPostings: boolean) {
  const { id, category, state, date, description, voucherNumber, invoiceNumber, referenceNumber } = voucher
  const gross = voucher.postings.reduce((sum, one) => (one.vatIncluded > 0 ? sum + one.vatIncluded : sum), 0)
  return {
    ...{ id, category, voucherDate: date, description, voucherState: state, voucherNumber },
    ...{ invoiceNumber, referenceNumber, vatIncludedAmount: major(gross), origin: 'Integration' },
    createdDateUtc: voucher.receivedAt,
    postings: hasPostings ? voucher.postings.map(postingAnswer) : null,
  }
}

function postingAnswer({ vatIncluded, vatExcluded, ...posting }: Posting) {
  return {
    ...posting,
    vatIncludedAmount: major(vatIncluded),
    vatExcludedAmount: major(vatExcluded),
    vatAmount: major(vatIncluded - vatExcluded),
  }
}

function eventAnswer(voucher: Voucher, { vatIncluded: _gross, vatExcluded, ...posting }: Posting) {
  return {
    ...posting,
    debet: vatExcluded > 0 ? major(vatExcluded) : null,
    credit: vatExcluded < 0 ? major(vatExcluded) : null,
    voucherId: voucher.id,
    voucherDescription: voucher.description,
    voucherDate: voucher.date,
    voucherNumber: voucher.voucherNumber,
    category: voucher.category,
    voucherState: voucher.state,
  }
}

function jsonOf(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
