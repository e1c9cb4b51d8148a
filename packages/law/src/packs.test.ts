/** Every figure of the packs, written down a second time: a slip of the finger in one of them shows. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCivilDate } from '@saatava/core/dates.ts'
import { FINNISH_FIGURES } from '../../../test/support/finnish-figures.ts'
import { LAW } from './law.ts'
import { PACKS } from './packs/index.ts'
import { type DebtorType, partsOf } from './rule.ts'
import { TOPICS, type TopicName, topicOf } from './topics.ts'
import { readValue, valueJson, valueText } from './value-json.ts'

/** Country, kind of debtor, day, topic, value in words, v for verified. */
const FIGURES = `${FINNISH_FIGURES.trim()}
SE C 2013-03-15 REMINDER_FEE | 50.00 SEK | u
SE C 2013-03-15 DEMAND_FEE | > 0.00: 160.00 SEK | u
SE C 2013-03-15 PLAN_FEE | > 0.00: 150.00 SEK | u
SE C 2013-03-16 REMINDER_FEE | 60.00 SEK | v
SE C 2026-01-15 REMINDER_AGREED | WHEN_DEBT_AROSE | v
SE C 2026-01-15 DEMAND_FEE | > 0.00: 180.00 SEK | v
SE C 2026-01-15 PLAN_FEE | > 0.00: 170.00 SEK | v
SE C 2026-01-15 DEMAND_TERM | 8 days | u
SE B 2013-03-17 COMPENSATION | 450.00 SEK | v
SE B 2026-01-15 COMPENSATION_RELATION | COUNTS_TOWARDS_COSTS | v
SE C 2026-01-15 PAID_BEFORE_LETTER | COSTS_LOST_IF_BOOKED_DAY_BEFORE | u
SE C 2026-01-15 OBJECTION | STOPS_COLLECTION | v
SE C 2026-01-15 COURT_AFTER_DEMAND | DEMAND_ALWAYS_FIRST | v
SE C 2026-01-15 EXPIRED_DEBT | FORBIDDEN | v
SE C 2026-01-15 COURT_FEE | 300.00 SEK | v
SE C 2026-01-15 COURT_AGENT_FEE | 380.00 SEK | u
SE C 2026-01-15 LATE_INTEREST_MARGIN | 8 % | v
SE B 2026-01-15 LATE_INTEREST_MARGIN | 8 % | v
SE C 2026-01-15 NO_DUE_DATE_DAYS | 30 days | v
SE C 2026-01-15 DAY_COUNT | ACT_365 | u
SE C 1977-01-01 AGREED_INTEREST | FREE | v
SE C 2025-02-28 AGREED_INTEREST | FREE | v
SE C 2025-03-01 AGREED_INTEREST | AT_MOST_CREDIT_CAP | v
SE C 2025-03-01 CREDIT_INTEREST_CAP | 20 % | v
SE C 2025-03-01 CREDIT_COST_CAP | 100 % | v
SE B 2026-01-15 AGREED_INTEREST | FREE | v
SE B 2013-03-17 TERMS_MOST | 30 days | v
SE C 2026-01-15 LIMITATION | 3 years | v
SE B 2026-01-15 LIMITATION | 10 years | v
SE C 2026-01-15 LIMITATION_JUDGMENT | 3 years | v
SE B 2026-01-15 LIMITATION_JUDGMENT | 10 years | v
SE C 2026-01-15 LIMITATION_START | ORIGIN | v
SE C 2026-01-15 LIMITATION_LETTER | INTERRUPTS_WHEN_RECEIVED | v
SE C 2026-01-15 LIMITATION_POST_DAYS | 7 days | u
SE C 2026-01-15 LIMITATION_LONG | 10 years | v
NO C 2026-01-15 RATE_SETTING | CENTRAL_BANK_PLUS_8 | u
NO C 2026-01-15 DAY_COUNT | ACT_365 | u
NO C 2026-01-15 NO_DUE_DATE_DAYS | 30 days | v
NO C 2026-01-15 AGREED_INTEREST | AT_MOST_STATUTORY | v
NO B 2026-01-15 AGREED_INTEREST | FREE | u
NO B 2026-01-15 TERMS_MOST | 60 days | v
NO C 2025-12-31 FEE_UNIT | 700.00 NOK | u
NO C 2026-01-01 FEE_UNIT | 750.00 NOK | u
NO C 2020-10-01 REMINDER_FEE | 70.00 NOK | u
NO C 2020-10-02 REMINDER_FEE | 35.00 NOK | u
NO C 2026-01-15 REMINDER_FEE | 38.00 NOK | u
NO C 2026-01-15 OWN_DEMAND_FEE | 113.00 NOK | u
NO C 2025-12-31 OWN_DEMAND_FEE | 105.00 NOK | u
NO C 2026-01-15 REMINDER_COUNT | 2 | u
NO C 2026-01-15 REMINDER_REST | 6 months | u
NO C 2026-01-15 REMINDER_AFTER_DUE | 14 days | u
NO C 2026-01-15 NOTICE_TERM | 14 days | v
NO C 2026-01-15 NOTICE_BY | ANYBODY | v
NO C 2026-01-15 DEMAND_TERM | 14 days | v
NO C 2025-12-31 DEMAND_FEE | ≤ 500.00: 175.00, ≤ 1000.00: 245.00, ≤ 2500.00: 280.00, ≤ 10000.00: 560.00, ≤ 50000.00: 1120.00, ≤ 250000.00: 2520.00, > 250000.00: 5040.00 NOK | u
NO C 2025-12-31 DEMAND_HEAVY_FEE | ≤ 500.00: 350.00, ≤ 1000.00: 490.00, ≤ 2500.00: 560.00, ≤ 10000.00: 1120.00, ≤ 50000.00: 2240.00, ≤ 250000.00: 5040.00, > 250000.00: 10080.00 NOK | u
NO C 2026-01-01 DEMAND_FEE | ≤ 500.00: 187.50, ≤ 1000.00: 262.50, ≤ 2500.00: 300.00, ≤ 10000.00: 600.00, ≤ 50000.00: 1200.00, ≤ 250000.00: 2700.00, > 250000.00: 5400.00 NOK | u
NO C 2026-01-01 DEMAND_HEAVY_FEE | ≤ 500.00: 375.00, ≤ 1000.00: 525.00, ≤ 2500.00: 600.00, ≤ 10000.00: 1200.00, ≤ 50000.00: 2400.00, ≤ 250000.00: 5400.00, > 250000.00: 10800.00 NOK | u
NO C 2020-10-01 DEMAND_FEE | ≤ 2500.00: 350.00, ≤ 10000.00: 700.00, ≤ 50000.00: 1400.00, ≤ 250000.00: 2800.00, > 250000.00: 5600.00 NOK | u
NO C 2020-10-01 DEMAND_HEAVY_FEE | ≤ 2500.00: 700.00, ≤ 10000.00: 1400.00, ≤ 50000.00: 2800.00, ≤ 250000.00: 5600.00, > 250000.00: 11200.00 NOK | u
NO C 2026-01-15 DEMAND_HEAVY_AFTER | 28 days | u
NO C 2026-01-15 REMINDER_TERM | 14 days | u
NO B 2026-01-15 DEMAND_SURCHARGE | 50 % | u
NO C 2026-01-15 DEMAND_VAT | 25 % | u
NO C 2026-01-15 PLAN_FEE | > 0.00: 1125.00 NOK | u
NO C 2026-01-15 PLAN_FEE_SHORT | 0.00 NOK | u
NO C 2026-01-15 PLAN_SHORT_INSTALMENTS | 4 | u
NO C 2026-01-15 OBJECTION | NO_COSTS | v
NO C 2026-01-15 COURT_AFTER_DEMAND | DEMAND_FIRST | v
NO C 2026-01-15 COURT_DEMAND_MONTHS | 6 months | v
NO C 2026-01-15 EXPIRED_DEBT | FORBIDDEN | u
NO C 2026-01-15 LIMITATION | 3 years | v
NO C 2026-01-15 LIMITATION_JUDGMENT | 10 years | v
NO C 2026-01-15 LIMITATION_LONG | 10 years | v
NO C 2026-01-15 LIMITATION_START | DUE_DATE | u
NO C 2026-01-15 LIMITATION_LETTER | DOES_NOT_INTERRUPT | u
NO B 2016-07-01 COMPENSATION | 370.00 NOK | v
NO B 2019-12-31 COMPENSATION | 390.00 NOK | u
NO B 2020-07-01 COMPENSATION | 430.00 NOK | u
NO B 2021-07-01 COMPENSATION | 400.00 NOK | u
NO B 2022-01-01 COMPENSATION | 390.00 NOK | u
NO B 2022-07-01 COMPENSATION | 400.00 NOK | u
NO B 2023-01-01 COMPENSATION | 410.00 NOK | u
NO B 2023-07-01 COMPENSATION | 460.00 NOK | u
NO B 2024-01-01 COMPENSATION | 470.00 NOK | u
NO B 2024-07-01 COMPENSATION | 460.00 NOK | u
NO B 2025-06-30 COMPENSATION | 470.00 NOK | v
NO B 2025-07-01 COMPENSATION | 460.00 NOK | u
NO B 2026-06-30 COMPENSATION | 460.00 NOK | u
NO B 2026-07-01 COMPENSATION | 430.00 NOK | u
DK C 2026-01-15 REMINDER_FEE | 100.00 DKK | v
DK C 2026-01-15 REMINDER_COUNT | 3 | v
DK C 2026-01-15 REMINDER_COUNT_SPANS | DEBTOR_ARREARS | v
DK C 2026-01-15 REMINDER_SPACING | 10 days | v
DK C 2026-01-15 DEMAND_FEE | > 0.00: 100.00 DKK | v
DK C 2026-01-15 DEMAND_SPACING | 10 days | u
DK C 2026-01-15 DEMAND_TERM | 10 days | v
DK C 2002-08-01 COLLECTION_COSTS | ≤ 1000.00: 300.00, ≤ 2500.00: 500.00, ≤ 5000.00: 700.00, ≤ 10000.00: 900.00, ≤ 25000.00: 1200.00, ≤ 50000.00: 1600.00, ≤ 100000.00: 2000.00, ≤ 250000.00: 2700.00, > 250000.00: 4500.00 DKK | u
DK C 2010-01-01 COLLECTION_COSTS | ≤ 1000.00: 350.00, ≤ 2500.00: 600.00, ≤ 5000.00: 850.00, ≤ 10000.00: 1100.00, ≤ 25000.00: 1450.00, ≤ 50000.00: 1950.00, ≤ 100000.00: 2450.00, ≤ 250000.00: 3300.00, > 250000.00: 5500.00 DKK | u
DK C 2024-06-30 COLLECTION_COSTS | ≤ 1000.00: 400.00, ≤ 2500.00: 700.00, ≤ 5000.00: 1000.00, ≤ 10000.00: 1300.00, ≤ 25000.00: 1700.00, ≤ 50000.00: 2250.00, ≤ 100000.00: 2850.00, ≤ 250000.00: 3850.00, > 250000.00: 6400.00 DKK | v
DK C 2024-07-01 COLLECTION_COSTS | ≤ 1000.00: 400.00, ≤ 2500.00: 700.00, ≤ 5000.00: 1000.00, ≤ 10000.00: 1300.00, ≤ 25000.00: 1700.00, ≤ 50000.00: 2250.00, ≤ 100000.00: 2850.00, ≤ 250000.00: 3850.00, > 250000.00: 6400.00 DKK | u
DK B 2026-01-15 COMPENSATION | 310.00 DKK | v
DK B 2026-01-15 COMPENSATION_RELATION | ON_TOP_OF_COSTS | v
DK C 2026-01-15 OBJECTION | STOPS_COLLECTION | u
DK C 2026-01-15 COURT_AFTER_DEMAND | DEMAND_FIRST | v
DK C 2026-01-15 EXPIRED_DEBT | FORBIDDEN | u
DK C 2026-01-15 DAY_COUNT | THIRTY_360 | u
DK C 2026-01-15 NO_DUE_DATE_DAYS | 30 days | v
DK C 2026-01-15 AGREED_INTEREST | AT_MOST_STATUTORY | v
DK B 2026-01-15 AGREED_INTEREST | FREE | v
DK B 2026-01-15 TERMS_MOST | 30 days | v
DK C 2026-01-15 LIMITATION | 3 years | v
DK C 2026-01-15 LIMITATION_START | DUE_DATE | v
DK C 2026-01-15 LIMITATION_JUDGMENT | 10 years | v
DK C 2026-01-15 LIMITATION_LONG | 10 years | v
DK C 2026-01-15 LIMITATION_ABSOLUTE | 10 years | v
DK C 2026-01-15 LIMITATION_LETTER | DOES_NOT_INTERRUPT | u
DK C 2026-01-15 RATE_SETTING | CENTRAL_BANK_PLUS_8 | v
DK C 2013-03-01 LATE_INTEREST_RATE | 8.2 % | v
DK C 2013-02-28 RATE_SETTING | CENTRAL_BANK_PLUS_7 | v
`

