import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  BANKING_CALENDARS,
  type BankingCalendar,
  addBankingDays,
  easterSunday,
  isBankingDay,
  nextBankingDay,
} from './banking-days.ts'
import { addDays } from './dates.ts'

test('Easter falls where the calendars have it', () => {
  const known: Record<number, string> = {
    1961: '1961-04-02',
    2000: '2000-04-23',
    2008: '2008-03-23',
    2011: '2011-04-24',
    2019: '2019-04-21',
    2024: '2024-03-31',
    2025: '2025-04-20',
    2026: '2026-04-05',
    2027: '2027-03-28',
    2028: '2028-04-16',
    2038: '2038-04-25',
  }
  for (const [year, date] of Object.entries(known)) assert.equal(easterSunday(Number(year)), date)
})

/** Weekdays on which banks are closed, from calendars. */
const CLOSED: Record<BankingCalendar, Record<number, string>> = {
  FI: {
    2024: '01-01 03-29 04-01 05-01 05-09 06-21 12-06 12-24 12-25 12-26',
    2025: '01-01 01-06 04-18 04-21 05-01 05-29 06-20 12-24 12-25 12-26',
    2026: '01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25',
    2027: '01-01 01-06 03-26 03-29 05-06 06-25 12-06 12-24',
    2028: '01-06 04-14 04-17 05-01 05-25 06-23 12-06 12-25 12-26',
  },
  SE: {
    2024: '01-01 03-29 04-01 05-01 05-09 06-06 06-21 12-24 12-25 12-26 12-31',
    2025: '01-01 01-06 04-18 04-21 05-01 05-29 06-06 06-20 12-24 12-25 12-26 12-31',
    2026: '01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31',
    2027: '01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31',
    2028: '01-06 04-14 04-17 05-01 05-25 06-06 06-23 12-25 12-26',
  },
  NO: {
    2024: '01-01 03-28 03-29 04-01 05-01 05-09 05-17 05-20 12-25 12-26',
    2025: '01-01 04-17 04-18 04-21 05-01 05-29 06-09 12-25 12-26',
    2026: '01-01 04-02 04-03 04-06 05-01 05-14 05-25 12-25',
    2027: '01-01 03-25 03-26 03-29 05-06 05-17',
    2028: '04-13 04-14 04-17 05-01 05-17 05-25 06-05 12-25 12-26',
  },
  DK: {
    2024: '01-01 03-28 03-29 04-01 05-09 05-10 05-20 06-05 12-24 12-25 12-26 12-31',
    2025: '01-01 04-17 04-18 04-21 05-29 05-30 06-05 06-09 12-24 12-25 12-26 12-31',
    2026: '01-01 04-02 04-03 04-06 05-14 05-15 05-25 06-05 12-24 12-25 12-31',
    2027: '01-01 03-25 03-26 03-29 05-06 05-07 05-17 12-24 12-31',
    2028: '04-13 04-14 04-17 05-25 05-26 06-05 12-25 12-26',
  },
  TARGET: {
    2024: '01-01 03-29 04-01 05-01 12-25 12-26',
    2025: '01-01 04-18 04-21 05-01 12-25 12-26',
    2026: '01-01 04-03 04-06 05-01 12-25',
    2027: '01-01 03-26 03-29',
    2028: '04-14 04-17 05-01 12-25 12-26',
  },
}

for (const calendar of BANKING_CALENDARS) {
  test(`${calendar}: every weekday of 2024 to 2028 is a banking day, but for those of the calendars`, () => {
    for (const [year, days] of Object.entries(CLOSED[calendar])) {
      const closed: string[] = []
      for (let day = `${year}-01-01`; day.startsWith(year); day = addDays(day, 1)) {
        const weekday = new Date(day).getUTCDay()
        if (weekday === 0 || weekday === 6) assert.equal(isBankingDay(calendar, day), false, day)
        else if (!isBankingDay(calendar, day)) closed.push(day.slice(5))
      }
      assert.equal(closed.join(' '), days, `${calendar} ${year}`)
    }
  })
}

test('Great Prayer Day closed the banks of Denmark until 2023', () => {
  assert.equal(isBankingDay('DK', '2023-05-05'), false)
  assert.equal(isBankingDay('DK', '2024-04-26'), true)
})

test('the next banking day is after the whole holiday', () => {
  assert.equal(nextBankingDay('FI', '2026-04-03'), '2026-04-07')
  assert.equal(nextBankingDay('FI', '2026-04-02'), '2026-04-02')
  assert.equal(nextBankingDay('SE', '2026-12-31'), '2027-01-04')
  assert.equal(nextBankingDay('NO', '2026-04-02'), '2026-04-07')
  assert.equal(nextBankingDay('DK', '2026-05-14'), '2026-05-18')
  assert.equal(nextBankingDay('TARGET', '2026-12-25'), '2026-12-28')
})

test('banking days are added in both directions', () => {
  assert.equal(addBankingDays('FI', '2026-04-02', 1), '2026-04-07')
  assert.equal(addBankingDays('FI', '2026-04-07', -1), '2026-04-02')
  assert.equal(addBankingDays('FI', '2026-04-04', 1), '2026-04-07')
  assert.equal(addBankingDays('FI', '2026-04-04', 0), '2026-04-07')
  assert.throws(() => addBankingDays('FI', '2026-04-04', 0.5), /not a number of banking days/)
  assert.throws(() => isBankingDay('FI', '2026-02-30'), /not a date/)
})

test('adding banking days leads there and back again, and always to a banking day', () => {
  const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2150-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(
      fc.constantFrom(...BANKING_CALENDARS),
      days,
      fc.integer({ min: 1, max: 300 }),
      (calendar, at, count) => {
        const start = nextBankingDay(calendar, at.toISOString().slice(0, 10))
        const there = addBankingDays(calendar, start, count)
        assert.ok(isBankingDay(calendar, there) && there > start)
        assert.equal(addBankingDays(calendar, there, -count), start)
      },
    ),
  )
})
