import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { addDays } from '@saatava/core/dates.ts'
import { type InterestInput, lateInterest } from './late-interest.ts'
import { LAW, createLaw, lawFor } from './law.ts'
import { mergeRules } from './merge-rules.ts'
import { PACKS } from './packs/index.ts'
import type { Country, DebtorType } from './rule.ts'

const CURRENCIES = { FI: 'EUR', SE: 'SEK', NO: 'NOK', DK: 'DKK' }
const ask = (country: Country, debtorType: DebtorType, due: string, until: string, more: Partial<InterestInput> = {}) =>
  lateInterest({ country, debtorType, currency: CURRENCIES[country], capital: 1_000_00n, due, until, ...more })

/** Country, debtor, due, paid; days and rate of each period; öre or cents on 1 000.00. */
const WORKED: [Country, DebtorType, string, string, string, bigint][] = [
  // Published examples
  ['FI', 'CONSUMER', '2026-01-15', '2026-03-16', '60 d 9.5 %', 1562n],
  ['FI', 'CONSUMER', '2024-12-15', '2025-01-31', '16 d 11.5 %, 31 d 10.5 %', 1396n],
  // 60 × 10.5 % = 17.2603
  ['FI', 'BUSINESS', '2026-01-15', '2026-03-16', '60 d 10.5 %', 1726n],
  // A leap year has 366 days of a 365th: 9.5 % of the first half of 2023, 11.0 % of the second, 11.5 % of 2024
  ['FI', 'CONSUMER', '2022-12-31', '2024-12-31', '181 d 9.5 %, 184 d 11 %, 182 d 11.5 %, 184 d 11.5 %', 21788n],
  // F19: the margin of 8 is for claims that fall due since 16 March 2013; one that was due before keeps 7
  ['FI', 'BUSINESS', '2013-03-15', '2013-03-25', '10 d 8 %', 219n],
  ['FI', 'BUSINESS', '2013-03-16', '2013-03-26', '10 d 9 %', 247n],
  ['FI', 'BUSINESS', '2012-12-31', '2013-12-31', '181 d 8 %, 184 d 7.5 %', 7748n],
  // The reference rate was −0.5: not taken for 0
  ['SE', 'CONSUMER', '2018-12-15', '2019-01-31', '47 d 7.5 %', 966n],
  ['SE', 'BUSINESS', '2019-06-20', '2019-07-20', '10 d 7.5 %, 20 d 8 %', 644n],
  ['SE', 'CONSUMER', '2026-01-15', '2026-03-16', '60 d 10 %', 1644n],
  ['NO', 'CONSUMER', '2025-01-15', '2025-03-16', '60 d 12.5 %', 2055n],
  // 30/360: 2 months and a day of 11.25 %
  ['DK', 'CONSUMER', '2023-07-15', '2023-09-16', '61 d 11.25 %', 1906n],
  // June has 30 days, and so has July: to the end of each 15 and 30
  ['DK', 'BUSINESS', '2023-06-15', '2023-07-31', '15 d 9.9 %, 30 d 11.25 %', 1350n],
  // The whole of February is 30 days, also in a leap year
  ['DK', 'CONSUMER', '2020-01-31', '2020-03-01', '31 d 8.05 %', 693n],
  ['DK', 'CONSUMER', '2019-12-31', '2020-12-31', '360 d 8.05 %', 8050n],
]

for (const [country, debtorType, due, paid, periods, amount] of WORKED) {
  test(`${country} ${debtorType} due ${due} paid ${paid}: ${periods}`, () => {
    const result = ask(country, debtorType, due, paid)
    assert.equal(result.periods.map(({ days, rate }) => `${days} d ${rate} %`).join(', '), periods)
    assert.equal(result.amount, amount)
    assert.equal(result.periods[0]?.from, addDays(due, 1))
    assert.equal(result.periods.at(-1)?.to, paid)
    for (const [i, { from, rules, source, rule }] of result.periods.entries()) {
      if (i > 0) assert.equal(from, addDays(result.periods[i - 1]?.to ?? '', 1))
      assert.ok(rule.startsWith(country) && source.length > 10 && rules.length > 0)
    }
  })
}

test('a debt that is paid on the due date or before bears nothing, and has no periods', () => {
  for (const paid of ['2026-01-15', '2026-01-14', '2020-01-01']) {
    const { amount, periods } = ask('FI', 'CONSUMER', '2026-01-15', paid)
    assert.deepEqual({ amount, periods }, { amount: 0n, periods: [] })
  }
  assert.equal(ask('FI', 'CONSUMER', '2026-01-15', '2026-01-16').periods[0]?.days, 1)
})

