import { referenceKey } from '@saatava/core/references/reference-key.ts'
import { minorToNumber as amount } from '@saatava/core/money.ts'
import type { InvoiceId } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { type Queryable, withSnapshot } from '../../platform/database.ts'
import { LIST_LIMIT_DEFAULT, nextPage, placeIn, sortOf } from '../../platform/http/list.ts'
import type { Answer } from '../../platform/http/route.ts'
import { FINISHED, INVOICE_STATUSES, type InvoiceStatus } from '../../invoices/states.ts'
import { type ClaimableInvoice, selectClaimable } from '../../invoices/case-queries.ts'
import { paymentOfInvoices } from '../view/invoice-payment.ts'
import { type InvoiceFilter, type ListedInvoiceRow, placesOfInvoices, selectListed } from './invoice-queries.ts'
import { PLACE, type Place, beginningOf, partsOf } from './place.ts'
import type { InvoicesQuery } from './schemas.ts'

const PATH = '/api/v1/partner/invoices'

/**
 * Lists invoices with the case of each and what has been paid, as of one moment.
 * Errors: 400 a cursor of other filters, or an order that does not go with the filters.
 */
export async function listInvoices(ctx: ClientCtx, query: InvoicesQuery): Promise<Answer> {
  const sort = sortOf(query)
  const limit = query.limit ?? LIST_LIMIT_DEFAULT
  const [key, invoiceId] = query.cursor === undefined ? [] : placeIn(query.cursor, query, ...PLACE)
  const filter = filterOf(query)
  const after = key === undefined || invoiceId === undefined ? beginningOf(sort, filter) : { key, invoiceId }
  return withSnapshot(ctx.platform.pool, async (db) => {
    const page = { sort, after, limit: limit + 1 }
    const found = await placesOfInvoices(db, ctx.clientId, filter, page)
    const places = found.slice(0, limit)
    const last = found.length > limit ? places.at(-1) : undefined
    return {
      body: { invoices: await present(ctx, db, places) },
      ...(last === undefined ? {} : { headers: { link: nextPage(PATH, query, partsOf(last)) } }),
    }
  })
}

export function filterOf({
  status,
  finished,
  type,
  dueBefore,
  dueAfter,
  caseStage,
  open,
  paid,
  ...query
}: InvoicesQuery): InvoiceFilter {
  const { paymentReference, debtor: debtorId, updatedSince } = query
  return {
    statuses: statusesOf(status, finished),
    ...{ type, dueBefore, dueAfter, caseStage, debtorId, open, paid },
    referenceKey: paymentReference === undefined ? undefined : referenceKey(paymentReference),
    updatedSince: updatedSince === undefined ? undefined : new Date(updatedSince),
  }
}

function statusesOf(
  status: InvoiceStatus | undefined,
  finished: boolean | undefined,
): readonly InvoiceStatus[] | undefined {
  if (finished === undefined) return status === undefined ? undefined : [status]
  return INVOICE_STATUSES.filter(
    (one) => FINISHED.includes(one) === finished && (status === undefined || status === one),
  )
}

async function present(ctx: ClientCtx, db: Queryable, places: readonly Place[]): Promise<Record<string, unknown>[]> {
  const { clientId } = ctx
  const keys = places.map(({ invoiceId }) => ({ clientId, invoiceId }))
  const claimable = await selectClaimable(db, keys)
  const payments = await paymentOfInvoices(ctx, db, claimable)
  const invoices = new Map<InvoiceId, ClaimableInvoice>(claimable.map((one) => [one.invoiceId, one]))
  const listed = await selectListed(db, clientId, places)
  return places.flatMap(({ invoiceId }) => {
    const [invoice, row] = [invoices.get(invoiceId), listed.get(invoiceId)]
    if (invoice === undefined || row === undefined) return []
    return [{ ...shown(invoice, row), ...payments.get(invoiceId), ...moments(row) }]
  })
}

function shown(invoice: ClaimableInvoice, { status, net, vat, buyerName }: ListedInvoiceRow): Record<string, unknown> {
  return {
    invoiceId: invoice.invoiceId,
    invoiceNumber: invoice.number,
    type: invoice.type,
    status,
    invoiceDate: invoice.date,
    dueDate: invoice.dueDate,
    currency: invoice.currency,
    amounts: {
      netAmount: amount(BigInt(net)),
      vatAmount: amount(BigInt(vat)),
      totalAmount: amount(invoice.total),
      paidAmount: amount(invoice.paid),
      creditedAmount: amount(invoice.credited),
    },
    paymentReference: invoice.document?.payment.reference?.value ?? null,
    buyerName,
  }
}

function moments({ submittedAt, updatedAt }: ListedInvoiceRow): Record<string, string> {
  return { submittedAt: submittedAt.toISOString(), updatedAt: updatedAt.toISOString() }
}
