import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minorToText } from '@saatava/core/money.ts'
import { feeSteps, totalCap } from './fee-steps.ts'
import { createLaw, lawFor } from './law.ts'
import { PACKS } from './packs/index.ts'
import { COUNTRIES, type Country, DEBTOR_TYPES, type DebtorType } from './rule.ts'
import type { Claim } from './steps.ts'

const claim = (country: Country, debtorType: DebtorType, capital: bigint, more: Partial<Claim> = {}): Claim => ({
  country,
  debtorType,
  capital,
  due: '2026-01-15',
  ...more,
})
const shown = (claim: Claim) =>
  feeSteps(claim)
    .map(({ step, earliest, most }) => `${step} ${earliest} ${most === null ? '?' : minorToText(most)}`)
    .join(', ')

/** Each step with its first day and its most. */
const STEPS: [string, Claim, string][] = [
  [
    'FI consumer to 100',
    claim('FI', 'CONSUMER', 100_00n),
    'REMINDER 2026-01-29 5.00, REMINDER_2 2026-02-12 5.00, DEMAND 2026-02-26 14.00, DEMAND_2 2026-03-12 7.00, EXTENSION 2026-01-16 5.00, PLAN 2026-01-16 20.00',
  ],
  [
    'FI consumer just above 100',
    claim('FI', 'CONSUMER', 100_01n),
    'REMINDER 2026-01-29 5.00, REMINDER_2 2026-02-12 5.00, DEMAND 2026-02-26 24.00, DEMAND_2 2026-03-12 12.00, EXTENSION 2026-01-16 5.00, PLAN 2026-01-16 30.00',
  ],
  [
    'FI consumer 250',
    claim('FI', 'CONSUMER', 250_00n),
    'REMINDER 2026-01-29 5.00, REMINDER_2 2026-02-12 5.00, DEMAND 2026-02-26 24.00, DEMAND_2 2026-03-12 12.00, EXTENSION 2026-01-16 5.00, PLAN 2026-01-16 30.00',
  ],
  [
    'FI consumer above 1 000',
    claim('FI', 'CONSUMER', 1_000_01n),
    'REMINDER 2026-01-29 5.00, REMINDER_2 2026-02-12 5.00, DEMAND 2026-02-26 50.00, DEMAND_2 2026-03-12 25.00, EXTENSION 2026-01-16 5.00, PLAN 2026-01-16 50.00',
  ],
  [
    'FI consumer, directly enforceable',
    claim('FI', 'CONSUMER', 1_000_01n, { directlyEnforceable: true }),
    'REMINDER 2026-01-29 5.00, REMINDER_2 2026-02-12 5.00, DEMAND 2026-02-26 14.00, DEMAND_2 2026-03-12 7.00, EXTENSION 2026-01-16 5.00, PLAN 2026-01-16 20.00',
  ],
  [
    'FI consumer, the creditor itself',
    claim('FI', 'CONSUMER', 250_00n, { professional: false }),
    'REMINDER 2026-01-29 5.00, REMINDER_2 2026-02-12 5.00, DEMAND 2026-02-26 5.00, DEMAND_2 2026-03-12 5.00, EXTENSION 2026-01-16 5.00, PLAN 2026-01-16 30.00',
  ],
  [
    'FI consumer, few instalments',
    claim('FI', 'CONSUMER', 250_00n, { instalments: 4 }),
    'REMINDER 2026-01-29 5.00, REMINDER_2 2026-02-12 5.00, DEMAND 2026-02-26 24.00, DEMAND_2 2026-03-12 12.00, EXTENSION 2026-01-16 5.00, PLAN 2026-01-16 20.00',
  ],
  [
    'FI business to 500',
    claim('FI', 'BUSINESS', 500_00n),
    'REMINDER 2026-01-16 12.00, REMINDER_2 2026-01-26 12.00, DEMAND 2026-02-05 50.00, DEMAND_2 2026-02-15 25.00, EXTENSION 2026-01-16 10.00, PLAN 2026-01-16 30.00, COMPENSATION 2026-01-16 40.00, TRATTA 2026-01-27 110.00, BANKRUPTCY_THREAT 2026-01-26 100.00',
  ],
  [
    'FI business to 2 500',
    claim('FI', 'BUSINESS', 2_500_00n),
    'REMINDER 2026-01-16 12.00, REMINDER_2 2026-01-26 12.00, DEMAND 2026-02-05 70.00, DEMAND_2 2026-02-15 35.00, EXTENSION 2026-01-16 10.00, PLAN 2026-01-16 45.00, COMPENSATION 2026-01-16 40.00, TRATTA 2026-01-27 125.00, BANKRUPTCY_THREAT 2026-01-26 100.00',
  ],
  [
    'FI business to 10 000',
    claim('FI', 'BUSINESS', 10_000_00n),
    'REMINDER 2026-01-16 12.00, REMINDER_2 2026-01-26 12.00, DEMAND 2026-02-05 90.00, DEMAND_2 2026-02-15 45.00, EXTENSION 2026-01-16 10.00, PLAN 2026-01-16 60.00, COMPENSATION 2026-01-16 40.00, TRATTA 2026-01-27 140.00, BANKRUPTCY_THREAT 2026-01-26 100.00',
  ],
  [
    'FI business above 10 000',
    claim('FI', 'BUSINESS', 10_000_01n),
    'REMINDER 2026-01-16 12.00, REMINDER_2 2026-01-26 12.00, DEMAND 2026-02-05 110.00, DEMAND_2 2026-02-15 55.00, EXTENSION 2026-01-16 10.00, PLAN 2026-01-16 75.00, COMPENSATION 2026-01-16 40.00, TRATTA 2026-01-27 155.00, BANKRUPTCY_THREAT 2026-01-26 100.00',
  ],
  [
    'FI business, first half of 2021',
    claim('FI', 'BUSINESS', 500_01n, { due: '2021-01-15', instalments: 8, limitedCompany: true }),
    'REMINDER 2021-01-16 10.00, REMINDER_2 2021-01-23 10.00, DEMAND 2021-01-30 80.00, DEMAND_2 2021-02-06 40.00, EXTENSION 2021-01-16 10.00, PLAN 2021-01-16 70.00, COMPENSATION 2021-01-16 40.00, TRATTA 2021-01-24 100.00, BANKRUPTCY_THREAT 2021-01-23 100.00',
  ],
  [
    'SE consumer',
    claim('SE', 'CONSUMER', 1_000_00n),
    'REMINDER 2026-01-16 60.00, DEMAND 2026-01-16 180.00, PLAN 2026-01-16 170.00',
  ],
  [
    'SE business',
    claim('SE', 'BUSINESS', 1_000_00n),
    'REMINDER 2026-01-16 60.00, DEMAND 2026-01-16 180.00, PLAN 2026-01-16 170.00, COMPENSATION 2026-01-16 450.00',
  ],
  [
    'NO consumer',
    claim('NO', 'CONSUMER', 500_00n),
    'REMINDER 2026-01-29 38.00, REMINDER_2 2026-02-13 38.00, DEMAND 2026-02-28 187.50, DEMAND_HEAVY 2026-04-12 375.00, PLAN 2026-01-16 1125.00',
  ],
  [
    'NO business: half as much again',
    claim('NO', 'BUSINESS', 500_00n, { due: '2025-01-15' }),
    'REMINDER 2025-01-29 35.00, REMINDER_2 2025-02-13 35.00, DEMAND 2025-02-28 262.50, DEMAND_HEAVY 2025-04-12 525.00, PLAN 2025-01-16 1050.00, COMPENSATION 2025-01-16 470.00',
  ],
  [
    'NO consumer of a creditor without VAT: a quarter more',
    claim('NO', 'CONSUMER', 500_00n, { creditorVatLiable: false }),
    'REMINDER 2026-01-29 38.00, REMINDER_2 2026-02-13 38.00, DEMAND 2026-02-28 234.37, DEMAND_HEAVY 2026-04-12 468.75, PLAN 2026-01-16 1125.00',
  ],
  [
    'NO consumer by the old table: the due date decides',
    claim('NO', 'CONSUMER', 2_500_00n, { due: '2020-09-30' }),
    'REMINDER 2020-10-14 70.00, REMINDER_2 2020-10-29 70.00, DEMAND 2020-11-13 350.00, DEMAND_HEAVY 2020-12-26 700.00, PLAN 2020-10-01 ?',
  ],
  [
    'DK consumer',
    claim('DK', 'CONSUMER', 1_000_00n),
    'REMINDER 2026-01-16 100.00, REMINDER_2 2026-01-26 100.00, REMINDER_3 2026-02-05 100.00, DEMAND 2026-02-15 100.00, DEMAND_2 2026-02-26 400.00',
  ],
  [
    'DK business',
    claim('DK', 'BUSINESS', 1_000_00n),
    'REMINDER 2026-01-16 100.00, REMINDER_2 2026-01-26 100.00, REMINDER_3 2026-02-05 100.00, DEMAND 2026-02-15 100.00, DEMAND_2 2026-02-26 400.00, COMPENSATION 2026-01-16 310.00',
  ],
]

