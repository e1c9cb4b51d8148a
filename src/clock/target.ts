import { Temporal } from 'temporal-polyfill'
import { isCivilDate, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import { AppError, type Fault, invalid } from '../platform/errors.ts'
import { TEXT_FORMATS } from '../platform/http/formats.ts'

/** Days of one move at most: longer than any collection lasts. */
export const DAYS_MAX = 3_660
const DAY_MS = 86_400_000
const COUNTRIES = ['FI', 'SE', 'NO', 'DK']

/** One of them. */
export interface MoveInput {
  /** An instant, or a civil date: the moment at which that day has begun in all our countries. */
  to?: string
  /** Civil days: the same time of day, so many days later, in Helsinki. */
  advanceDays?: number
  advanceSeconds?: number
}

/**
 * Returns the instant at which a move ends. Errors: 400 none or several of the three, or no instant and no date; 422
 * backwards, and further than DAYS_MAX.
 */
export function targetOf(input: MoveInput, now: Date): Date {
  const given = (['to', 'advanceDays', 'advanceSeconds'] as const).filter((name) => input[name] !== undefined)
  if (given.length !== 1) throw invalid([oneOfThree(given)])
  const target = momentOf(input, now)
  if (target.getTime() <= now.getTime())
    throw new AppError(
      'RULE',
      `The clock only moves forward: it is ${now.toISOString()}, and ${target.toISOString()} is not later.`,
    )
  if (target.getTime() - now.getTime() > DAYS_MAX * DAY_MS)
    throw new AppError(
      'RULE',
      `The clock moves forward by at most ${DAYS_MAX} days at a time; it is ${now.toISOString()}.`,
    )
  return target
}

function momentOf({ to, advanceDays, advanceSeconds }: MoveInput, now: Date): Date {
  if (to !== undefined) return momentOfText(to)
  if (advanceSeconds !== undefined) return new Date(now.getTime() + advanceSeconds * 1000)
  const there = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZoneOf('FI'))
  return new Date(there.add({ days: advanceDays ?? 0 }).epochMilliseconds)
}

function momentOfText(to: string): Date {
  if (isCivilDate(to)) return new Date(Math.max(...COUNTRIES.map((one) => startOfDay(to, timeZoneOf(one)).getTime())))
  if (TEXT_FORMATS['date-time']?.test(to)) return new Date(to)
  throw invalid([
    {
      pointer: '/to',
      code: 'WRONG_FORM',
      message: 'must be a day such as 2026-12-01, or an instant such as 2026-12-01T12:00:00Z',
      received: to,
    },
  ])
}

function oneOfThree(given: string[]): Fault {
  return {
    pointer: given.length === 0 ? '' : `/${given[1]}`,
    code: given.length === 0 ? 'REQUIRED' : 'WRONG_FORM',
    message: 'must hold one of to, advanceDays and advanceSeconds',
  }
}
