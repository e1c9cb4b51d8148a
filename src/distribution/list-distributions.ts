import { type InvoiceId, UUID } from '@saatava/core/ids.ts'
import { type CivilDate, addDays, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { clientWithPartner } from '../onboarding/read-client.ts'
import type { ClientCtx } from '../platform/context.ts'
import { withSnapshot } from '../platform/database.ts'
import type { Answer } from '../platform/http/route.ts'
import { lastNumber } from '../platform/http/feed.ts'
import { nextPage, placeIn } from '../platform/http/list.ts'
import { presentRecord } from './present-record.ts'
import { countRecords, markFetched, pageByDate } from '../invoices/records-queries.ts'
import type { DistributionFilters } from './schemas.ts'

const PATH = '/api/v1/partner/invoice/distribution'
const LIMIT_DEFAULT = 1_000
const DAYS_DEFAULT = 30

/**
 * Lists how invoices fare until they reach their receivers, as of one moment, in the order of invoice dates, with counts
 * over all pages.
 * With fetchType NEW a page counts as fetched when the Link that came with it is asked for, not before: records that did
 * not arrive come again.
 */
export async function listDistributions(ctx: ClientCtx, query: DistributionFilters): Promise<Answer> {
  const { pool, clock } = ctx.platform
  const limit = query.limit ?? LIMIT_DEFAULT
  const last30 = query.invoiceNumber === undefined && query.fromInvDate === undefined && query.toInvDate === undefined
  const fetchType = query.fetchType ?? 'ALL'
  const from = last30 && fetchType !== 'NEW' ? addDays(await today(ctx), -DAYS_DEFAULT) : query.fromInvDate
  const filter = { clientId: ctx.clientId, invoiceNumber: query.invoiceNumber, from, to: query.toInvDate, fetchType }
  const after = query.cursor === undefined ? undefined : placeOf(query.cursor, query)
  if (after && fetchType === 'NEW') await markFetched(pool, filter, after, clock.now())
  const { upTo, counts, rows } = await withSnapshot(pool, async (db) => ({
    // A record that changes after the snapshot has a later number, and is not taken as fetched.
    upTo: fetchType === 'NEW' ? await lastNumber(db, { name: 'distribution', clientId: ctx.clientId }) : 0,
    counts: await countRecords(db, filter),
    rows: await pageByDate(db, filter, fetchType === 'NEW' ? undefined : after, limit + 1),
  }))
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const more = fetchType === 'NEW' || rows.length > limit
  return {
    body: {
      metaData: {
        ...counts,
        filtersApplied: {
          invoiceNumber: query.invoiceNumber ?? null,
          fromInvDate: from ?? null,
          toInvDate: query.toInvDate ?? null,
          fetchType: query.fetchType ?? null,
          defaultLast30Days: last30 && fetchType !== 'NEW',
        },
      },
      distributions: page.map(presentRecord),
    },
    ...(last && more
      ? { headers: { link: nextPage(PATH, query, [last.invoiceDate, last.invoiceId, `n${upTo}`]) } }
      : {}),
  }
}

async function today(ctx: ClientCtx): Promise<string> {
  const client = await clientWithPartner(ctx)
  return civilDateAt(ctx.platform.clock.now(), timeZoneOf(client?.countryCode ?? ''))
}

// A cursor of other filters would pass over records, and with NEW take as fetched what was never handed out.
function placeOf(
  cursor: string,
  query: DistributionFilters,
): { date: CivilDate; invoiceId: InvoiceId; number: number } {
  const [date = '', invoiceId = '', number = ''] = placeIn(cursor, query, /^\d{4}-\d\d-\d\d$/, UUID, /^n\d{1,15}$/)
  return { date, invoiceId, number: Number(number.slice(1)) }
}