for (const [name, claim, steps] of STEPS) test(name, () => assert.equal(shown(claim), steps))

test('the Norwegian tables give every tier, light and heavy', () => {
  const table: [string, bigint, string, string][] = [
    ['2020-10-02', 500_00n, '175.00', '350.00'],
    ['2020-10-02', 500_01n, '245.00', '490.00'],
    ['2020-10-02', 1_000_01n, '280.00', '560.00'],
    ['2020-10-02', 2_500_01n, '560.00', '1120.00'],
    ['2020-10-02', 10_000_01n, '1120.00', '2240.00'],
    ['2020-10-02', 50_000_01n, '2520.00', '5040.00'],
    ['2020-10-02', 250_000_01n, '5040.00', '10080.00'],
    ['2020-10-01', 1_00n, '350.00', '700.00'],
    ['2020-09-30', 10_000_00n, '700.00', '1400.00'],
    ['2020-09-30', 50_000_00n, '1400.00', '2800.00'],
    ['2020-09-30', 250_000_00n, '2800.00', '5600.00'],
    ['2020-09-30', 250_000_01n, '5600.00', '11200.00'],
  ]
  for (const [due, capital, light, heavy] of table) {
    const steps = feeSteps(claim('NO', 'CONSUMER', capital, { due }))
    const most = (name: string) => minorToText(steps.find(({ step }) => step === name)?.most ?? -1n)
    assert.deepEqual([most('DEMAND'), most('DEMAND_HEAVY')], [light, heavy], `${due} ${capital}`)
  }
})