/** A topic of country, by half-year: rate, and v for verified. */
const RATES: Record<string, string> = {
  'FI REFERENCE_RATE': `2007H1 4v, 2007H2 4.5v, 2008H1 4.5v, 2008H2 4.5v, 2009H1 2.5v, 2009H2 1v, 2010H1 1v, 2010H2 1v,
    2011H1 1v, 2011H2 1.5v, 2012H1 1v, 2012H2 1v, 2013H1 1v, 2013H2 0.5v, 2014H1 0.5v, 2014H2 0.5v, 2015H1 0.5v,
    2015H2 0.5v, 2016H1 0.5v, 2016H2 0v, 2017H1 0v, 2017H2 0v, 2018H1 0v, 2018H2 0v, 2019H1 0v, 2019H2 0v, 2020H1 0v,
    2020H2 0v, 2021H1 0v, 2021H2 0v, 2022H1 0v, 2022H2 0v, 2023H1 2.5v, 2023H2 4v, 2024H1 4.5v, 2024H2 4.5v,
    2025H1 3.5v, 2025H2 2.5u, 2026H1 2.5v, 2026H2 2.5u`,
  'SE REFERENCE_RATE': `2009H1 2v, 2009H2 0.5v, 2010H1 0.5v, 2010H2 0.5v, 2011H1 1.5v, 2011H2 2v, 2012H1 2v, 2012H2 1.5v,
    2013H1 1v, 2013H2 1v, 2014H1 1v, 2014H2 1v, 2015H1 0v, 2015H2 0v, 2016H1 0v, 2016H2 -0.5v, 2017H1 -0.5v,
    2017H2 -0.5v, 2018H1 -0.5v, 2018H2 -0.5v, 2019H1 -0.5v, 2019H2 0v, 2020H1 0v, 2020H2 0v, 2021H1 0v, 2021H2 0v,
    2022H1 0v, 2022H2 0.5v, 2023H1 2.5v, 2023H2 3.5v, 2024H1 4v, 2024H2 4v, 2025H1 3u, 2025H2 2u, 2026H1 2u,
    2026H2 2u`,
  'NO LATE_INTEREST_RATE': `2015H1 9.25u, 2015H2 9u, 2016H1 8.75u, 2016H2 8.5u, 2017H1 8.5u, 2017H2 8.5u, 2018H1 8.5u,
    2018H2 8.5u, 2019H1 8.75u, 2019H2 9.25u, 2020H1 9.5u, 2020H2 8u, 2021H1 8u, 2021H2 8u, 2022H1 8.5u, 2022H2 9.25u,
    2023H1 10.75u, 2023H2 11.75u, 2024H1 12.5u, 2024H2 12.5u, 2025H1 12.5v, 2025H2 12.25u,
    2026H1 12u, 2026H2 12.25u`,
  'DK LATE_INTEREST_RATE': `2013H2 8.2v, 2014H1 8.2v, 2014H2 8.2v, 2015H1 8.2v, 2015H2 8.05v, 2016H1 8.05v, 2016H2 8.05v,
    2017H1 8.05v, 2017H2 8.05v, 2018H1 8.05v, 2018H2 8.05v, 2019H1 8.05v, 2019H2 8.05v, 2020H1 8.05v, 2020H2 8.05v, 2021H1 8.05v, 2021H2 7.65v, 2022H1 7.55v, 2022H2 7.55v, 2023H1 9.9v, 2023H2 11.25v, 2024H1 11.75u,
    2024H2 11.5u, 2025H1 10.75u, 2025H2 9.75u, 2026H1 9.75u, 2026H2 10u`,
}

