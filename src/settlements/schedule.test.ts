import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, constantFrom, integer, property } from 'fast-check'
import { isBankingDay } from '@saatava/core/banking-days.ts'
import { addDays } from '@saatava/core/dates.ts'
import { isRunDate, nextRunAt, nextRunDate } from './schedule.ts'

const weekly = (...weekdays: number[]) => ({ schedule: 'WEEKLY' as const, weekdays })
const DAILY = { schedule: 'DAILY' as const, weekdays: [] }

void test('the next run: weekly, several times a week, daily; what falls on a holiday moves on', () => {
  // 2026-03-02 is a Monday; 2026-04-03 is Good Friday and 2026-04-06 Easter Monday; 2026-12-24 to 26 are closed.
  for (const [schedule, country, after, expected] of [
    [weekly(2), 'FI', '2026-03-02', '2026-03-03'],
    [weekly(2), 'FI', '2026-03-03', '2026-03-10'],
    [weekly(2, 4), 'FI', '2026-03-03', '2026-03-05'],
    [DAILY, 'FI', '2026-03-06', '2026-03-09'],
    [weekly(1), 'FI', '2026-04-01', '2026-04-07'],
    [weekly(1), 'FI', '2026-04-06', '2026-04-07'],
    [weekly(1, 2), 'FI', '2026-04-04', '2026-04-07'],
    [weekly(1, 2), 'FI', '2026-04-07', '2026-04-13'],
    [weekly(5), 'SE', '2026-04-02', '2026-04-07'],
    // Maundy Thursday is a banking day in Finland, and none in Denmark and Norway.
    [weekly(4), 'FI', '2026-04-01', '2026-04-02'],
    [weekly(4), 'DK', '2026-04-01', '2026-04-07'],
    [weekly(4), 'NO', '2026-04-01', '2026-04-07'],
  ] as const)
    assert.equal(nextRunDate(schedule, country, after), expected, `${country} ${JSON.stringify(schedule)} ${after}`)
  assert.equal(isRunDate(weekly(1), 'FI', '2026-04-07'), true)
  assert.equal(isRunDate(weekly(1), 'FI', '2026-04-06'), false)
})

void test('a run begins with the day of the client’s country', () => {
  const at = (country: string, after: string) => nextRunAt(weekly(2), country, new Date(after)).toISOString()
  assert.equal(at('FI', '2026-03-02T21:59:59Z'), '2026-03-02T22:00:00.000Z')
  assert.equal(at('FI', '2026-03-02T22:00:00Z'), '2026-03-09T22:00:00.000Z')
  assert.equal(at('SE', '2026-03-02T22:00:00Z'), '2026-03-02T23:00:00.000Z')
})

void test('runs are on banking days, come one after another, and no week is without one', () => {
  holds(
    property(
      constantFrom('FI', 'SE', 'NO', 'DK'),
      array(integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
      integer({ min: 0, max: 5_000 }),
      (country, weekdays, days) => {
        const after = addDays('2024-01-01', days)
        const next = nextRunDate(weekly(...weekdays), country, after)
        assert.ok(next > after && next <= addDays(after, 14))
        assert.ok(isBankingDay(country, next))
        for (let day = addDays(after, 1); day < next; day = addDays(day, 1))
          assert.equal(isRunDate(weekly(...weekdays), country, day), false)
      },
    ),
    { numRuns: 300 },
  )
})
