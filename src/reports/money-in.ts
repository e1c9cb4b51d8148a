import { type CivilDate, addDays, civilDateAt } from '@saatava/core/dates.ts'
import { type CaseId, UUID } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { ClientCtx, Ctx } from '../platform/context.ts'
import { readCursor, writeCursor } from '../platform/http/cursor.ts'
import { bounded } from './bounded.ts'
import { type ReceivedRow, type WeekRow, pageOfReceived, sumByWeek } from './money-in-queries.ts'
import { type Asked, REPORT_ZONE } from './report.ts'

const WEEKS = 26
const DATE = /^\d{4}-\d{2}-\d{2}$/

export interface WeekOfMoney {
  currency: string
  /** Its Monday. */
  week: CivilDate
  payments: number
  bank: number
  direct: number
}

/** Payments by the week in which they were booked, for half a year, in each currency that came in. */
export async function moneyIn(ctx: Ctx, { clientId }: Asked): Promise<WeekOfMoney[]> {
  const monday = mondayOf(civilDateAt(ctx.platform.clock.now(), REPORT_ZONE))
  const since = addDays(monday, -7 * (WEEKS - 1))
  const rows = await bounded(ctx, (tx) => sumByWeek(tx, { clientId: clientId ?? null, since }))
  const currencies = [...new Set(rows.map(({ currency }) => currency))]
  return currencies.flatMap((currency) =>
    Array.from({ length: WEEKS }, (_week, i) => {
      const week = addDays(since, 7 * i)
      return weekOf(
        rows.filter((row) => row.currency === currency && row.week === week),
        { currency, week },
      )
    }),
  )
}

function weekOf(rows: readonly WeekRow[], named: Pick<WeekOfMoney, 'currency' | 'week'>): WeekOfMoney {
  const amountOf = (kind: WeekRow['kind']) => minorToNumber(BigInt(rows.find((row) => row.kind === kind)?.amount ?? 0))
  const payments = rows.reduce((sum, row) => sum + row.payments, 0)
  return { ...named, payments, bank: amountOf('BANK'), direct: amountOf('DIRECT') }
}

/** Monday is the first day of a week. */
function mondayOf(day: CivilDate): CivilDate {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

export type Received = Omit<ReceivedRow, 'caseIds'> & { caseIds: CaseId[] }

export interface ReceivedQuery {
  from: CivilDate
  to: CivilDate
  after?: string | undefined
  limit: number
}

/** Lists the payments of a client that were booked between two days, both included. @throws AppError INVALID a wrong cursor */
export async function listReceived(
  ctx: ClientCtx,
  { from, to, after, limit }: ReceivedQuery,
): Promise<{ rows: Received[]; next: string | undefined }> {
  const [bookingDate = '', paymentId = ''] = after === undefined ? [] : readCursor(after, DATE, UUID)
  const place = after === undefined ? undefined : { bookingDate, paymentId }
  const found = await pageOfReceived(ctx.platform.pool, ctx.clientId, { from, to }, { after: place, limit: limit + 1 })
  const rows = found.slice(0, limit).map((row) => ({ ...row, caseIds: row.caseIds.map(Number) }))
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, next: last && writeCursor([last.bookingDate, last.paymentId]) }
}