const status = (letter: string | undefined) => (letter === 'v' ? 'verified' : 'unverified')
const debtor = (letter: string | undefined): DebtorType => (letter === 'B' ? 'BUSINESS' : 'CONSUMER')

test('every figure equals its source', () => {
  const lines = FIGURES.trim().split('\n')
  assert.ok(lines.length > 130, `${lines.length} figures`)
  for (const line of lines) {
    const [what = '', value, letter] = line.split('|').map((part) => part.trim())
    const [country = '', type, date = '', topic] = what.split(' ')
    const rule = LAW.find({ country, debtorType: debtor(type) }, topic as TopicName, date)
    assert.ok(rule, line)
    assert.equal(valueText(rule.value), value, line)
    assert.equal(rule.status, status(letter), line)
  }
})

for (const [name, list] of Object.entries(RATES)) {
  test(`${name} of every half-year, first day and last`, () => {
    const [country = '', topic = ''] = name.split(' ')
    for (const entry of list.split(',')) {
      const [half = '', rate = ''] = entry.trim().split(' ')
      const year = half.slice(0, 4)
      const days = half.endsWith('H1') ? [`${year}-01-01`, `${year}-06-30`] : [`${year}-07-01`, `${year}-12-31`]
      for (const day of days) {
        const rule = LAW.find({ country, debtorType: 'CONSUMER' }, topic as 'REFERENCE_RATE', day)
        assert.equal(rule?.value.percent, Number(rate.slice(0, -1)), `${name} ${day}`)
        assert.equal(rule?.status, status(rate.at(-1)), `${name} ${day}`)
      }
    }
  })
}

