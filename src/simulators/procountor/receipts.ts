/** /ledgerreceipts: stored, changed, approved, invalidated, searched. */
import { minorToNumber } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'
import { complain, complainAll, objectOf, ok, pageOf } from './answers.ts'
import { nextId, nextVersion } from './books.ts'
import type { Company, Entry, Receipt, Transaction } from './records.ts'
import { checkReceipt } from './check-receipt.ts'
import { isWithin, type Query } from './parameters.ts'
import { isClosed } from './settings.ts'

/** Account for the cents of a reconciliation row. */
const ROUNDING_ACCOUNT = '8450'
const IDS_MAX = 200

export type Commit = (entry: Entry) => void

export function createReceipt(company: Company, body: unknown, query: Query, now: Date, commit: Commit): Answer {
  const sent = objectOf(body)
  if (sent === undefined) return complain(400, 'Request body is not a JSON object')
  const reconcile = query['createReconciliation'] === 'true'
  const { complaints, off } = checkReceipt(company, sent.json, reconcile)
  if (complaints.length > 0) return complainAll(400, complaints)
  const version = nextVersion(company, now)
  const receipt: Receipt = {
    ...(sent.json as unknown as Receipt),
    id: nextId(company),
    status: 'UNFINISHED',
    invoiceId: nextId(company),
    receiptNumber: company.lastNumber + 1,
    created: version,
    version,
    transactions: numbered(company, sent.json['transactions'] as Transaction[], off),
  }
  commit({ t: 'receipt', company: company.id, receipt, raw: sent.raw })
  return ok(receipt)
}

export function changeReceipt(
  company: Company,
  id: number,
  body: unknown,
  query: Query,
  now: Date,
  commit: Commit,
): Answer {
  const known = company.receipts.get(id)?.record
  if (known === undefined) return complain(404, 'Ledger receipt not found')
  const sent = objectOf(body)
  if (sent === undefined) return complain(400, 'Request body is not a JSON object')
  if (sent.json['version'] !== known.version) {
    return complain(409, `Ledger receipt was changed at ${known.version} by someone else`, 'version')
  }
  if (known.status !== 'UNFINISHED') return complain(400, `Ledger receipt is ${known.status}`, 'status')
  const { complaints, off } = checkReceipt(company, sent.json, query['createReconciliation'] === 'true')
  if (complaints.length > 0) return complainAll(400, complaints)
  const { status, invoiceId, receiptNumber, created } = known
  const receipt: Receipt = {
    ...(sent.json as unknown as Receipt),
    id,
    status,
    invoiceId,
    receiptNumber,
    created,
    version: nextVersion(company, now),
    transactions: numbered(company, sent.json['transactions'] as Transaction[], off),
  }
  commit({ t: 'changed', company: company.id, receipt })
  return ok(receipt)
}

function numbered(company: Company, transactions: Transaction[], off: bigint): Transaction[] {
  const all = transactions.map((transaction) => ({ ...transaction, id: nextId(company) }))
  if (off === 0n) return all
  const cents = { accountingValue: minorToNumber(-off), vatPercent: 0, id: nextId(company) }
  return [...all, { transactionType: 'RECONCILIATION_ENTRY', account: ROUNDING_ACCOUNT, ...cents }]
}

/** Status that a receipt must have, and the status it gets. */
const STEPS = {
  approve: { from: ['UNFINISHED'], to: 'APPROVED' },
  invalidate: { from: ['UNFINISHED', 'APPROVED'], to: 'INVALIDATED' },
  unfinished: { from: ['APPROVED', 'INVALIDATED'], to: 'UNFINISHED' },
} as const
export type Step = keyof typeof STEPS

export function stepReceipt(company: Company, id: number, step: Step, now: Date, commit: Commit): Answer {
  const known = company.receipts.get(id)?.record
  if (known === undefined) return complain(404, 'Ledger receipt not found')
  const { from, to } = STEPS[step]
  if (!from.some((status) => status === known.status))
    return complain(403, `Ledger receipt is ${known.status}`, 'status')
  if (step !== 'approve' && isClosed(company.settings, known.receiptDate)) {
    return complain(403, 'Ledger receipt is in a closed fiscal period')
  }
  commit({ t: 'state', company: company.id, id, status: to, version: nextVersion(company, now) })
  return ok({ message: `Ledger receipt ${id} is ${to}` })
}

/** GET /ledgerreceipts/{id} or a comma-separated list; several are answered as an array. */
export function readReceipts(company: Company, ids: string): Answer {
  const wanted = ids.split(',')
  if (wanted.length > IDS_MAX) return complain(400, `At most ${IDS_MAX} ids`)
  const found = wanted.map((id) => company.receipts.get(Number(id))?.record).filter((receipt) => receipt !== undefined)
  if (found.length === 0) return complain(404, 'Ledger receipt not found')
  return ok(wanted.length === 1 ? found[0] : found)
}

export function searchReceipts(company: Company, query: Query): Answer {
  const { startDate, endDate, types, status } = query
  if (types !== undefined && !types.split(',').includes('JOURNAL')) return pageOf([], query)
  const oneDay = startDate !== undefined && startDate === endDate
  const ids = oneDay ? [...(company.byDate.get(startDate) ?? [])] : [...company.receipts.keys()]
  const found = ids
    .map((id) => company.receipts.get(id)?.record)
    .filter((receipt) => receipt !== undefined)
    .filter(
      (receipt) =>
        (startDate === undefined || receipt.receiptDate >= startDate) &&
        (endDate === undefined || receipt.receiptDate <= endDate) &&
        (status === undefined || status.split(',').includes(receipt.status)) &&
        isWithin(receipt.created, query, 'createdStartDate', 'createdEndDate') &&
        isWithin(receipt.version, query, 'versionStartDate', 'versionEndDate'),
    )
  // A search shows no transactions.
  return pageOf(
    found.map(({ id, type, status, name, receiptDate, receiptNumber, created, version }) => ({
      ...{ id, type, status, name, receiptDate, receiptNumber, created, version },
    })),
    query,
  )
}