test('a step says from when it may be taken alone, by which rule, and what is missing', () => {
  const steps = feeSteps(claim('FI', 'CONSUMER', 250_00n))
  const demand = steps.find(({ step }) => step === 'DEMAND')
  assert.equal(demand?.earliestAlone, '2026-02-12')
  assert.equal(demand?.earliestRule?.rule, 'FI.CONSUMER.DEMAND_SPACING')
  assert.equal(demand?.rule, 'FI.CONSUMER.DEMAND_FEE')
  assert.equal(demand?.status, 'verified')
  assert.ok(demand?.rules.some(({ rule }) => rule === 'FI.CONSUMER.DEMAND_AFTER_REMINDER'))
  for (const { source, rules } of steps) assert.ok((source ?? '').length > 10 && rules.length > 0)
  const law = createLaw(
    PACKS.filter(({ ruleId, validTo }) => ruleId !== 'FI.BUSINESS.PLAN_FEE' || validTo !== null),
    { unverified: 'ALLOW', missing: 'REFUSE' },
  )
  const plan = feeSteps(claim('FI', 'BUSINESS', 250_00n), law).find(({ step }) => step === 'PLAN')
  assert.equal(plan?.status, 'missing')
  assert.match(
    plan?.note ?? '',
    /No rule for FI.BUSINESS.PLAN_FEE .* on 2026-01-16; confirm one with "saatava law confirm"/,
  )
})

test('fees of every country, debtor and time: an answer, or which rule is missing', () => {
  for (const country of COUNTRIES)
    for (const debtorType of DEBTOR_TYPES)
      for (const due of ['1900-01-01', '1999-01-15', '2013-02-28', '2016-06-30', '2021-03-01', '2199-12-01'])
        for (const capital of [0n, 1n, 1_000_000_000_00n]) {
          const steps = feeSteps(claim(country, debtorType, capital, { due }))
          assert.ok(steps.length >= 2, `${country} ${debtorType} ${due}`)
          for (const { most, note, status } of steps)
            assert.equal(most === null, status === 'missing' && note?.startsWith('No rule for') === true)
        }
})

test('production names the first rule that nobody has confirmed', () => {
  assert.throws(() => feeSteps(claim('NO', 'CONSUMER', 250_00n), lawFor('production')), { code: 'UNVERIFIED_RULE' })
})

test('the cap on the total lowers the fee', () => {
  const cap = (capital: bigint, more: Partial<Claim> = {}) =>
    totalCap(claim('FI', 'CONSUMER', capital, more), '2026-03-01')
  assert.deepEqual(
    [cap(100_00n)?.most, cap(100_01n)?.most, cap(1_000_00n)?.most, cap(1_000_01n)?.most],
    [60_00n, 120_00n, 120_00n, 210_00n],
  )
  assert.equal(cap(1_000_01n, { directlyEnforceable: true })?.most, 51_00n)
  assert.equal(cap(1n)?.rule, 'FI.CONSUMER.TOTAL_CAP')
  const old = (capital: bigint) => totalCap(claim('FI', 'BUSINESS', capital), '2021-03-01')?.most
  assert.deepEqual([old(500_00n), old(500_01n)], [230_00n, 410_00n])
  const business = claim('FI', 'BUSINESS', 500_00n)
  assert.equal(totalCap(business, '2026-03-01')?.most, 250_00n)
  // There was a cap before, so there will be one: production does not take it for none.
  const gone = PACKS.filter(({ ruleId, validTo }) => ruleId !== 'FI.BUSINESS.TOTAL_CAP' || validTo !== null)
  assert.equal(totalCap(business, '2026-03-01', lawFor('staging', gone)), undefined)
  assert.throws(() => totalCap(business, '2026-03-01', lawFor('production', gone)), { ruleId: 'FI.BUSINESS.TOTAL_CAP' })
})
