import { addBankingDays, calendarOfCurrency } from '@saatava/core/banking-days.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { Ctx } from '../platform/context.ts'
import { markOverdue, selectUnconfirmed } from './queries.ts'

/** Banking days that a bank takes to show a payout on the statement, at most. */
const CONFIRMED_WITHIN_DAYS = 3
const DAY_MS = 86_400_000
const BATCH = 1_000
const TIME_ZONE = timeZoneOf('FI')

/** Notes the payouts that the bank should have confirmed by now: each gets a task. @returns how many */
export async function noteUnconfirmed(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  const now = clock.now()
  const today = civilDateAt(now, TIME_ZONE)
  const before = new Date(now.getTime() - CONFIRMED_WITHIN_DAYS * DAY_MS)
  const overdue = (await selectUnconfirmed(pool, before, BATCH)).filter(({ currency, changedAt }) => {
    const sentOn = civilDateAt(changedAt, TIME_ZONE)
    return addBankingDays(calendarOfCurrency(currency), sentOn, CONFIRMED_WITHIN_DAYS) < today
  })
  if (overdue.length > 0) await markOverdue(pool, overdue, now)
  return overdue.length
}
