/** Sweden, Norway and Denmark by the act: one test for each disagreement that the packs once had with it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from './law.ts'
import { type Allowed, mayTake } from './may-take.ts'
import { PACKS } from './packs/index.ts'
import type { Claim, StepKind, StepName, StepTaken } from './steps.ts'

const SE: Claim = { country: 'SE', debtorType: 'CONSUMER', capital: 2_000_00n, due: '2026-01-15' }
const SE_B2B: Claim = { ...SE, debtorType: 'BUSINESS' }
const NO: Claim = { ...SE, country: 'NO' }
const NO_B2B: Claim = { ...NO, debtorType: 'BUSINESS' }
const DK: Claim = { ...SE, country: 'DK' }
const DK_B2B: Claim = { ...DK, debtorType: 'BUSINESS' }

const done = (...steps: [StepName, string, bigint][]): StepTaken[] =>
  steps.map(([step, date, charged]) => ({ step, date, charged }))

function allowed(step: StepKind, history: StepTaken[], date: string, claim: Claim): Allowed {
  const may = mayTake(step, history, date, claim)
  assert.ok(may.allowed, may.allowed ? '' : `${step} on ${date}: ${may.why}`)
  return may
}
const most = (...asked: Parameters<typeof allowed>) => allowed(...asked).most
const refusedBy = (...[step, history, date, claim]: Parameters<typeof allowed>) => {
  const may = mayTake(step, history, date, claim)
  return may.allowed ? undefined : may.rule
}
const statusOf = (ruleId: string, day = '2026-12-01') =>
  PACKS.find((rule) => rule.ruleId === ruleId && rule.validFrom <= day && (rule.validTo ?? day) >= day)?.status

test('S2: compensation counts towards costs: they may be charged in so far as they exceed 450', () => {
  const paid = done(['COMPENSATION', '2026-01-16', 450_00n])
  assert.equal(most('REMINDER', paid, '2026-02-01', SE_B2B), 0n)
  const more = [...paid, ...done(['REMINDER', '2026-02-01', 0n], ['DEMAND', '2026-02-15', 0n])]
  // 60 + 180 + 170 = 410, which 450 covers
  assert.equal(most('PLAN', more, '2026-03-01', SE_B2B), 0n)
  const charged = done(['REMINDER', '2026-01-16', 60_00n], ['DEMAND', '2026-02-01', 180_00n])
  assert.equal(most('COMPENSATION', charged, '2026-02-02', SE_B2B), 210_00n)
  assert.equal(statusOf('SE.BUSINESS.COMPENSATION_RELATION'), 'verified')
})

test('S2: the compensation is for claims that fall due after 16 March 2013', () => {
  const due = (day: string): Claim => ({ ...SE_B2B, due: day })
  assert.equal(most('COMPENSATION', [], '2013-04-01', due('2013-03-17')), 450_00n)
  assert.throws(() => mayTake('COMPENSATION', [], '2013-04-01', due('2013-03-16')), { code: 'NO_RULE' })
})

test('S3: court only after a demand whose term has ended', () => {
  assert.equal(refusedBy('LEGAL', [], '2026-06-01', SE), 'SE.COURT_AFTER_DEMAND')
  const demanded = done(['DEMAND', '2026-02-01', 180_00n])
  assert.ok(mayTake('LEGAL', demanded, '2026-02-10', SE).allowed)
  assert.equal(refusedBy('LEGAL', [], '2026-06-01', { ...SE, stopped: 'OBJECTION' }), 'SE.COURT_AFTER_DEMAND')
  assert.equal(refusedBy('DEMAND', [], '2026-02-01', { ...SE, stopped: 'OBJECTION' }), 'SE.OBJECTION')
})

test('S5: the sums stand in the act: 60, 180 and 170, also between businesses; 50, 160 and 150 before 16 March 2013', () => {
  for (const claim of [SE, SE_B2B]) {
    assert.deepEqual(
      (['REMINDER', 'DEMAND', 'PLAN'] as const).map((step) => most(step, [], '2026-02-01', claim)),
      [60_00n, 180_00n, 170_00n],
    )
    const old = { ...claim, due: '2013-01-15' }
    assert.deepEqual(
      (['REMINDER', 'DEMAND', 'PLAN'] as const).map((step) => most(step, [], '2013-03-15', old)),
      [50_00n, 160_00n, 150_00n],
    )
    assert.equal(most('DEMAND', [], '2013-03-16', old), 180_00n)
  }
  for (const topic of ['REMINDER_FEE', 'DEMAND_FEE', 'PLAN_FEE']) {
    const rule = PACKS.find(({ ruleId, validTo }) => ruleId === `SE.${topic}` && validTo === null)
    assert.match(rule?.source ?? '', /^Lag \(1981:739\) .* §§ \d, 4/)
    assert.doesNotMatch(rule?.source ?? '', /1981:1057/)
  }
})

test('S6: eight days to pay are practice, and wait until a person confirms them', () => {
  const rule = LAW.need(SE, 'DEMAND_TERM', '2026-01-15')
  assert.deepEqual([rule.value.days, rule.status], [8, 'unverified'])
  assert.match(rule.source, /reasonable time/)
})

test('N1: a reminder costs 35 on claims due after 1 October 2020, 70 before, and 38 from 2026', () => {
  const due = (day: string): Claim => ({ ...NO, due: day })
  assert.equal(most('REMINDER', [], '2020-10-20', due('2020-10-01')), 70_00n)
  assert.equal(most('REMINDER', [], '2020-10-20', due('2020-10-02')), 35_00n)
  assert.equal(most('REMINDER', [], '2025-12-31', due('2025-12-01')), 35_00n)
  assert.equal(most('REMINDER', [], '2026-01-01', due('2025-12-01')), 38_00n)
})

test('N2: the light and the heavy fee of 2026, by capital; half as much again for businesses, VAT where it cannot be deducted', () => {
  const table: [bigint, bigint, bigint][] = [
    [500_00n, 187_50n, 375_00n],
    [1_000_00n, 262_50n, 525_00n],
    [2_500_00n, 300_00n, 600_00n],
    [10_000_00n, 600_00n, 1_200_00n],
    [50_000_00n, 1_200_00n, 2_400_00n],
    [250_000_00n, 2_700_00n, 5_400_00n],
    [250_000_01n, 5_400_00n, 10_800_00n],
  ]
  const noticed = done(['REMINDER', '2026-01-29', 0n])
  for (const [capital, light, heavy] of table) {
    assert.equal(most('DEMAND', noticed, '2026-03-01', { ...NO, capital }), light)
    const demanded = [...noticed, ...done(['DEMAND', '2026-03-01', 0n])]
    assert.equal(most('DEMAND_HEAVY', demanded, '2026-06-01', { ...NO, capital }), heavy)
    assert.equal(most('DEMAND', noticed, '2026-03-01', { ...NO_B2B, capital }), (light * 3n) / 2n)
    assert.equal(most('DEMAND', noticed, '2026-03-01', { ...NO, capital, creditorVatLiable: false }), (light * 5n) / 4n)
  }
})

test('N3: the due date decides which reform’s shares hold, the day of sending how large the amount of reference is', () => {
  const old: Claim = { ...NO, due: '2020-09-30' }
  const noticed = done(['REMINDER', '2025-12-01', 0n])
  assert.equal(most('REMINDER', [], '2025-12-31', old), 70_00n)
  assert.equal(most('REMINDER', [], '2026-01-01', old), 75_00n)
  // One half of 700, and of 750
  assert.equal(most('DEMAND', noticed, '2025-12-31', old), 350_00n)
  assert.equal(most('DEMAND', noticed, '2026-01-01', old), 375_00n)
  const days = PACKS.filter(({ ruleId }) => /^NO\.(REMINDER|DEMAND|DEMAND_HEAVY)_FEE$/.test(ruleId))
  assert.deepEqual([...new Set(days.map(({ follows }) => follows))], ['DUE_DATE'])
  assert.deepEqual(
    days.flatMap(({ ruleId, timesUnit }) => (ruleId === 'NO.REMINDER_FEE' ? [timesUnit] : [])),
    ['SENDING_DATE', 'SENDING_DATE'],
  )
  assert.ok(
    days.filter(({ ruleId }) => ruleId !== 'NO.REMINDER_FEE').every((rule) => rule.timesUnit === 'PAYMENT_DATE'),
  )
})

test('N4: a second reminder is charged from the day after the first one’s time to pay, which was at least 14 days', () => {
  const first = (payBy?: string): StepTaken[] => [
    { step: 'REMINDER', date: '2026-01-29', charged: 38_00n, ...(payBy === undefined ? {} : { payBy }) },
  ]
  assert.equal(refusedBy('REMINDER', first(), '2026-02-12', NO), 'NO.REMINDER_TERM')
  assert.equal(most('REMINDER', first(), '2026-02-13', NO), 38_00n)
  assert.equal(refusedBy('REMINDER', first('2026-02-20'), '2026-02-20', NO), 'NO.REMINDER_TERM')
  assert.equal(most('REMINDER', first('2026-02-20'), '2026-02-21', NO), 38_00n)
  assert.equal(refusedBy('REMINDER', first('2026-02-11'), '2026-06-01', NO), 'NO.REMINDER_TERM', 'it gave 13 days')
})

test('N4: at most two in a row may cost, and again after six months’ rest', () => {
  const two = done(['REMINDER', '2026-01-29', 38_00n], ['REMINDER_2', '2026-02-13', 38_00n])
  assert.equal(refusedBy('REMINDER', two, '2026-08-12', NO), 'NO.REMINDER_COUNT')
  assert.equal(most('REMINDER', two, '2026-08-13', NO), 38_00n)
  const third = [...two, ...done(['REMINDER_3', '2026-08-13', 38_00n])]
  assert.equal(most('REMINDER', third, '2026-09-01', NO), 38_00n)
  const fourth = [...third, ...done(['REMINDER_4', '2026-09-01', 38_00n])]
  assert.equal(refusedBy('REMINDER', fourth, '2026-10-01', NO), 'NO.REMINDER_COUNT')
})

test('N4: court within six months of the demand, else after a new one; without one where the claim is denied', () => {
  const demanded = done(['REMINDER', '2026-01-29', 0n], ['DEMAND', '2026-03-01', 300_00n])
  assert.equal(refusedBy('LEGAL', demanded, '2026-03-15', NO), 'NO.DEMAND_TERM')
  assert.ok(mayTake('LEGAL', demanded, '2026-03-16', NO).allowed)
  assert.ok(mayTake('LEGAL', demanded, '2026-09-01', NO).allowed)
  assert.equal(refusedBy('LEGAL', demanded, '2026-09-02', NO), 'NO.COURT_DEMAND_MONTHS')
  assert.equal(refusedBy('LEGAL', [], '2026-03-16', NO), 'NO.COURT_AFTER_DEMAND')
  assert.ok(mayTake('LEGAL', [], '2026-03-16', { ...NO, stopped: 'OBJECTION' }).allowed)
})

test('N5: the heavy fee from when the demand’s own time to pay is exceeded by more than 28 days', () => {
  const demand = (payBy: string): StepTaken[] => [{ step: 'DEMAND', date: '2026-03-01', charged: 300_00n, payBy }]
  assert.equal(refusedBy('DEMAND_HEAVY', demand('2026-03-15'), '2026-04-12', NO), 'NO.DEMAND_HEAVY_AFTER')
  assert.equal(most('DEMAND_HEAVY', demand('2026-03-15'), '2026-04-13', NO), 300_00n)
  assert.equal(refusedBy('DEMAND_HEAVY', demand('2026-03-22'), '2026-04-19', NO), 'NO.DEMAND_HEAVY_AFTER')
  assert.equal(most('DEMAND_HEAVY', demand('2026-03-22'), '2026-04-20', NO), 300_00n)
})

test('a notice counts where it gave 14 days, and a demand waits for the time that it gave', () => {
  const notice = { step: 'REMINDER', date: '2026-01-29', charged: 0n } as const
  assert.equal(refusedBy('DEMAND', [{ ...notice, payBy: '2026-02-11' }], '2026-03-01', NO), 'NO.NOTICE_TERM')
  assert.equal(refusedBy('DEMAND', [{ ...notice, payBy: '2026-02-20' }], '2026-02-20', NO), 'NO.NOTICE_TERM')
  assert.ok(mayTake('DEMAND', [{ ...notice, payBy: '2026-02-20' }], '2026-02-21', NO).allowed)
})

test('compensation counts towards the creditor’s own costs, and no letter that went too often towards it', () => {
  assert.equal(most('COMPENSATION', [], '2026-02-01', { ...SE_B2B, creditorCosts: 60_00n }), 390_00n)
  // The second demand is not one that the act names: it is no cost that exceeds the compensation.
  const twice = done(
    ['COMPENSATION', '2026-01-16', 450_00n],
    ['DEMAND', '2026-02-01', 0n],
    ['DEMAND_2', '2026-02-15', 0n],
  )
  assert.equal(most('PLAN', twice, '2026-03-01', SE_B2B), 0n)
})

test('S3: a creditor’s own claim goes to court after a demand too; a right that may be lost does not wait for it', () => {
  assert.equal(refusedBy('LEGAL', [], '2026-06-01', { ...SE, professional: false }), 'SE.COURT_AFTER_DEMAND')
  assert.ok(mayTake('LEGAL', [], '2026-06-01', { ...SE, rightMayBeLost: true }).allowed)
})

test('N6: a creditor’s own demand costs 105, from 2026 113', () => {
  const own: Claim = { ...NO, professional: false, due: '2025-10-15' }
  const noticed = done(['REMINDER', '2025-11-01', 0n])
  assert.equal(most('DEMAND', noticed, '2025-12-31', own), 105_00n)
  assert.equal(most('DEMAND', noticed, '2026-01-01', own), 113_00n)
})

test('N7: the act gives interest 30 days after a demand, a consumer’s rate at most the statutory one, and businesses terms of 60 days', () => {
  assert.equal(LAW.need(NO, 'NO_DUE_DATE_DAYS', '2026-01-15').value.days, 30)
  assert.equal(LAW.need(NO, 'AGREED_INTEREST', '2026-01-15').value.word, 'AT_MOST_STATUTORY')
  assert.equal(LAW.need(NO_B2B, 'TERMS_MOST', '2026-01-15').value.days, 60)
  assert.equal(statusOf('NO.LIMITATION'), 'verified')
})

test('N9: the compensation of each half-year from 2023 to 2026, which counts towards costs', () => {
  const compensation = (due: string, on: string) => most('COMPENSATION', [], on, { ...NO_B2B, due })
  assert.deepEqual(
    ['2023-08-01', '2024-02-01', '2024-08-01', '2025-02-01', '2025-08-01', '2026-02-01', '2026-08-01'].map((due) =>
      compensation(due, `${due.slice(0, 8)}02`),
    ),
    [460_00n, 470_00n, 460_00n, 470_00n, 460_00n, 460_00n, 430_00n],
  )
  const noticed = done(['COMPENSATION', '2026-02-02', 460_00n], ['REMINDER', '2026-02-15', 0n])
  // 38 + 450 are 488, of which 460 is charged
  assert.equal(most('DEMAND', noticed, '2026-03-10', { ...NO_B2B, due: '2026-02-01' }), 28_00n)
})

test('N10: an agreement on more than four instalments costs one and a half amounts of reference, a shorter one nothing', () => {
  const plan = (instalments: number, date: string) => most('PLAN', [], date, { ...NO, due: '2025-10-15', instalments })
  assert.deepEqual([plan(4, '2026-02-01'), plan(5, '2026-02-01'), plan(5, '2025-12-31')], [0n, 1_125_00n, 1_050_00n])
})

test('N11: before the reform up to 2 500 were one tier, one half of the amount and the whole', () => {
  const old: Claim = { ...NO, due: '2020-09-30', capital: 1n }
  const noticed = done(['REMINDER', '2020-10-14', 70_00n])
  assert.equal(most('DEMAND', noticed, '2020-11-01', old), 350_00n)
  const demanded = [...noticed, ...done(['DEMAND', '2020-11-01', 0n])]
  assert.equal(most('DEMAND_HEAVY', demanded, '2021-02-01', { ...old, capital: 2_500_00n }), 700_00n)
})

test('D1: a collector’s own costs by capital, once, after the time to pay of its demand; by the day on which the claim arose', () => {
  const table: [bigint, bigint][] = [
    [1_000_00n, 400_00n],
    [1_000_01n, 700_00n],
    [5_000_00n, 1_000_00n],
    [10_000_00n, 1_300_00n],
    [25_000_00n, 1_700_00n],
    [50_000_00n, 2_250_00n],
    [100_000_00n, 2_850_00n],
    [250_000_00n, 3_850_00n],
    [900_000_00n, 6_400_00n],
  ]
  const demand: StepTaken = { step: 'DEMAND', date: '2026-02-15', charged: 100_00n, payBy: '2026-02-26' }
  const demanded = [...done(['REMINDER', '2026-01-16', 0n]), demand]
  assert.equal(refusedBy('DEMAND', demanded, '2026-02-26', DK), 'DK.DEMAND_TERM')
  // A reminder has warned of them.
  assert.equal(refusedBy('DEMAND', [demand], '2026-02-27', DK), 'DK.COLLECTION_COSTS')
  for (const [capital, costs] of table) assert.equal(most('DEMAND', demanded, '2026-02-27', { ...DK, capital }), costs)
  const twice = [...demanded, ...done(['DEMAND_2', '2026-02-27', 700_00n])]
  assert.equal(refusedBy('DEMAND', twice, '2026-06-01', DK), 'DK.COLLECTION_COSTS')
  const arose = (origin: string): Claim => ({ ...DK, capital: 1_000_00n, origin })
  assert.equal(most('DEMAND', demanded, '2026-02-27', arose('2016-06-30')), 350_00n)
  assert.equal(most('DEMAND', demanded, '2026-02-27', arose('2009-06-30')), 300_00n)
  assert.equal(allowed('DEMAND', demanded, '2026-02-27', arose('2024-06-30')).status, 'verified')
  assert.equal(allowed('DEMAND', demanded, '2026-02-27', arose('2024-07-01')).status, 'unverified')
})

test('D2: the compensation comes on top of costs, and not against consumers', () => {
  const paid = done(['COMPENSATION', '2026-01-16', 310_00n])
  assert.equal(most('REMINDER', paid, '2026-02-01', DK_B2B), 100_00n)
  const charged = done(['REMINDER', '2026-01-16', 100_00n])
  assert.equal(most('COMPENSATION', charged, '2026-02-01', DK_B2B), 310_00n)
  assert.throws(() => mayTake('COMPENSATION', [], '2026-02-01', DK), { code: 'NO_RULE' })
})

test('D4: a consumer’s rate is no higher than the statutory one, terms between businesses are 30 days', () => {
  assert.equal(LAW.need(DK, 'AGREED_INTEREST', '2026-01-15').value.word, 'AT_MOST_STATUTORY')
  assert.equal(LAW.need(DK_B2B, 'TERMS_MOST', '2026-01-15').value.days, 30)
})

test('D5: three reminders of 100, ten days apart, and 100 once for handing over are confirmed by the act', () => {
  const three = done(['REMINDER', '2026-01-16', 100_00n], ['REMINDER_2', '2026-01-26', 100_00n])
  assert.equal(refusedBy('REMINDER', three, '2026-02-04', DK), 'DK.REMINDER_SPACING')
  assert.equal(allowed('REMINDER', three, '2026-02-05', DK).status, 'verified')
  assert.equal(most('DEMAND', three, '2026-02-05', DK), 100_00n)
  for (const topic of ['REMINDER_FEE', 'REMINDER_COUNT', 'REMINDER_SPACING', 'DEMAND_FEE', 'DEMAND_TERM'])
    assert.equal(statusOf(`DK.${topic}`), 'verified', topic)
})

test('D5: three reminders over all claims of a debtor that is late without a break', () => {
  const others = (otherReminders: number): Claim => ({ ...DK, otherReminders })
  assert.equal(most('REMINDER', [], '2026-01-16', others(2)), 100_00n)
  assert.equal(refusedBy('REMINDER', [], '2026-01-16', others(3)), 'DK.REMINDER_COUNT')
  const one = done(['REMINDER', '2026-01-16', 100_00n])
  assert.equal(most('REMINDER', one, '2026-01-26', others(1)), 100_00n)
  assert.equal(refusedBy('REMINDER', one, '2026-01-26', others(2)), 'DK.REMINDER_COUNT')
})

test('D6: the rates from 2013 to 2023 are those of the authority’s list', () => {
  const rateOn = (day: string) => LAW.need(DK, 'LATE_INTEREST_RATE', day)
  assert.deepEqual(
    ['2013-03-01', '2015-07-01', '2021-07-01', '2022-01-01', '2023-01-01', '2023-07-01'].map((day) => [
      rateOn(day).value.percent,
      rateOn(day).status,
    ]),
    [8.2, 8.05, 7.65, 7.55, 9.9, 11.25].map((percent) => [percent, 'verified']),
  )
})
