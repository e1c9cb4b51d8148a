import { addDays, civilDateAt, startOfDay } from '@saatava/core/dates.ts'
import { readCursor, writeCursor } from '../platform/http/cursor.ts'
import type { Answer } from '../platform/http/route.ts'
import type { AccountingCtx } from './context.ts'
import { type StatusRow, listDocuments } from './list-queries.ts'
import { clientTimeZone } from './client-time-zone.ts'
import type { ListFilters } from './schemas.ts'
import { PUBLIC_STATUS, STATUSES, type Status } from './states.ts'

const LIMIT_DEFAULT = 1_000
const DAYS_DEFAULT = 30
const PATHS = { ledger: 'ledger', payment: 'payment', invoice: 'invoice' } as const
export type DocumentKind = keyof typeof PATHS

/**
 * How documents fare on their way into the accounting system, in order of submission; 204 when there are none.
 * Without an identifier, an invoice, dates or updatedSince: those submitted in the last 30 days.
 */
export async function listDocumentStatus(
  ctx: AccountingCtx,
  kind: DocumentKind,
  query: Partial<ListFilters>,
): Promise<Answer> {
  const limit = query.limit ?? LIMIT_DEFAULT
  const identifier = query.ledgerIdentifier ?? query.paymentIdentifier
  const timeZone = await clientTimeZone(ctx)
  const named = identifier !== undefined || query.invoiceNumber !== undefined || query.updatedSince !== undefined
  const today = civilDateAt(ctx.platform.clock.now(), timeZone)
  const fromDate = query.fromDate ?? (named || query.toDate ? undefined : addDays(today, -DAYS_DEFAULT))
  const rows = await listDocuments(ctx.platform.pool, {
    clientId: ctx.clientId,
    kind,
    identifier,
    groupKey: query.invoiceNumber === undefined ? undefined : `invoice:${query.invoiceNumber}`,
    statuses:
      query.status === undefined
        ? undefined
        : STATUSES.filter((status) => PUBLIC_STATUS[status].status === query.status),
    from: fromDate === undefined ? undefined : startOfDay(fromDate, timeZone),
    to: query.toDate === undefined ? undefined : startOfDay(addDays(query.toDate, 1), timeZone),
    updatedSince: query.updatedSince === undefined ? undefined : new Date(query.updatedSince),
    afterSeq: query.cursor === undefined ? 0 : seqOf(query.cursor),
    limit: limit + 1,
  })
  if (rows.length === 0) return {}
  const page = rows.slice(0, limit)
  const more = rows.length > limit ? page.at(-1) : undefined
  return {
    body: { [`${kind}s`]: page.map((row) => present(row)) },
    ...(more ? { headers: { link: `<${nextUrl(kind, query, more.seq)}>; rel="next"` } } : {}),
  }
}

function present(row: StatusRow): Record<string, unknown> {
  const words = PUBLIC_STATUS[row.status]
  const fields = {
    syncDate: row.syncedAt?.toISOString() ?? null,
    status: words.status,
    description: describe(row.status, row.description),
  }
  switch (row.kind) {
    case 'ledger':
      return {
        sourceIdentifier: row.identifier,
        documentDate: row.documentDate,
        documentName: row.documentName,
        documentStatus: row.documentStatus,
        ...fields,
      }
    case 'payment':
      return {
        sourceIdentifier: row.identifier,
        invoiceNumber: row.documentName,
        paymentDate: row.documentDate,
        ...fields,
      }
    case 'invoice':
      return {
        sourceIdentifier: row.identifier,
        invoiceNumber: row.documentName,
        invoiceDate: row.documentDate,
        ...fields,
      }
    default:
      return row.kind satisfies never
  }
}

/** "Failed: what the system said …" or "Pending: why it waits", and the published words alone where nothing is to add. */
function describe(status: Status, detail: string | null): string {
  const words = PUBLIC_STATUS[status].description
  return detail === null || status === 'synced' ? words : `${words}: ${detail}`
}

function nextUrl(kind: DocumentKind, query: Partial<ListFilters>, seq: number): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value))
  parameters.set('cursor', writeCursor([`s${seq}`]))
  return `/api/v1/partner/accounting/${PATHS[kind]}?${parameters.toString()}`
}

function seqOf(cursor: string): number {
  const [place = ''] = readCursor(cursor, /^s\d{1,16}$/)
  return Number(place.slice(1))
}
