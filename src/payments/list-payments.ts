import { UUID } from '@saatava/core/ids.ts'
import { selectCases } from '../claims/find-queries.ts'
import { namedCases } from '../claims/named-cases.ts'
import type { Case } from '../claims/case.ts'
import { addDays, civilDateAt, timeZoneOf, type CivilDate } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { ClientCtx } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { LIST_LIMIT_DEFAULT, nextPage, placeIn } from '../platform/http/list.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientSettings } from '../settings/client-settings.ts'
import { type AllocatedRow, type Place, pageOfAllocated } from './list-queries.ts'
import type { PaymentFilters } from './schemas.ts'

const PATH = '/api/v1/partner/payments'
const DAYS_DEFAULT = 30
const DATE_FIRST = '1900-01-01'
const DATE_LAST = '2199-12-31'
const DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * Lists the payments of invoices as of one moment: an element for each invoice that a payment pays, by booking date. Until
 * it is settled an allocation may change.
 */
export async function listPayments(ctx: ClientCtx, query: PaymentFilters): Promise<Answer> {
  const after = placeOf(query)
  return withSnapshot(ctx.platform.pool, async (db) => {
    const caseIds = await namedCases(db, ctx.clientId, query)
    const { from, to } = await datesOf(ctx, db, query, caseIds !== undefined)
    const limit = query.limit ?? LIST_LIMIT_DEFAULT
    const rows = await pageOfAllocated(db, ctx.clientId, { from, to, caseIds }, after, limit + 1)
    const page = rows.slice(0, limit)
    const cases = await selectCases(
      db,
      page.map(({ caseId }) => ({ clientId: ctx.clientId, caseId })),
    )
    const last = rows.length > limit ? page.at(-1) : undefined
    // The days of the first page hold for all, on whatever day the next one is asked for.
    const next = { ...query, fromDate: from, toDate: to }
    return {
      body: page.map((row) => present(row, cases.get(`${ctx.clientId} ${row.caseId}`))),
      ...(last === undefined ? {} : { headers: { link: nextPage(PATH, next, partsOf(last)) } }),
    }
  })
}

/** @param named whether cases are named: their payments are of any date, unless dates are given */
async function datesOf(
  ctx: ClientCtx,
  db: Queryable,
  { fromDate, toDate }: PaymentFilters,
  named: boolean,
): Promise<{ from: CivilDate; to: CivilDate }> {
  if (fromDate !== undefined && toDate !== undefined && fromDate > toDate)
    throw invalid([
      { pointer: '?toDate', code: 'INVALID', message: `must not be before fromDate (${fromDate})`, received: toDate },
    ])
  if (named) return { from: fromDate ?? DATE_FIRST, to: toDate ?? DATE_LAST }
  const { profile } = await clientSettings(db, ctx.clientId)
  const to = toDate ?? civilDateAt(ctx.platform.clock.now(), timeZoneOf(profile.countryCode))
  const from = fromDate ?? addDays(to, -DAYS_DEFAULT)
  return { from, to: toDate === undefined && from > to ? from : to }
}

function placeOf(query: PaymentFilters): Place | undefined {
  if (query.cursor === undefined) return undefined
  const [bookingDate = '', paymentId = '', allocationId = ''] = placeIn(query.cursor, query, DATE, UUID, /^\d{1,16}$/)
  return { bookingDate, paymentId, allocationId: Number(allocationId) }
}

function partsOf({ bookingDate, paymentId, allocationId }: AllocatedRow): string[] {
  return [bookingDate, paymentId, String(allocationId)]
}

function present(row: AllocatedRow, debt: Case | undefined): Record<string, unknown> {
  const capital = BigInt(row.capital)
  const interest = BigInt(row.interest)
  const costs = BigInt(row.costs)
  return {
    caseId: row.caseId,
    invoiceNumber: String(debt?.invoiceNumber ?? ''),
    invoicePaymentReference: debt?.paymentReference ?? '',
    originalPaymentReference: row.originalReference ?? '',
    accountName: row.payerName ?? debt?.debtor.name ?? '',
    bookingDate: `${row.bookingDate}T00:00:00Z`,
    paymentDate: `${row.paymentDate}T00:00:00Z`,
    amount: minorToNumber(capital + interest + costs),
    currency: row.currency,
    paymentType: row.paymentType,
    allocation: {
      capitalAmount: minorToNumber(capital),
      interestAmount: minorToNumber(interest),
      costsAmount: minorToNumber(costs),
    },
    settlementId: row.settlementId,
  }
}
