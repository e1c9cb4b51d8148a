/** /ledger/voucher: stored with the VAT that Tripletex books itself, found, listed by days, reversed; /ledger/posting. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorToNumber, netOfGross } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'
import { CODE, complain, invalid, notFound, pageOf, recordIn, shown, valueOf } from './answers.ts'
import { type Commit, type Company, nextId, type Posting, type Voucher, yearOf } from './books.ts'
import { faultOfVoucher, idIn, type Json, minorOf, postingsIn, VOUCHER_FIELDS } from './check-voucher.ts'
import { MODELS } from './fields.ts'
import type { Call } from './guard.ts'
import { accountNumber, accountRecord, isClosed, itemNumber, ledgerOf, voucherTypes } from './masters.ts'
import { VAT_TYPES } from './settings.ts'

export function createVoucher({ company, body, query, now }: Call, commit: Commit): Answer {
  const { sendToLedger = 'true' } = query
  if (!['true', 'false'].includes(sendToLedger)) return complain(422, CODE.PARAMETER, 'Ugyldig verdi.', 'sendToLedger')
  const sent = recordIn(body, VOUCHER_FIELDS)
  if ('code' in sent) return sent
  const { record, raw } = sent
  const fault = faultOfVoucher(company, record)
  if (fault !== undefined) return fault
  const type = idIn(record['voucherType'])
  const voucher: Voucher = {
    id: nextId(company),
    number: sendToLedger === 'true' ? nextNumber(company, shown(record['date'])) : 0,
    date: shown(record['date']),
    description: shown(record['description']),
    externalVoucherNumber: shown(record['externalVoucherNumber'] ?? ''),
    ...(type === undefined ? {} : { voucherType: Number(type) }),
    postings: booked(company, postingsIn(record)),
    receivedAt: now.toISOString(),
    raw,
  }
  commit({ t: 'voucher', company: company.id, voucher })
  return valueOf(voucherRecord(company, voucher), MODELS.voucher, query, 201)
}

export function nextNumber(company: Company, date: string): number {
  return (company.lastNumbers.get(yearOf(date)) ?? 0) + 1
}

/** The postings of a voucher, and for each with VAT one more in row 0, on the account of its VAT type. */
function booked(company: Company, sent: Json[]): Posting[] {
  const postings: Posting[] = []
  const add = (posting: Omit<Posting, 'id'>) => postings.push({ id: nextId(company, postings.length + 2), ...posting })
  for (const posting of sent) {
    const gross = minorOf(posting['amountGross'])
    const type = VAT_TYPES.find(({ id }) => id === (idIn(posting['vatType']) ?? 0))
    const net = netOfGross(gross, type?.percentage ?? 0)
    const named = (name: string) => (idIn(posting[name]) === undefined ? {} : { [name]: Number(idIn(posting[name])) })
    const description = shown(posting['description'] ?? '')
    add({
      row: Number(posting['row']),
      account: accountNumber(company, idIn(posting['account'])) ?? 0,
      amount: minorToNumber(net),
      amountGross: minorToNumber(gross),
      description,
      vatType: type?.id ?? 0,
      ...named('customer'),
      ...named('department'),
      ...named('project'),
      ...(posting['invoiceNumber'] === undefined ? {} : { invoiceNumber: shown(posting['invoiceNumber']) }),
    })
    if (net === gross || type?.account === undefined) continue
    const vat = minorToNumber(gross - net)
    add({ row: 0, account: Number(type.account), amount: vat, amountGross: vat, description, vatType: 0 })
  }
  return postings
}

export function findByExternalNumber({ company, query }: Call): Answer {
  const ids = company.byMarker.get(query['externalVoucherNumber'] ?? '') ?? []
  const found = ids.flatMap((id) => company.vouchers.get(id) ?? [])
  return pageOf(
    found.map((voucher) => voucherRecord(company, voucher)),
    MODELS.voucher,
    query,
  )
}

/** Vouchers of the days from dateFrom to the day before dateTo. */
export function listVouchers({ company, query }: Call): Answer {
  const days = daysIn(query)
  if ('code' in days) return days
  const found = [...company.vouchers.values()].filter(({ date }) => date >= days.from && date < days.to)
  return pageOf(
    found.map((voucher) => voucherRecord(company, voucher)),
    MODELS.voucher,
    query,
  )
}

export function readVoucher({ company, params, query }: Call): Answer {
  const voucher = company.vouchers.get(Number(params['id']))
  return voucher === undefined ? notFound() : valueOf(voucherRecord(company, voucher), MODELS.voucher, query)
}

