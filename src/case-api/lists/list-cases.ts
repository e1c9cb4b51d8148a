import { minorToNumber as amount } from '@saatava/core/money.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import { awaitsApproval } from '../../claims/approval.ts'
import type { Case } from '../../claims/case.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { type Queryable, withSnapshot } from '../../platform/database.ts'
import { LIST_LIMIT_DEFAULT, nextPage, placeIn, sortOf } from '../../platform/http/list.ts'
import type { Answer } from '../../platform/http/route.ts'
import { openAmounts } from '../view/invoice-payment.ts'
import {
  type CaseFilter,
  type ListedCase,
  type WaitingInvoice,
  selectPageOfCases,
  selectWaitingInvoices,
} from './case-queries.ts'
import type { Page } from './invoice-queries.ts'
import { PLACE, beginningOf, partsOf } from './place.ts'
import type { CasesQuery, Waiting } from './schemas.ts'

const PATH = '/api/v1/partner/cases'
/** The part of the list in which a place lies: invoices that wait come after all cases. */
const PART = /^(case|invoice)$/

interface Found {
  cases: ListedCase[]
  invoices: WaitingInvoice[]
}

/**
 * Lists cases, as of one moment. With waitingForMe the invoices that wait before they have a case follow them.
 * Errors: 400 a cursor of other filters, or an order that does not go with the filters.
 */
export async function listCases(ctx: ClientCtx, query: CasesQuery): Promise<Answer> {
  const sort = sortOf(query)
  const limit = query.limit ?? LIST_LIMIT_DEFAULT
  const [part, key, invoiceId] = query.cursor === undefined ? [] : placeIn(query.cursor, query, PART, ...PLACE)
  const after = key === undefined || invoiceId === undefined ? beginningOf(sort, filterOf(query)) : { key, invoiceId }
  return withSnapshot(ctx.platform.pool, async (db) => {
    const page = { sort, after, limit: limit + 1 }
    const found = await findPage(db, ctx, query, page, part === 'invoice')
    const [cases, invoices] = [found.cases.slice(0, limit), found.invoices.slice(0, limit - found.cases.length)]
    const open = await openAmounts(
      ctx,
      db,
      cases.map((one) => one.case),
    )
    const shown = [
      ...cases.map((one) => presentCase(one, open.get(one.case.caseId) ?? 0n)),
      ...invoices.map(presentInvoice),
    ]
    const hasMore = found.cases.length + found.invoices.length > limit
    return {
      body: { cases: shown },
      ...(hasMore ? { headers: { link: nextPage(PATH, query, lastPlace(cases, invoices)) } } : {}),
    }
  })
}

async function findPage(
  db: Queryable,
  { clientId }: ClientCtx,
  query: CasesQuery,
  page: Page,
  isPastCases: boolean,
): Promise<Found> {
  const filter = filterOf(query)
  const cases = isPastCases ? [] : await selectPageOfCases(db, clientId, filter, page)
  // Filters on the case leave no invoice without one.
  const { status, open, stage, referenceKey: reference, debtorId } = filter
  const ofCase = [status, open, stage, reference, debtorId].some((one) => one !== undefined)
  if (filter.waiting !== true || ofCase || cases.length >= page.limit) return { cases, invoices: [] }
  const after = isPastCases ? page.after : beginningOf(page.sort, filter)
  const rest = { ...page, after, limit: page.limit - cases.length }
  return { cases, invoices: await selectWaitingInvoices(db, clientId, filter, rest) }
}

export function filterOf({ status, open, stage, dueBefore, dueAfter, ...query }: CasesQuery): CaseFilter {
  const { paymentReference, debtor: debtorId, updatedSince, waitingForMe: waiting } = query
  return {
    ...{ status, open, stage, dueBefore, dueAfter, debtorId, waiting },
    referenceKey: paymentReference === undefined ? undefined : referenceKey(paymentReference),
    updatedSince: updatedSince === undefined ? undefined : new Date(updatedSince),
  }
}

function lastPlace(cases: readonly ListedCase[], invoices: readonly WaitingInvoice[]): string[] {
  const invoice = invoices.at(-1)
  if (invoice !== undefined) return ['invoice', ...partsOf(invoice)]
  const last = cases.at(-1)
  return last === undefined ? [] : ['case', ...partsOf({ key: last.key, invoiceId: last.case.invoiceId })]
}

function presentCase({ case: debt, updatedAt }: ListedCase, open: bigint): Record<string, unknown> {
  return {
    caseId: debt.caseId,
    debtorId: debt.debtorId,
    debtorName: debt.debtor.name,
    invoiceId: debt.invoiceId,
    invoiceNumber: debt.invoiceNumber,
    paymentReference: debt.paymentReference,
    status: debt.status,
    statusReason: debt.statusReason,
    stage: debt.stage,
    waitingFor: waitingFor(debt),
    currency: debt.currency,
    capitalAmount: amount(debt.capital),
    openAmount: amount(open),
    invoiceDate: debt.invoiceDate,
    dueDate: debt.dueDate,
    caseDueDate: debt.caseDueDate,
    nextDate: debt.nextDate,
    createdAt: debt.openedAt.toISOString(),
    closedAt: debt.closedAt?.toISOString() ?? null,
    closingReason: debt.closingReason,
    updatedAt: updatedAt.toISOString(),
  }
}

/** The objection first: it holds up the legal steps too. */
function waitingFor(debt: Case): Waiting | null {
  if (debt.status === 'DISPUTED') return 'OBJECTION'
  return awaitsApproval(debt) ? 'APPROVAL' : null
}

function presentInvoice(invoice: WaitingInvoice): Record<string, unknown> {
  return {
    caseId: null,
    debtorId: null,
    debtorName: null,
    invoiceId: invoice.invoiceId,
    invoiceNumber: invoice.number,
    paymentReference: null,
    status: null,
    statusReason: null,
    stage: null,
    waitingFor: invoice.status,
    currency: invoice.currency,
    capitalAmount: amount(BigInt(invoice.total)),
    openAmount: null,
    invoiceDate: invoice.invoiceDate,
    dueDate: invoice.dueDate,
    caseDueDate: null,
    nextDate: null,
    createdAt: null,
    closedAt: null,
    closingReason: null,
    updatedAt: invoice.updatedAt.toISOString(),
  }
}