test('every version of a rule in a pack is listed here', () => {
  const seen = new Set(
    [...FIGURES.matchAll(/^(..) (.) (\S+) (\w+)/gm)].map(([, country = '', type, date = '', topic]) => {
      const rule = LAW.find({ country, debtorType: debtor(type) }, topic as TopicName, date)
      return `${rule?.ruleId} ${rule?.validFrom}`
    }),
  )
  // The reference has no figure for these rules, so this product decides them until the agency does.
  const own = ['INTEREST_START', 'ROUNDING', 'REMINDER_SPACING', 'COMPENSATION_RELATION', 'ALLOCATION_ORDER']
  const others = PACKS.filter(({ ruleId, validFrom }) => !seen.has(`${ruleId} ${validFrom}`)).filter(
    ({ ruleId, country }) => {
      const topic = ruleId.split('.').at(-1) ?? ''
      return !own.includes(topic) && RATES[`${country} ${topic}`] === undefined
    },
  )
  assert.deepEqual(
    others.map(({ ruleId, validFrom }) => `${ruleId} ${validFrom}`),
    [],
  )
})

const ABSENT: [string, DebtorType, TopicName, string][] = [
  ['FI', 'CONSUMER', 'REFERENCE_RATE', '2027-01-01'],
  ['FI', 'CONSUMER', 'REFERENCE_RATE', '2006-12-31'],
  ['FI', 'CONSUMER', 'DEMAND_FEE', '2005-04-30'],
  ['FI', 'BUSINESS', 'TOTAL_CAP', '2020-12-31'],
  ['FI', 'BUSINESS', 'REMINDER_FEE', '2020-12-31'],
  ['FI', 'BUSINESS', 'LIMITATION_FINAL', '2026-01-15'],
  ['FI', 'BUSINESS', 'TERMS_AGREED_MOST', '2026-01-15'],
  ['FI', 'CONSUMER', 'COMPENSATION', '2026-01-15'],
  ['SE', 'CONSUMER', 'REFERENCE_RATE', '2027-01-01'],
  ['SE', 'CONSUMER', 'COMPENSATION', '2026-01-15'],
  ['SE', 'CONSUMER', 'LIMITATION_FINAL', '2026-01-15'],
  ['NO', 'CONSUMER', 'LATE_INTEREST_RATE', '2027-01-01'],
  ['NO', 'CONSUMER', 'OWN_DEMAND_FEE', '2020-10-01'],
  ['NO', 'BUSINESS', 'COMPENSATION', '2027-01-01'],
  ['NO', 'CONSUMER', 'LIMITATION_FINAL', '2026-01-15'],
  ['DK', 'CONSUMER', 'LATE_INTEREST_RATE', '2027-01-01'],
  ['DK', 'CONSUMER', 'COMPENSATION', '2026-01-15'],
]