test('without a due date it runs from when 30 days have passed since the invoice was sent', () => {
  const input = { country: 'FI', debtorType: 'CONSUMER', currency: 'EUR', capital: 1_000_00n } as const
  const sent = lateInterest({ ...input, sent: '2025-12-16', until: '2026-03-16' })
  assert.equal(sent.start, '2026-01-16')
  assert.equal(sent.amount, 1562n)
  assert.ok(sent.rules.some(({ rule }) => rule === 'FI.NO_DUE_DATE_DAYS'))
  const norway = { ...input, country: 'NO', sent: '2025-01-01', until: '2025-03-01' } as const
  assert.equal(lateInterest(norway).start, '2025-02-01')
  const unknown = createLaw(
    PACKS.filter(({ ruleId }) => ruleId !== 'NO.NO_DUE_DATE_DAYS'),
    { unverified: 'ALLOW', missing: 'REFUSE' },
  )
  assert.throws(() => lateInterest(norway, unknown), { code: 'NO_RULE', ruleId: 'NO.CONSUMER.NO_DUE_DATE_DAYS' })
})

test('after a part was paid, interest runs on what is left', () => {
  const capital = [
    { from: '2026-01-10', capital: 1_000_00n },
    { from: '2026-02-16', capital: 400_00n },
    { from: '2026-03-01', capital: 0n },
    { from: '2026-03-11', capital: 100_00n },
  ]
  const { amount, periods } = ask('FI', 'CONSUMER', '2026-01-15', '2026-03-16', { capital })
  assert.deepEqual(
    periods.map(({ from, to, days, capital }) => [from, to, days, capital]),
    [
      ['2026-01-16', '2026-02-15', 31, 1_000_00n],
      ['2026-02-16', '2026-02-28', 13, 400_00n],
      ['2026-03-11', '2026-03-16', 6, 100_00n],
    ],
  )
  // 8.0685 + 1.3534 + 0.1562
  assert.equal(amount, 958n)
})

test('a consumer never owes more than the law’s rate, whatever was agreed; a business may', () => {
  const consumer = ask('FI', 'CONSUMER', '2026-01-15', '2026-03-16', { agreedPercentage: 16 })
  assert.equal(consumer.amount, 1562n)
  assert.match(consumer.periods[0]?.note ?? '', /16 % was agreed, which is more than the law allows/)
  assert.ok(consumer.periods[0]?.rules.some(({ rule }) => rule === 'FI.CONSUMER.AGREED_INTEREST'))
  assert.equal(ask('FI', 'CONSUMER', '2026-01-15', '2026-03-16', { agreedPercentage: 5 }).amount, 822n)
  const business = ask('FI', 'BUSINESS', '2026-01-15', '2026-03-16', { agreedPercentage: 16 })
  assert.equal(business.amount, 2630n)
  // The agreed rate needs no reference rate, which nobody knows for the second half of the year.
  assert.equal(ask('FI', 'BUSINESS', '2026-07-15', '2026-07-25', { agreedPercentage: 7 }).amount, 192n)
  assert.equal(ask('FI', 'CONSUMER', '2026-01-15', '2026-03-16', { agreedPercentage: 0 }).amount, 0n)
})

test('where no rule says whether more may be agreed, a sandbox takes the law’s rate and others ask', () => {
  const input = { country: 'SE', debtorType: 'CONSUMER', currency: 'SEK', capital: 1_000_00n } as const
  const agreed = { ...input, due: '2026-01-15', until: '2026-03-16', agreedPercentage: 24 }
  const rules = PACKS.filter(({ ruleId }) => ruleId !== 'SE.CONSUMER.AGREED_INTEREST')
  const law = createLaw(rules, { unverified: 'ALLOW', missing: 'REFUSE' })
  assert.throws(() => lateInterest(agreed, law), { code: 'NO_RULE', ruleId: 'SE.CONSUMER.AGREED_INTEREST' })
  assert.equal(lateInterest(agreed, lawFor('sandbox', rules)).amount, 1644n)
})

