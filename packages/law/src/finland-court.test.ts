/** Finland, court, interest, limitation and sources, row by row of the comparison of the packs with the acts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOTH, BUSINESS, CONSUMER, cap, done, most, refused } from '../test/finnish.ts'
import { courtCosts } from './court-costs.ts'
import { mayDemandElectronically } from './electronic-demand.ts'
import { LAW } from './law.ts'
import { lateInterest } from './late-interest.ts'
import { limitation } from './limitation.ts'
import { mayTake } from './may-take.ts'
import { PACKS } from './packs/index.ts'
import type { Claim } from './steps.ts'

test('F9: costs at court are 50, 80 or 110, high 80, 120 or 160, and the court fee is added: 120 under 300 electronically', () => {
  const costs = (capital: bigint, how: { high?: boolean; paper?: boolean } = {}, on = '2026-02-01') =>
    courtCosts({ ...CONSUMER, capital }, on, how).most
  assert.equal(costs(299_99n), 50_00n + 70_00n)
  assert.deepEqual([costs(300_00n), costs(1_000_00n), costs(1_000_01n)], [150_00n, 150_00n, 180_00n])
  assert.deepEqual([costs(1_00n, { high: true }), costs(5_000_00n, { high: true, paper: true })], [150_00n, 260_00n])
  assert.deepEqual([costs(250_00n, {}, '2010-08-01'), costs(251_00n, { high: true }, '2010-08-01')], [211_00n, 333_00n])
})

test('F10: the court fee follows the day of filing', () => {
  const fees = (on: string) =>
    (['COURT_FEE_ELECTRONIC', 'COURT_FEE', 'COURT_FEE_CONTESTED'] as const).map(
      (topic) => LAW.need(CONSUMER, topic, on).value.minor / 100n,
    )
  assert.deepEqual(fees('2025-01-01'), [70n, 100n, 310n])
  assert.deepEqual(fees('2024-12-31'), [65n, 86n, 270n])
  assert.deepEqual(fees('2019-01-01'), [65n, 86n, 260n])
  assert.deepEqual(fees('2016-01-01'), [65n, 86n, 250n])
})

test('F14: court waits for the demand and the end of its term, but not on objection, request or danger', () => {
  const rule = 'FI.CONSUMER.COURT_AFTER_DEMAND'
  refused(mayTake('LEGAL', [], '2026-06-01', CONSUMER), rule, /no payment demand/)
  const demanded = done(['DEMAND', '2026-03-01', 24_00n, '2026-03-15'])
  refused(mayTake('LEGAL', demanded, '2026-03-15', CONSUMER), rule, /not before 2026-03-16/)
  assert.ok(mayTake('LEGAL', demanded, '2026-03-16', CONSUMER).allowed)
  for (const opens of [
    { stopped: 'OBJECTION' },
    { stopped: 'SUSPENSION' },
    { rightMayBeLost: true },
    { professional: false },
  ] as const) {
    assert.ok(mayTake('LEGAL', [], '2026-02-01', { ...CONSUMER, ...opens }).allowed, JSON.stringify(opens))
    assert.ok(mayTake('LEGAL', demanded, '2026-03-02', { ...CONSUMER, ...opens }).allowed, JSON.stringify(opens))
  }
  assert.ok(mayTake('LEGAL', [], '2026-01-16', BUSINESS).allowed)
})

test('F15: four weeks before a demand and two months before enforcement are practice: nothing is refused on them', () => {
  const topics = ['DEMAND_AFTER_DUE', 'ENFORCEMENT_AFTER_DUE']
  assert.ok(!PACKS.some(({ ruleId }) => ruleId.startsWith('FI.') && topics.includes(ruleId.split('.').at(-1) ?? '')))
  assert.ok(mayTake('DEMAND', done(['REMINDER', '2026-01-16', 0n]), '2026-01-30', CONSUMER).allowed)
  assert.ok(mayTake('ENFORCEMENT', [], '2026-01-16', CONSUMER).allowed)
})

test('F16: a final limitation protects natural persons, 20 or 25 years by the creditor; a company’s debt has none', () => {
  const expiry = (debtorType: 'CONSUMER' | 'BUSINESS', creditorNaturalPerson: boolean, judgment?: string) =>
    limitation({
      country: 'FI',
      debtorType,
      due: '2016-01-15',
      creditorNaturalPerson,
      ...(judgment === undefined ? {} : { judgment }),
    }).final?.expiresOn ?? null
  assert.deepEqual([expiry('CONSUMER', false), expiry('CONSUMER', true)], ['2036-01-15', '2041-01-15'])
  assert.deepEqual(
    [expiry('CONSUMER', false, '2017-03-01'), expiry('CONSUMER', true, '2017-03-01')],
    ['2032-03-01', '2037-03-01'],
  )
  assert.deepEqual([expiry('BUSINESS', false), expiry('BUSINESS', false, '2017-03-01')], [null, null])
})

test('F18: terms by the day of the contract: 60 days until April 2015, 30 since; 60 is the most of authorities alone', () => {
  const days = (topic: 'TERMS_MOST' | 'TERMS_MOST_AUTHORITY' | 'TERMS_AGREED_MOST_AUTHORITY', on: string) =>
    LAW.find({ ...BUSINESS, origin: on }, topic, on)?.value.days
  assert.deepEqual([days('TERMS_MOST', '2015-04-30'), days('TERMS_MOST', '2015-05-01')], [60, 30])
  assert.deepEqual(
    [days('TERMS_MOST_AUTHORITY', '2026-01-01'), days('TERMS_AGREED_MOST_AUTHORITY', '2026-01-01')],
    [30, 60],
  )
  assert.equal(LAW.find(BUSINESS, 'TERMS_AGREED_MOST', '2026-01-01'), undefined)
})

test('F19: a business’s claim that fell due before 16 March 2013 keeps the margin of 7 for good', () => {
  const rate = (due: string) =>
    lateInterest({
      country: 'FI',
      debtorType: 'BUSINESS',
      currency: 'EUR',
      capital: 1_000_00n,
      due,
      until: '2026-06-30',
    }).periods.at(-1)?.rate
  assert.deepEqual([rate('2013-03-15'), rate('2013-03-16')], [9.5, 10.5])
})

test('F20: a consumer’s consent to demands that are not on paper holds for 12 months; a business consents or is used to it', () => {
  assert.equal(LAW.need(CONSUMER, 'ELECTRONIC_DEMAND', '2026-01-01').value.word, 'SEPARATE_CONSENT')
  assert.equal(LAW.need(CONSUMER, 'ELECTRONIC_CONSENT', '2026-01-01').value.months, 12)
  assert.equal(LAW.need(BUSINESS, 'ELECTRONIC_DEMAND', '2026-01-01').value.word, 'CONSENT_OR_PRACTICE')
})

test('F20: an electronic demand goes on a consent of less than 12 months, on acceptance after the due date, or on practice between businesses', () => {
  const may = (claim: Claim, basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE' | undefined, since: string, today: string) =>
    mayDemandElectronically(claim, basis && { basis, since }, today).allowed
  assert.deepEqual(
    [
      may(CONSUMER, undefined, '', '2026-03-01'),
      may(CONSUMER, 'CONSENT', '2025-03-02', '2026-03-01'),
      may(CONSUMER, 'CONSENT', '2025-03-01', '2026-03-01'),
      may(CONSUMER, 'AFTER_DUE', '2026-01-15', '2026-03-01'),
      may(CONSUMER, 'AFTER_DUE', '2026-01-16', '2026-03-01'),
      may(CONSUMER, 'PRACTICE', '2020-01-01', '2026-03-01'),
    ],
    [false, true, false, false, true, false],
  )
  assert.deepEqual(
    [may(BUSINESS, undefined, '', '2026-03-01'), may(BUSINESS, 'PRACTICE', '2020-01-01', '2026-03-01')],
    [false, true],
  )
  assert.ok(may(BUSINESS, 'CONSENT', '2020-01-01', '2026-03-01'), 'a business’s consent has no end by law')
  // Before the act of 2022 nothing of this was asked of businesses, and other countries do not ask it here.
  assert.ok(may({ ...BUSINESS, country: 'SE' }, undefined, '', '2026-03-01'))
})

test('F21: the figures that the act itself confirms are verified, and their sources name it', () => {
  for (const topic of ['TOTAL_CAP_ENFORCEABLE', 'DEMAND_FEE', 'PLAN_FEE', 'OWN_DEMAND_FEE', 'FORFEITURE'] as const) {
    const rule = LAW.need(CONSUMER, topic, '2026-01-01')
    assert.equal(rule.status, 'verified', topic)
    assert.match(rule.source, /^Debt Collection Act 513\/1999 § 10/)
  }
  assert.equal(LAW.need(CONSUMER, 'TOTAL_CAP_ENFORCEABLE', '2026-01-01').value.minor, 51_00n)
  assert.equal(LAW.need(BUSINESS, 'COMPENSATION_RELATION', '2026-01-01').status, 'verified')
  const order = (on: string) => LAW.need(CONSUMER, 'ALLOCATION_ORDER', on)
  assert.deepEqual([order('2013-12-16').status, order('2013-12-15').status], ['verified', 'unverified'])
})

test('F22: a creditor that cannot deduct VAT adds it to a business’s costs and to the cap, and to no consumer’s', () => {
  const vat = { ...BUSINESS, creditorVatLiable: false }
  assert.equal(most(mayTake('DEMAND', [], '2026-02-01', vat)), 62_75n)
  assert.equal(most(mayTake('REMINDER', [], '2024-08-31', { ...vat, due: '2024-08-01' })), 14_88n)
  assert.equal(cap(500_00n, { creditorVatLiable: false }), 313_75n)
  assert.equal(most(mayTake('COMPENSATION', [], '2026-02-01', vat)), 40_00n)
  const reminded = done(['REMINDER', '2026-01-29', 0n])
  assert.equal(most(mayTake('DEMAND', reminded, '2026-03-01', { ...CONSUMER, creditorVatLiable: false })), 24_00n)
})

test('F23: the reference rate of the second half of 2026 is 2.5, unverified', () => {
  const { value, status } = LAW.need(CONSUMER, 'REFERENCE_RATE', '2026-12-31')
  assert.deepEqual([value.percent, status], [2.5, 'unverified'])
  const rates = BOTH.map(({ debtorType }) => {
    const asked = { country: 'FI', debtorType, currency: 'EUR', capital: 100_00n, due: '2026-07-15' } as const
    return lateInterest({ ...asked, until: '2026-12-31' }).periods[0]?.rate
  })
  assert.deepEqual(rates, [9.5, 10.5])
})

test('no competitor, price list or encyclopedia is the source of a Finnish rule', () => {
  for (const { ruleId, source, status } of PACKS.filter(({ country }) => country === 'FI')) {
    assert.doesNotMatch(source, /https?:|wikipedia|minilex|laki24|cash-in|perintaritari|procountor|yrittajat/i, ruleId)
    if (status === 'verified') assert.match(source, /\d+\/(19|20)\d\d/, `${ruleId}: ${source}`)
  }
})
