/** When a payment file should have been confirmed by a statement of the bank. */
import { addBankingDays, calendarOfCurrency } from '@saatava/core/banking-days.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'

/** Banking days that a bank takes to show a payment on the statement, at most. */
const CONFIRMED_WITHIN_DAYS = 3
const DAY_MS = 86_400_000
const TIME_ZONE = timeZoneOf('FI')

/** No payment that was sent at this moment or later is overdue. */
export function earliestOverdue(now: Date): Date {
  return new Date(now.getTime() - CONFIRMED_WITHIN_DAYS * DAY_MS)
}

/** Whether the bank should have shown a payment by now. */
export function isOverdue({ currency, sentAt }: { currency: string; sentAt: Date }, now: Date): boolean {
  const sentOn = civilDateAt(sentAt, TIME_ZONE)
  return addBankingDays(calendarOfCurrency(currency), sentOn, CONFIRMED_WITHIN_DAYS) < civilDateAt(now, TIME_ZONE)
}