test('S4: a Swedish consumer agrees to at most 20 points above the reference rate since March 2025, a business to anything', () => {
  const input = { country: 'SE', currency: 'SEK', capital: 1_000_00n, due: '2026-01-15', until: '2026-01-15' } as const
  const rateOf = (debtorType: DebtorType, agreedPercentage: number, more: { due?: string; origin?: string } = {}) => {
    const due = more.due ?? input.due
    const asked = { ...input, ...more, due, debtorType, agreedPercentage, until: addDays(due, 10) }
    return lateInterest(asked).periods[0]
  }
  assert.equal(rateOf('CONSUMER', 22)?.rate, 22)
  const capped = rateOf('CONSUMER', 30)
  assert.deepEqual([capped?.rate, capped?.referenceRate, capped?.margin], [22, 2, 20])
  assert.match(capped?.note ?? '', /30 % was agreed/)
  assert.equal(rateOf('BUSINESS', 30)?.rate, 30)
  assert.equal(rateOf('CONSUMER', 30, { due: '2025-03-10', origin: '2025-02-28' })?.rate, 30, 'agreed before the cap')
  assert.equal(rateOf('CONSUMER', 30, { due: '2025-03-10', origin: '2025-03-01' })?.rate, 23)
})

test('S7, N8, D3: the packs have the rates of the second half of 2026, and refuse the first day without one', () => {
  const last = (country: Country) => ask(country, 'CONSUMER', '2026-12-01', '2026-12-31').periods[0]
  assert.deepEqual(
    (['SE', 'NO', 'DK'] as const).map((country) => [last(country)?.rate, last(country)?.status]),
    [
      [10, 'unverified'],
      [12.25, 'unverified'],
      [10, 'unverified'],
    ],
  )
})

test('a rate that is missing is named, with how to give it', () => {
  assert.throws(() => ask('FI', 'CONSUMER', '2026-12-15', '2027-01-15'), {
    code: 'NO_RULE',
    ruleId: 'FI.REFERENCE_RATE',
    message:
      /No rule for FI.REFERENCE_RATE .* on 2027-01-01; confirm one with "saatava law confirm".*LAW_RULES.*"validFrom":"2027-01-01".*last one known, 2.5 %, ended on 2026-12-31/,
  })
})

test('a sandbox carries on with the last known rate, and says so', () => {
  const input = { country: 'FI', debtorType: 'CONSUMER', currency: 'EUR', capital: 1_000_00n } as const
  const { periods, status } = lateInterest({ ...input, due: '2026-06-15', until: '2027-02-15' }, lawFor('sandbox'))
  assert.deepEqual(
    periods.map(({ from, to, rate, status }) => [from, to, rate, status]),
    [
      ['2026-06-16', '2026-06-30', 9.5, 'verified'],
      ['2026-07-01', '2026-12-31', 9.5, 'unverified'],
      ['2027-01-01', '2027-02-15', 9.5, 'unverified'],
    ],
  )
  assert.equal(periods[1]?.rules[0]?.carriedOn, undefined)
  assert.equal(periods[2]?.rules[0]?.carriedOn, true)
  assert.equal(status, 'unverified')
})

test('production rests on confirmed rules alone, and the agency confirms them', () => {
  const input = { country: 'FI', debtorType: 'CONSUMER', currency: 'EUR', capital: 1_000_00n } as const
  const asked = { ...input, due: '2026-06-15', until: '2026-07-15' }
  assert.throws(() => lateInterest(asked, lawFor('production')), {
    code: 'UNVERIFIED_RULE',
    ruleId: 'FI.INTEREST_START',
  })
  const rules = mergeRules(PACKS, {
    rules: [
      { ruleId: 'FI.INTEREST_START', status: 'verified', source: 'our counsel' },
      { ruleId: 'FI.DAY_COUNT', status: 'verified' },
      { ruleId: 'FI.ROUNDING', status: 'verified' },
      {
        ruleId: 'FI.REFERENCE_RATE',
        validFrom: '2026-07-01',
        validTo: '2026-12-31',
        value: { type: 'PERCENT', percent: 3 },
        source: 'the notice of June 2026',
      },
    ],
  })
  const { periods, status, amount } = lateInterest(asked, lawFor('production', rules))
  assert.deepEqual(
    periods.map(({ rate }) => rate),
    [9.5, 10],
  )
  assert.equal(status, 'verified')
  // 15 × 9.5 % + 15 × 10 % = 8.0137
  assert.equal(amount, 801n)
})

