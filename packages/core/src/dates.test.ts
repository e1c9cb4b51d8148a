import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { addDays, civilDateAt, isCivilDate, startOfDay, timeZoneOf } from './dates.ts'

const DAY_MS = 86_400_000
const FIRST = Date.UTC(1900, 0, 1) / DAY_MS
const LAST = Date.UTC(2199, 11, 31) / DAY_MS
const text = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)
const days = fc.integer({ min: FIRST, max: LAST })

test('a civil date is a day of the calendar between 1900 and 2199, and nothing else', () => {
  // Every day there is, and every text of the form that is none of them.
  const real = new Set<string>()
  for (let day = FIRST; day <= LAST; day++) real.add(text(day))
  const two = (number: number) => String(number).padStart(2, '0')
  for (const year of [1899, 1900, 1999, 2000, 2026, 2028, 2100, 2199, 2200])
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const candidate = `${year}-${two(month)}-${two(day)}`
        assert.equal(isCivilDate(candidate), real.has(candidate), candidate)
      }
  for (const day of real) if (!isCivilDate(day)) assert.fail(day)
  for (const not of ['', '2026-1-1', '20260101', '2026-01-01T00:00', ' 2026-01-01', '2026-01-01\n', '２０２６-01-01'])
    assert.equal(isCivilDate(not), false, not)
})

test('days are added as on the calendar, there and back', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -1_000, max: 1_000 }), (day, count) => {
      assert.equal(addDays(text(day), count), text(day + count))
      assert.equal(addDays(addDays(text(day), count), -count), text(day))
    }),
  )
})

test('a day begins at its first instant in its time zone, also where clocks change', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1980, 0, 1) / DAY_MS, max: Date.UTC(2050, 0, 1) / DAY_MS }),
      fc.constantFrom('FI', 'SE', 'NO', 'DK', 'XX'),
      (day, country) => {
        const zone = timeZoneOf(country)
        const start = startOfDay(text(day), zone)
        assert.equal(civilDateAt(start, zone), text(day))
        assert.equal(civilDateAt(new Date(start.getTime() - 1), zone), text(day - 1))
        const hours = (startOfDay(text(day + 1), zone).getTime() - start.getTime()) / 3_600_000
        assert.ok([23, 24, 25].includes(hours), `${text(day)} has ${hours} hours in ${zone}`)
      },
    ),
    { numRuns: 300 },
  )
  assert.equal(civilDateAt(new Date('2026-06-30T21:30:00Z'), timeZoneOf('FI')), '2026-07-01')
  assert.equal(civilDateAt(new Date('2026-06-30T21:30:00Z'), timeZoneOf('SE')), '2026-06-30')
})