export function reverseVoucher({ company, params, query, now }: Call, commit: Commit): Answer {
  const voucher = company.vouchers.get(Number(params['id']))
  if (voucher === undefined) return notFound()
  const { date } = query
  if (date === undefined || !isCivilDate(date)) return invalid('date', 'Kan ikke være null.')
  if (isClosed(company.settings, date)) return invalid('date', 'Regnskapsperioden er lukket.')
  if (voucher.reversedBy !== undefined) return invalid('id', 'Bilaget er allerede reversert.')
  const opposite: Voucher = {
    id: nextId(company),
    number: nextNumber(company, date),
    date,
    description: `Reversering av bilag ${voucher.number}`,
    externalVoucherNumber: '',
    postings: voucher.postings.map((posting, i) => ({
      ...posting,
      ...{ id: nextId(company, i + 2), amount: -posting.amount, amountGross: -posting.amountGross },
    })),
    receivedAt: now.toISOString(),
  }
  commit({ t: 'voucher', company: company.id, voucher: opposite })
  commit({ t: 'reversed', company: company.id, voucher: voucher.id, by: opposite.id })
  return valueOf(voucherRecord(company, opposite), MODELS.voucher, query)
}

export function listPostings({ company, query }: Call): Answer {
  const days = daysIn(query)
  if ('code' in days) return days
  const from = Number(query['accountNumberFrom'] ?? 0)
  const to = Number(query['accountNumberTo'] ?? 99_999)
  const found = [...company.vouchers.values()].flatMap((voucher) =>
    voucher.date >= days.from && voucher.date < days.to
      ? voucher.postings
          .filter(({ account }) => account >= from && account <= to)
          .map((posting) => postingRecord(company, voucher, posting))
      : [],
  )
  return pageOf(found, MODELS.posting, query)
}

function daysIn({ dateFrom, dateTo }: Record<string, string | undefined>): { from: string; to: string } | Answer {
  if (dateFrom === undefined || !isCivilDate(dateFrom)) return invalid('dateFrom', 'Kan ikke være null.')
  if (dateTo === undefined || !isCivilDate(dateTo)) return invalid('dateTo', 'Kan ikke være null.')
  if (dateTo <= dateFrom) return invalid('dateTo', 'Må være etter dateFrom.')
  return { from: dateFrom, to: dateTo }
}

function headOf(company: Company, voucher: Voucher): object {
  const { id, number, date, description, externalVoucherNumber, voucherType, reversedBy } = voucher
  return {
    ...{ id, number, date, description, externalVoucherNumber, year: Number(yearOf(date)) },
    numberAsString: number === 0 ? '<Ikke bokført>' : `${number}-${yearOf(date)}`,
    voucherType: voucherTypes(company).find((type) => type.id === voucherType) ?? null,
    reverseVoucher: reversedBy === undefined ? null : { id: reversedBy },
  }
}

function voucherRecord(company: Company, voucher: Voucher): object {
  const postings = voucher.postings.map((posting) => postingRecord(company, voucher, posting))
  return { ...headOf(company, voucher), postings }
}

export function postingRecord(company: Company, voucher: Voucher, posting: Posting): object {
  const { account, vatType, customer, department, project, ...rest } = posting
  const item = (kind: 'customer' | 'department' | 'project', id: number | undefined, field: string) =>
    id === undefined ? null : { id, [field]: itemNumber(company, kind, id) }
  return {
    ...rest,
    date: voucher.date,
    type: null,
    account: accountRecord(company, account),
    vatType: VAT_TYPES.find(({ id }) => id === vatType) ?? null,
    customer: item('customer', customer, 'customerNumber'),
    department: item('department', department, 'departmentNumber'),
    project: item('project', project, 'number'),
    voucher: headOf(company, voucher),
  }
}

/** Whether a voucher is a payment: one that was registered on an invoice, or each of whose postings names one. */
export function isPayment({ invoice, postings }: Voucher): boolean {
  return invoice !== undefined || postings.every(({ invoiceNumber }) => invoiceNumber !== undefined)
}

/** The amount of a payment: what the customer ledger is credited, else the debit side. */
export function paidIn({ postings }: Voucher): number {
  const onCustomers = postings.filter(({ account }) => ledgerOf(account) === 'CUSTOMER')
  const credited = onCustomers.reduce((sum, { amount }) => sum - minorOf(amount), 0n)
  if (onCustomers.length > 0) return minorToNumber(credited)
  return minorToNumber(postings.reduce((sum, { amount }) => (amount > 0 ? sum + minorOf(amount) : sum), 0n))
}