test('a year of 366 days can be configured', () => {
  const rules = mergeRules(PACKS, {
    rules: [
      {
        ruleId: 'FI.DAY_COUNT',
        validFrom: '2007-01-01',
        value: { type: 'WORD', word: 'ACT_ACT' },
        source: 'our choice',
      },
    ],
  })
  const law = createLaw(rules, { unverified: 'ALLOW', missing: 'REFUSE' })
  const input = { country: 'FI', debtorType: 'CONSUMER', currency: 'EUR', capital: 1_000_00n } as const
  // 365/365 of 10.2562…: 181 × 9.5 % + 184 × 11 %, then 366/366 of 11.5 %
  const { amount } = lateInterest({ ...input, due: '2022-12-31', until: '2024-12-31' }, law)
  assert.equal(amount, 21756n)
})

const WRONG: [Partial<InterestInput>, RegExp][] = [
  [{ capital: -1n }, /below zero/],
  [{ until: '2026-02-30' }, /"2026-02-30" is not a date/],
  [{ sent: '2026-01-01' }, /either the due date, or/],
  [{ capital: [] }, /first capital holds from 2026-01-16/],
  [{ capital: [{ from: '2026-02-01', capital: 1n }] }, /first capital holds from 2026-01-16/],
  [
    {
      capital: [
        { from: '2026-01-01', capital: 1n },
        { from: '2026-01-01', capital: 2n },
      ],
    },
    /in order/,
  ],
  [{ agreedPercentage: -1 }, /not a percentage/],
  [{ until: '2199-01-01' }, /at most 100 years/],
]

for (const [wrong, says] of WRONG) {
  test(`a question that makes no sense is refused: ${says}`, () => {
    assert.throws(() => ask('FI', 'CONSUMER', '2026-01-15', '2026-03-16', wrong), { code: 'INPUT', message: says })
  })
}

/** Days for which every country has rates; a few hundred at most between the two. */
const questions = fc.record({
  country: fc.constantFrom<Country>('FI', 'SE', 'NO', 'DK'),
  debtorType: fc.constantFrom<DebtorType>('CONSUMER', 'BUSINESS'),
  capital: fc.bigInt({ min: 0n, max: 10_000_000_00n }),
  due: fc.integer({ min: 0, max: 3_200 }).map((days) => addDays('2015-07-01', days)),
  days: fc.integer({ min: 0, max: 600 }),
})
type Question = typeof questions extends fc.Arbitrary<infer T> ? T : never

const answer = ({ country, debtorType, capital, due, days }: Question) =>
  lateInterest({ country, debtorType, currency: CURRENCIES[country], capital, due, until: addDays(due, days) }, LAW)

test('before rounding, interest to a day plus interest from that day is the whole', () => {
  fc.assert(
    fc.property(questions, fc.integer({ min: 0, max: 600 }), (question, at) => {
      const days = Math.min(at, question.days)
      const first = answer({ ...question, days })
      const second = answer({ ...question, due: addDays(question.due, days), days: question.days - days })
      assert.equal(first.exact.numerator + second.exact.numerator, answer(question).exact.numerator)
    }),
  )
})

test('a day more never costs less, a cent more of capital neither, and on time costs nothing', () => {
  fc.assert(
    fc.property(questions, (question) => {
      const { exact, amount } = answer(question)
      assert.ok(answer({ ...question, days: question.days + 1 }).exact.numerator >= exact.numerator)
      assert.ok(answer({ ...question, capital: question.capital + 1n }).exact.numerator >= exact.numerator)
      if (question.days === 0) assert.equal(amount, 0n)
      // Half up: within half a cent of the exact figure, and the half goes up.
      const twice = 2n * exact.numerator
      assert.ok(twice >= (2n * amount - 1n) * exact.denominator && twice < (2n * amount + 1n) * exact.denominator)
    }),
  )
})

test('capital in steps is the sum of what each bears', () => {
  fc.assert(
    fc.property(
      questions,
      fc.integer({ min: 1, max: 600 }),
      fc.bigInt({ min: 0n, max: 1_000_00n }),
      (question, at, paid) => {
        const { country, debtorType, due, days, capital } = question
        const left = capital > paid ? capital - paid : 0n
        const until = addDays(due, days)
        const steps = [
          { from: due, capital },
          { from: addDays(due, at + 1), capital: left },
        ]
        const whole = lateInterest({ country, debtorType, currency: 'EUR', capital: steps, due, until })
        const first = answer({ ...question, days: Math.min(at, days) })
        const second = answer({ ...question, capital: left, due: addDays(due, at), days: Math.max(days - at, 0) })
        assert.equal(whole.exact.numerator, first.exact.numerator + second.exact.numerator)
      },
    ),
  )
})
