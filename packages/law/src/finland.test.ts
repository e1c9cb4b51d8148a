/** Finland, the steps of collection, row by row of the comparison of the packs with the acts: the number is in each title. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOTH, BUSINESS, CONSUMER, cap, done, most, refused } from '../test/finnish.ts'
import { totalCap } from './fee-steps.ts'
import { mayTake, mayTakeFree } from './may-take.ts'
import type { Claim, StepTaken } from './steps.ts'
import { trattaDays } from './tratta-days.ts'

test('F1: all costs of a business come to at most 250, 470, 550 or 620 by capital', () => {
  assert.deepEqual(
    [500_00n, 500_01n, 2_500_00n, 2_500_01n, 10_000_00n, 10_000_01n].map((capital) => cap(capital)),
    [250_00n, 470_00n, 470_00n, 550_00n, 550_00n, 620_00n],
  )
  const near = done(['DEMAND', '2026-02-01', 50_00n], ['BANKRUPTCY_THREAT', '2026-02-11', 195_00n])
  const last = mayTake('DEMAND', near, '2026-02-21', BUSINESS)
  assert.deepEqual([most(last), last.rule], [5_00n, 'FI.BUSINESS.TOTAL_CAP'])
  // The standard compensation is not inside the cap.
  const compensated = [...near, ...done(['COMPENSATION', '2026-01-16', 40_00n])]
  assert.equal(mayTake('REMINDER', compensated, '2026-02-21', BUSINESS).rule, 'FI.BUSINESS.COMPENSATION_RELATION')
})

test('F1: a directly enforceable claim of a business costs 214 at most, or 314 with a threat of bankruptcy', () => {
  const enforceable = { ...BUSINESS, capital: 20_000_00n, directlyEnforceable: true }
  assert.equal(cap(20_000_00n, enforceable), 214_00n)
  const near = done(['DEMAND', '2026-02-01', 210_00n])
  assert.equal(most(mayTake('REMINDER', near, '2026-02-21', enforceable)), 4_00n)
  assert.equal(most(mayTake('BANKRUPTCY_THREAT', near, '2026-02-21', enforceable)), 100_00n)
  const threatened = [...near, ...done(['BANKRUPTCY_THREAT', '2026-02-21', 100_00n])]
  assert.equal(most(mayTake('REMINDER', threatened, '2026-03-21', enforceable)), 4_00n)
})

test('F1: what was charged before 1 January 2021 does not count, and itemised unusual work exceeds the cap', () => {
  const old = done(['REMINDER', '2020-12-31', 245_00n])
  assert.equal(most(mayTake('REMINDER', old, '2026-02-21', BUSINESS)), 12_00n)
  const since = done(['REMINDER', '2021-01-01', 245_00n])
  assert.equal(most(mayTake('REMINDER', since, '2026-02-21', BUSINESS)), 5_00n)
  const exceeding = [
    { what: 'Search of three addresses', amount: 60_00n },
    { what: 'Visit to the register abroad', amount: 45_00n },
  ]
  const more = mayTake('DEMAND', since, '2026-02-21', { ...BUSINESS, exceeding })
  assert.deepEqual([most(more), more.rule], [105_00n, 'FI.BUSINESS.EXCEEDING'])
  assert.match(more.allowed ? (more.note ?? '') : '', /105.00 by unusual work.*usual most of 50.00/)
  const enforceable = { ...BUSINESS, exceeding, directlyEnforceable: true }
  assert.equal(most(mayTake('DEMAND', [], '2026-02-21', enforceable)), 50_00n)
})

test('F2: two demands of a business are charged, one with a tratta; one tratta and one threat; free ones do not count', () => {
  const two = done(['DEMAND', '2026-02-01', 50_00n], ['DEMAND_2', '2026-02-11', 25_00n])
  const third = refused(mayTake('DEMAND', two, '2026-03-01', BUSINESS), 'FI.BUSINESS.DEMAND_COUNT', /at most 2/)
  assert.ok(third.free)
  assert.ok(mayTakeFree('DEMAND', two, '2026-03-01', BUSINESS).allowed)
  const free = done(['DEMAND', '2026-02-01', 0n], ['DEMAND_2', '2026-02-11', 25_00n])
  assert.equal(most(mayTake('DEMAND', free, '2026-03-01', BUSINESS)), 25_00n)
  const reminder = done(['REMINDER', '2026-01-16', 12_00n, '2026-01-30'])
  refused(
    mayTake('TRATTA', [...reminder, ...two], '2026-03-01', BUSINESS),
    'FI.BUSINESS.DEMAND_COUNT_WITH_TRATTA',
    /2 demands were charged/,
  )
  const tratta = [...reminder, ...done(['DEMAND', '2026-02-01', 50_00n], ['TRATTA', '2026-02-12', 110_00n])]
  refused(mayTake('DEMAND', tratta, '2026-03-01', BUSINESS), 'FI.BUSINESS.DEMAND_COUNT_WITH_TRATTA', /at most 1/)
  refused(mayTake('TRATTA', tratta, '2026-03-01', BUSINESS), 'FI.BUSINESS.TRATTA_COUNT', /at most 1/)
  const threat = done(['BANKRUPTCY_THREAT', '2026-02-01', 100_00n])
  refused(
    mayTake('BANKRUPTCY_THREAT', threat, '2026-03-01', BUSINESS),
    'FI.BUSINESS.BANKRUPTCY_THREAT_COUNT',
    /at most 1/,
  )
  // Reminders have their distance and no number.
  const reminders = done(['REMINDER', '2026-01-16', 12_00n], ['REMINDER_2', '2026-01-26', 12_00n])
  assert.equal(most(mayTake('REMINDER', reminders, '2026-02-05', BUSINESS)), 12_00n)
})

test('F3: an objection stops the collection of every debt; a directly enforceable one goes on until a complaint about its basis', () => {
  const reminded = done(['REMINDER', '2026-01-29', 0n])
  for (const claim of BOTH)
    for (const step of ['REMINDER', 'DEMAND', 'PLAN'] as const) {
      const answer = mayTake(step, reminded, '2026-06-01', { ...claim, stopped: 'OBJECTION' })
      assert.equal(refused(answer, 'FI.OBJECTION', /denies the claim/).free, false)
    }
  const enforceable = { ...BUSINESS, directlyEnforceable: true }
  assert.equal(most(mayTake('DEMAND', reminded, '2026-06-01', { ...enforceable, stopped: 'OBJECTION' })), 50_00n)
  refused(
    mayTake('DEMAND', reminded, '2026-06-01', { ...enforceable, stopped: 'BASIS_COMPLAINT' }),
    'FI.OBJECTION',
    /./,
  )
  for (const claim of BOTH)
    assert.ok(mayTake('LEGAL', [], '2026-06-01', { ...claim, stopped: 'OBJECTION' }).allowed, claim.debtorType)
})

test('F3: a debt that has expired is collected from nobody, by no step', () => {
  for (const claim of BOTH)
    for (const step of ['REMINDER', 'DEMAND', 'LEGAL'] as const) {
      const expired = { ...claim, expiresOn: '2026-06-01' }
      refused(
        mayTakeFree(step, done(['DEMAND', '2026-02-01', 0n]), '2026-06-01', expired),
        'FI.EXPIRED_DEBT',
        /expired/,
      )
    }
  const reminded = done(['REMINDER', '2026-01-29', 0n])
  assert.ok(mayTake('DEMAND', reminded, '2026-05-31', { ...CONSUMER, expiresOn: '2026-06-01' }).allowed)
})

test('F4: a consumer’s demand needs a reminder sent after the due date and 14 days, whoever sent it and whatever it cost', () => {
  const rule = 'FI.CONSUMER.DEMAND_AFTER_REMINDER'
  assert.equal(refused(mayTakeFree('DEMAND', [], '2026-06-01', CONSUMER), rule, /not reminded/).free, false)
  const free = done(['REMINDER', '2026-01-16', 0n])
  refused(mayTakeFree('DEMAND', free, '2026-01-29', CONSUMER), rule, /not before 2026-01-30/)
  assert.ok(mayTakeFree('DEMAND', free, '2026-01-30', CONSUMER).allowed)
  const own = free.map((step) => ({ ...step, byCreditor: true }))
  assert.ok(mayTakeFree('DEMAND', own, '2026-01-30', CONSUMER).allowed)
  refused(mayTakeFree('DEMAND', done(['REMINDER', '2026-01-15', 0n]), '2026-06-01', CONSUMER), rule, /not reminded/)
  // The creditor that collects itself, and a business, need none.
  assert.ok(mayTakeFree('DEMAND', [], '2026-01-16', { ...CONSUMER, professional: false }).allowed)
  assert.ok(mayTakeFree('DEMAND', [], '2026-01-16', BUSINESS).allowed)
})

test('F5: a tratta costs 110, 125, 140 or 155 by capital, and 110 where the claim is directly enforceable', () => {
  const reminded = done(['REMINDER', '2026-01-16', 0n])
  const fee = (capital: bigint, more: Partial<Claim> = {}) =>
    most(mayTake('TRATTA', reminded, '2026-02-01', { ...BUSINESS, capital, ...more }))
  assert.deepEqual(
    [500_00n, 500_01n, 2_500_00n, 2_500_01n, 10_000_00n, 10_000_01n].map((capital) => fee(capital)),
    [110_00n, 125_00n, 125_00n, 140_00n, 140_00n, 155_00n],
  )
  assert.equal(fee(20_000_00n, { directlyEnforceable: true }), 110_00n)
})

test('F6: a tratta’s day is the day after the reminder’s term of 10 days, or after its longer term', () => {
  const rule = 'FI.BUSINESS.TRATTA_AFTER_REMINDER'
  const day = (payBy: string | undefined, today: string) =>
    mayTake('TRATTA', done(['REMINDER', '2026-01-20', 0n, payBy]), today, BUSINESS)
  refused(day('2026-01-30', '2026-01-30'), rule, /not before 2026-01-31/)
  assert.ok(day('2026-01-30', '2026-01-31').allowed)
  assert.ok(day(undefined, '2026-01-31').allowed)
  refused(day('2026-02-10', '2026-02-10'), rule, /not before 2026-02-11/)
  assert.equal(refused(day('2026-01-29', '2026-06-01'), rule, /no reminder gave the debtor 10 days/).free, false)
  // A reminder of before the reform gave seven, and still does.
  const old = done(['REMINDER', '2022-04-28', 0n, '2022-05-05'])
  assert.ok(mayTake('TRATTA', old, '2022-05-08', { ...BUSINESS, due: '2022-04-01' }).allowed)
})

test('F7: a tratta may be published from day 14 to day 60; 21 days for those sent from October 2021 to April 2022, 10 before', () => {
  const days = (sent: string) => {
    const { from, until } = trattaDays(BUSINESS, sent)
    return [from, until]
  }
  assert.deepEqual(days('2026-02-01'), ['2026-02-15', '2026-04-02'])
  assert.deepEqual(days('2022-05-01'), ['2022-05-15', '2022-06-30'])
  assert.deepEqual(days('2022-04-30'), ['2022-05-21', null])
  assert.deepEqual(days('2021-10-01'), ['2021-10-22', null])
  assert.deepEqual(days('2021-09-30'), ['2021-10-10', null])
})

test('F8: from January to September 2021 publicity is threatened to limited companies alone', () => {
  const claim = { ...BUSINESS, due: '2021-01-04' }
  const reminded = done(['REMINDER', '2021-01-10', 0n])
  for (const [day, company, allowed] of [
    ['2021-09-30', undefined, false],
    ['2021-09-30', false, false],
    ['2021-09-30', true, true],
    ['2021-10-01', undefined, true],
  ] as const) {
    const limitedCompany = company === undefined ? {} : { limitedCompany: company }
    assert.equal(
      mayTake('TRATTA', reminded, day, { ...claim, ...limitedCompany }).allowed,
      allowed,
      `${day} ${company}`,
    )
  }
})

test('F11: plans of businesses cost 30 to 75, 5 more from the seventh instalment; an extension 10', () => {
  const fee = (capital: bigint, instalments: number, more: Partial<Claim> = {}, history: StepTaken[] = []) =>
    mayTake('PLAN', history, '2026-03-01', { ...BUSINESS, capital, instalments, ...more })
  const plan = (...asked: Parameters<typeof fee>) => most(fee(...asked)) / 100n
  assert.deepEqual([plan(500_00n, 6), plan(500_01n, 4), plan(500_01n, 5), plan(2_500_00n, 6)], [30n, 30n, 45n, 45n])
  assert.deepEqual([plan(2_500_01n, 6), plan(10_000_00n, 5), plan(10_000_01n, 5)], [60n, 60n, 75n])
  assert.deepEqual([plan(500_00n, 7), plan(500_00n, 12), plan(10_000_01n, 8)], [35n, 60n, 85n])
  assert.equal(plan(10_000_01n, 12, { directlyEnforceable: true }), 30n)
  const one = done(['PLAN', '2026-02-01', 30_00n])
  refused(fee(500_00n, 4, {}, one), 'FI.BUSINESS.PLAN_COUNT_LOW', /at most 1/)
  assert.equal(plan(500_01n, 4, { directlyEnforceable: true }, one), 30n)
  const two = [...one, ...done(['PLAN_2', '2026-02-11', 30_00n])]
  refused(fee(500_01n, 4, {}, two), 'FI.BUSINESS.PLAN_COUNT', /at most 2/)
  assert.equal(most(mayTake('EXTENSION', [], '2026-03-01', BUSINESS)), 10_00n)
  refused(
    mayTake('EXTENSION', done(['EXTENSION', '2026-03-01', 10_00n]), '2026-03-14', BUSINESS),
    'FI.BUSINESS.EXTENSION_DAYS',
    /2026-03-15/,
  )
})

test('F12: the figures of the first half of 2021 hold until April 2022, but for the cap of 480', () => {
  const claim = { ...BUSINESS, capital: 500_01n, due: '2021-05-01' }
  for (const on of ['2021-06-30', '2021-07-01', '2022-04-30']) {
    assert.equal(most(mayTake('REMINDER', [], on, claim)), 10_00n, on)
    assert.equal(most(mayTake('DEMAND', [], on, claim)), 80_00n, on)
    assert.equal(most(mayTake('PLAN', [], on, { ...claim, instalments: 8 })), 70_00n, on)
    assert.equal(most(mayTake('PLAN', [], on, { ...claim, capital: 500_00n, instalments: 8 })), 40_00n, on)
  }
  assert.deepEqual(
    ['2021-06-30', '2021-07-01', '2022-04-30', '2022-05-01'].map((on) => [cap(500_00n, {}, on), cap(500_01n, {}, on)]),
    [
      [230_00n, 410_00n],
      [230_00n, 480_00n],
      [230_00n, 480_00n],
      [250_00n, 470_00n],
    ],
  )
})

test('F13: the temporary acts wanted 7 days between letters, 10 for an own demand, and their numbers', () => {
  const claim = { ...BUSINESS, due: '2021-05-01' }
  const reminded = done(['REMINDER', '2021-05-10', 10_00n])
  refused(mayTake('DEMAND', reminded, '2021-05-16', claim), 'FI.BUSINESS.DEMAND_SPACING', /2021-05-17/)
  assert.equal(most(mayTake('DEMAND', reminded, '2021-05-17', claim)), 50_00n)
  assert.equal(most(mayTake('DEMAND', [], '2021-05-17', { ...claim, professional: false })), 10_00n)
  const two = done(['DEMAND', '2021-05-10', 50_00n], ['DEMAND_2', '2021-05-20', 25_00n])
  refused(mayTake('DEMAND', two, '2021-08-01', claim), 'FI.BUSINESS.DEMAND_COUNT', /at most 2/)
  refused(mayTake('PLAN', done(['PLAN', '2021-05-10', 30_00n]), '2021-08-01', claim), 'FI.BUSINESS.PLAN_COUNT_LOW', /1/)
})

test('F17: a capital of exactly 100 has one charged plan, above it two', () => {
  const one = done(['PLAN', '2026-02-01', 20_00n])
  const plan = (capital: bigint) => mayTake('PLAN', one, '2026-03-01', { ...CONSUMER, capital, instalments: 4 })
  refused(plan(100_00n), 'FI.CONSUMER.PLAN_COUNT_LOW', /at most 1/)
  assert.equal(most(plan(100_01n)), 20_00n)
})

test('old consumers’ cases keep the sums of 2005 to 2013: demand 21 or 45, plan 30, in all 190 or 220, enforceable 12 and 59', () => {
  const claim = { ...CONSUMER, due: '2010-01-15' }
  const demand = (capital: bigint, more: Partial<Claim> = {}, history: StepTaken[] = []) =>
    most(mayTake('DEMAND', history, '2010-06-01', { ...claim, capital, ...more }))
  assert.deepEqual([demand(250_00n), demand(250_01n)], [21_00n, 45_00n])
  assert.equal(demand(250_01n, {}, done(['DEMAND', '2010-03-01', 45_00n], ['DEMAND_2', '2010-04-01', 45_00n])), 45_00n)
  assert.equal(demand(900_00n, { directlyEnforceable: true }), 12_00n)
  assert.equal(most(mayTake('PLAN', [], '2010-06-01', claim)), 30_00n)
  const total = (capital: bigint, more: Partial<Claim> = {}) =>
    totalCap({ ...claim, capital, ...more }, '2013-03-15')?.most
  assert.deepEqual([total(250_00n), total(250_01n)], [190_00n, 220_00n])
  assert.equal(total(1_00n, { directlyEnforceable: true }), 59_00n)
})