for (const [country, debtorType, topic, date] of ABSENT) {
  test(`nobody invents ${country} ${debtorType} ${topic} of ${date}: the answer says what to confirm`, () => {
    assert.equal(LAW.find({ country, debtorType }, topic, date), undefined)
    const says = new RegExp(
      `No rule for ${country}\\.(${debtorType}\\.)?${topic} .* on ${date}; confirm one with "saatava law confirm"`,
    )
    assert.throws(() => LAW.need({ country, debtorType }, topic, date), { code: 'NO_RULE', message: says })
  })
}

test('every rule is dated, sourced, of its topic’s type, and no two versions overlap', () => {
  for (const rule of PACKS) {
    const { ruleId, country, debtorType, validFrom, validTo, source, value } = rule
    const parts = partsOf(ruleId)
    assert.deepEqual({ country, debtorType }, { country: parts?.country, debtorType: parts?.debtorType }, ruleId)
    assert.ok(isCivilDate(validFrom) && (validTo === null || (isCivilDate(validTo) && validTo >= validFrom)), ruleId)
    assert.ok(source.length >= 10, `${ruleId}: ${source}`)
    const topic = topicOf(parts?.topic ?? '')
    assert.ok(topic, ruleId)
    // The JSON of every value reads back as the same value: what is printed can be configured.
    assert.deepEqual(readValue(JSON.parse(JSON.stringify(valueJson(value))), topic), value, ruleId)
    const others = PACKS.filter((other) => other !== rule && other.ruleId === ruleId)
    for (const other of others) {
      const apart =
        (validTo !== null && validTo < other.validFrom) || (other.validTo !== null && other.validTo < validFrom)
      assert.ok(apart, `${ruleId} of ${validFrom} and of ${other.validFrom}`)
    }
  }
  assert.equal(Object.keys(TOPICS).length, new Set(Object.keys(TOPICS)).size)
})
