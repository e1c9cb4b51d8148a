import { addBankingDays, calendarOfCurrency } from '@saatava/core/banking-days.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { Ctx } from '../../platform/context.ts'
import { markReturnsOverdue, selectSentReturns } from './queries.ts'

/** Banking days that a bank takes to show a return on the statement, at most. */
const CONFIRMED_WITHIN_DAYS = 3
const DAY_MS = 86_400_000
const BATCH = 1_000
const TIME_ZONE = timeZoneOf('FI')

/** Notes the returns to payers that the bank should have confirmed by now: each gets a task. @returns how many */
export async function noteUnconfirmedReturns(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  const now = clock.now()
  const today = civilDateAt(now, TIME_ZONE)
  const before = new Date(now.getTime() - CONFIRMED_WITHIN_DAYS * DAY_MS)
  const overdue = (await selectSentReturns(pool, before, BATCH)).filter(
    ({ currency, sentAt }) =>
      addBankingDays(calendarOfCurrency(currency), civilDateAt(sentAt, TIME_ZONE), CONFIRMED_WITHIN_DAYS) < today,
  )
  if (overdue.length > 0)
    await markReturnsOverdue(
      pool,
      overdue.map(({ returnId }) => returnId),
      now,
    )
  return overdue.length
}
