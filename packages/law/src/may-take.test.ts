import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { addDays } from '@saatava/core/dates.ts'
import { sum } from '@saatava/core/money.ts'
import { LawError } from './errors.ts'
import { type Law, lawFor } from './law.ts'
import { type Allowed, type Refused, mayTake } from './may-take.ts'
import type { Country, DebtorType } from './rule.ts'
import { type Claim, STEP_KINDS, type StepKind, type StepName, type StepTaken, kindOf } from './steps.ts'

const FI: Claim = { country: 'FI', debtorType: 'CONSUMER', capital: 250_00n, due: '2026-01-15' }
const FI_B2B: Claim = { ...FI, debtorType: 'BUSINESS' }
const SE_B2B: Claim = { ...FI_B2B, country: 'SE' }
const NO: Claim = { ...FI, country: 'NO' }
const DK: Claim = { ...FI, country: 'DK' }

const done = (...steps: [StepName, string, bigint][]): StepTaken[] =>
  steps.map(([step, date, charged]) => ({ step, date, charged }))

/** On the first late day of claims that are due on 15 January 2026, where no other is given. */
const compensation = (claim: Claim, history: StepTaken[] = [], date = '2026-01-16', law?: Law) =>
  mayTake('COMPENSATION', history, date, claim, law)

function allowed(answer: Allowed | Refused): Allowed {
  assert.ok(
    answer.allowed,
    JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
  )
  return answer
}
function refused(answer: Allowed | Refused, rule: string, why: RegExp): Refused {
  assert.ok(!answer.allowed)
  assert.equal(answer.rule, rule)
  assert.match(answer.why, why)
  assert.ok(answer.source.length > 10)
  return answer
}

test('FI consumer: reminders may cost 14 days after the due date and after each other', () => {
  const early = refused(
    mayTake('REMINDER', [], '2026-01-28', FI),
    'FI.CONSUMER.REMINDER_AFTER_DUE',
    /not before 2026-01-29/,
  )
  assert.equal(early.earliest, '2026-01-29')
  const first = allowed(mayTake('REMINDER', [], '2026-01-29', FI))
  assert.deepEqual([first.most, first.rule, first.status], [500n, 'FI.CONSUMER.REMINDER_FEE', 'verified'])
  const history = done(['REMINDER', '2026-02-03', 500n])
  refused(mayTake('REMINDER', history, '2026-02-16', FI), 'FI.CONSUMER.REMINDER_SPACING', /2026-02-17/)
  const second = allowed(mayTake('REMINDER', history, '2026-02-17', FI))
  assert.deepEqual([second.step, second.most], ['REMINDER_2', 500n])
})

test('FI consumer: at most two demands may cost, the second half, 14 days apart', () => {
  refused(mayTake('DEMAND', [], '2026-06-11', FI), 'FI.CONSUMER.DEMAND_AFTER_REMINDER', /not reminded yet/)
  const history = done(['REMINDER', '2026-01-29', 500n], ['REMINDER_2', '2026-02-12', 500n])
  refused(mayTake('DEMAND', history, '2026-02-25', FI), 'FI.CONSUMER.DEMAND_SPACING', /2026-02-26/)
  assert.equal(allowed(mayTake('DEMAND', history, '2026-02-26', FI)).most, 2400n)
  const one = [...history, ...done(['DEMAND', '2026-02-26', 2400n])]
  refused(mayTake('DEMAND_2', one, '2026-03-11', FI), 'FI.CONSUMER.DEMAND_SPACING', /2026-03-12/)
  const second = allowed(mayTake('DEMAND_2', one, '2026-03-12', FI))
  assert.deepEqual([second.most, second.rule], [1200n, 'FI.CONSUMER.FURTHER_DEMAND_SHARE'])
  const two = [...one, ...done(['DEMAND_2', '2026-03-12', 1200n])]
  refused(mayTake('DEMAND', two, '2026-12-01', FI), 'FI.CONSUMER.DEMAND_COUNT', /at most 2/)
})

test('FI consumer: all steps together cost at most 60, 120 or 210', () => {
  const near = done(['REMINDER', '2026-01-29', 500n], ['DEMAND', '2026-02-12', 5200n])
  const small = { ...FI, capital: 100_00n }
  const answer = allowed(mayTake('REMINDER', near, '2026-03-01', small))
  assert.deepEqual([answer.most, answer.rule], [300n, 'FI.CONSUMER.TOTAL_CAP'])
  assert.equal(allowed(mayTake('REMINDER', done(['DEMAND', '2026-02-12', 6000n]), '2026-03-01', small)).most, 0n)
  assert.equal(allowed(mayTake('REMINDER', done(['DEMAND', '2026-02-12', 12000n]), '2026-03-01', FI)).most, 0n)
  // The creditor's own charge counts too.
  assert.equal(allowed(mayTake('REMINDER', near, '2026-03-01', { ...small, creditorCosts: 1_00n })).most, 200n)
  assert.equal(allowed(mayTake('REMINDER', [], '2026-03-01', { ...small, creditorCosts: 70_00n })).most, 0n)
  const large = { ...FI, capital: 1_000_01n }
  assert.equal(allowed(mayTake('REMINDER', done(['DEMAND', '2026-02-12', 20800n]), '2026-03-01', large)).most, 200n)
})

test('FI consumer: conditions that leave a step without a fee, or refuse it', () => {
  const late = allowed(mayTake('REMINDER', [], '2026-01-29', { ...FI, invoiceSent: '2026-01-02' }))
  assert.deepEqual([late.most, late.rule], [0n, 'FI.CONSUMER.INVOICE_LEAD'])
  assert.equal(allowed(mayTake('REMINDER', [], '2026-01-29', { ...FI, invoiceSent: '2026-01-01' })).most, 500n)
  const stopped = { ...FI, stopped: 'OBJECTION' } as const
  for (const step of ['REMINDER', 'DEMAND', 'PLAN'] as const)
    refused(mayTake(step, [], '2026-06-01', stopped), 'FI.OBJECTION', /denies/)
  const asked = allowed(mayTake('REMINDER', [], '2026-06-01', { ...FI, stopped: 'SUSPENSION' }))
  assert.deepEqual([asked.most, asked.rule], [0n, 'FI.CONSUMER.SUSPENSION'])
  refused(mayTake('TRATTA', done(['REMINDER', '2026-01-29', 0n]), '2026-06-01', FI), 'FI.CONSUMER.TRATTA', /publicity/)
  refused(mayTake('LEGAL', [], '2026-06-01', FI), 'FI.CONSUMER.COURT_AFTER_DEMAND', /no payment demand/)
  assert.equal(allowed(mayTake('LEGAL', done(['DEMAND', '2026-02-12', 0n]), '2026-06-01', FI)).most, 0n)
  assert.ok(mayTake('ENFORCEMENT', [], '2026-01-16', FI).allowed)
  assert.throws(() => mayTake('COMPENSATION', [], '2026-02-01', FI), { ruleId: 'FI.CONSUMER.COMPENSATION' })
})

test('a due date that was moved later moves the steps, not the lead of the invoice nor the version of the tables', () => {
  const moved = { ...FI, due: '2026-02-20', invoiceDue: '2026-01-15' }
  refused(mayTake('REMINDER', [], '2026-03-05', moved), 'FI.CONSUMER.REMINDER_AFTER_DUE', /2026-03-06/)
  assert.equal(allowed(mayTake('REMINDER', [], '2026-03-06', { ...moved, invoiceSent: '2026-01-01' })).most, 500n)
  assert.equal(allowed(mayTake('REMINDER', [], '2026-03-06', { ...moved, invoiceSent: '2026-01-02' })).most, 0n)
  const old = { ...NO, capital: 2_500_00n, due: '2020-10-20', invoiceDue: '2020-09-30' }
  const noticed = done(['REMINDER', '2020-11-03', 3500n])
  assert.equal(allowed(mayTake('DEMAND', noticed, '2020-11-18', old)).most, 35000n)
  assert.equal(allowed(mayTake('DEMAND', noticed, '2020-11-18', { ...old, invoiceDue: '2020-10-02' })).most, 28000n)
})

test('FI consumer: plans by capital and length, and how many', () => {
  const fee = (capital: bigint, instalments: number, more: Partial<Claim> = {}, history: StepTaken[] = []) =>
    mayTake('PLAN', history, '2026-03-01', { ...FI, capital, instalments, ...more })
  const most = (...asked: Parameters<typeof fee>) => allowed(fee(...asked)).most
  assert.deepEqual(
    [most(100_00n, 12), most(100_01n, 4), most(100_01n, 5), most(1_000_00n, 5)],
    [2000n, 2000n, 3000n, 3000n],
  )
  assert.deepEqual([most(1_000_01n, 4), most(1_000_01n, 5), most(5_000_00n, 24)], [2000n, 5000n, 5000n])
  assert.equal(most(5_000_00n, 24, { directlyEnforceable: true }), 2000n)
  const one = done(['PLAN', '2026-02-01', 2000n])
  const two = [...one, ...done(['PLAN_2', '2026-02-15', 2000n])]
  assert.equal(most(100_01n, 4, {}, one), 2000n)
  refused(fee(100_01n, 4, {}, two), 'FI.CONSUMER.PLAN_COUNT', /at most 2/)
  refused(fee(100_00n, 4, {}, one), 'FI.CONSUMER.PLAN_COUNT_LOW', /at most 1/)
  refused(fee(500_00n, 4, { directlyEnforceable: true }, one), 'FI.CONSUMER.PLAN_COUNT_ENFORCEABLE', /at most 1/)
  assert.throws(() => fee(100_00n, 0), { code: 'INPUT' })
})

test('FI business: the first demand costs 12, later ones half, 10 days apart', () => {
  const history = done(['REMINDER', '2026-01-20', 1200n])
  refused(mayTake('DEMAND', history, '2026-01-29', FI_B2B), 'FI.BUSINESS.DEMAND_SPACING', /2026-01-30/)
  assert.equal(allowed(mayTake('DEMAND', history, '2026-01-30', FI_B2B)).most, 5000n)
  const one = done(['DEMAND', '2026-02-01', 5000n])
  assert.equal(allowed(mayTake('DEMAND', one, '2026-02-11', FI_B2B)).most, 2500n)
  assert.equal(allowed(mayTake('DEMAND', [], '2026-02-21', { ...FI_B2B, professional: false })).most, 1200n)
  assert.equal(
    allowed(mayTake('DEMAND', [], '2026-02-21', { ...FI_B2B, capital: 9_000_00n, directlyEnforceable: true })).most,
    5000n,
  )
  refused(mayTake('TRATTA', [], '2026-02-21', FI_B2B), 'FI.BUSINESS.TRATTA_AFTER_REMINDER', /no reminder/)
  refused(mayTake('TRATTA', history, '2026-01-30', FI_B2B), 'FI.BUSINESS.TRATTA_AFTER_REMINDER', /2026-01-31/)
  assert.equal(allowed(mayTake('TRATTA', history, '2026-01-31', FI_B2B)).most, 11000n)
})

test('FI business: compensation of 40 and costs count towards each other', () => {
  assert.equal(allowed(compensation(FI_B2B)).most, 4000n)
  const reminded = done(['REMINDER', '2026-01-16', 1200n])
  const rest = allowed(compensation(FI_B2B, reminded, '2026-02-01'))
  assert.deepEqual([rest.most, rest.rule], [2800n, 'FI.BUSINESS.COMPENSATION_RELATION'])
  const compensated = done(['COMPENSATION', '2026-01-16', 4000n])
  assert.equal(allowed(mayTake('REMINDER', compensated, '2026-01-20', FI_B2B)).most, 0n)
  const both = [...compensated, ...done(['REMINDER', '2026-01-20', 0n])]
  // 12 + 50 − 40
  assert.equal(allowed(mayTake('DEMAND', both, '2026-02-01', FI_B2B)).most, 2200n)
  const demanded = [...both, ...done(['DEMAND', '2026-02-01', 2200n])]
  assert.equal(allowed(mayTake('DEMAND', demanded, '2026-03-01', FI_B2B)).most, 2500n)
})

test('SE business: 450 instead of all costs', () => {
  assert.equal(allowed(compensation(SE_B2B)).most, 45000n)
  const compensated = done(['COMPENSATION', '2026-01-16', 45000n])
  for (const step of ['REMINDER', 'DEMAND', 'PLAN'] as const) {
    const answer = allowed(mayTake(step, compensated, '2026-02-01', SE_B2B))
    assert.deepEqual([answer.most, answer.rule], [0n, 'SE.BUSINESS.COMPENSATION_RELATION'])
  }
  const reminded = done(['REMINDER', '2026-01-16', 6000n], ['DEMAND', '2026-02-01', 18000n])
  assert.equal(allowed(compensation(SE_B2B, reminded, '2026-03-01')).most, 21000n)
  assert.throws(() => compensation({ ...SE_B2B, debtorType: 'CONSUMER' }), {
    ruleId: 'SE.CONSUMER.COMPENSATION',
  })
})

test('SE: one reminder, if agreed; court when the 8 days of the demand are over', () => {
  const SE = { ...SE_B2B, debtorType: 'CONSUMER' } as const
  assert.equal(allowed(mayTake('REMINDER', [], '2026-01-16', SE)).most, 6000n)
  const not = allowed(mayTake('REMINDER', [], '2026-01-16', { ...SE, reminderFeeAgreed: false }))
  assert.deepEqual([not.most, not.rule], [0n, 'SE.REMINDER_AGREED'])
  refused(
    mayTake('REMINDER', done(['REMINDER', '2026-01-16', 6000n]), '2026-03-01', SE),
    'SE.REMINDER_FEE',
    /charged once/,
  )
  const demanded = done(['DEMAND', '2026-02-01', 18000n])
  refused(mayTake('LEGAL', demanded, '2026-02-09', SE), 'SE.DEMAND_TERM', /2026-02-10/)
  assert.ok(mayTake('LEGAL', demanded, '2026-02-10', SE).allowed)
  refused(mayTake('REMINDER', [], '2026-01-15', SE), 'SE.INTEREST_START', /2026-01-16/)
})

test('NO: a demand needs a notice, and the heavy fee replaces the light one from day 43', () => {
  refused(mayTake('DEMAND', [], '2026-06-01', NO), 'NO.NOTICE_TERM', /no notice/)
  const noticed = done(['REMINDER', '2026-01-29', 3500n])
  refused(mayTake('DEMAND', noticed, '2026-02-12', NO), 'NO.NOTICE_TERM', /2026-02-13/)
  assert.equal(allowed(mayTake('DEMAND', noticed, '2026-02-13', NO)).most, 18750n)
  refused(mayTake('DEMAND_HEAVY', noticed, '2026-06-01', NO), 'NO.DEMAND_HEAVY_AFTER', /no demand/)
  const light = [...noticed, ...done(['DEMAND', '2026-02-13', 18750n])]
  refused(mayTake('DEMAND_HEAVY', light, '2026-03-27', NO), 'NO.DEMAND_HEAVY_AFTER', /2026-03-28/)
  const heavy = allowed(mayTake('DEMAND_HEAVY', light, '2026-03-28', NO))
  assert.equal(heavy.most, 18750n)
  assert.match(heavy.note ?? '', /187.50 of it is charged already/)
  refused(
    mayTake('REMINDER', done(['REMINDER', '2026-01-29', 3500n], ['REMINDER_2', '2026-02-12', 3500n]), '2026-06-01', NO),
    'NO.REMINDER_COUNT',
    /at most 2/,
  )
  refused(mayTake('DEMAND', light, '2026-06-01', NO), 'NO.DEMAND_FEE', /charged once/)
})

test('NO: after an objection letters may go on, and cost nothing', () => {
  const noticed = done(['REMINDER', '2026-01-29', 3500n])
  const answer = allowed(mayTake('DEMAND', noticed, '2026-03-01', { ...NO, stopped: 'OBJECTION' }))
  assert.deepEqual([answer.most, answer.rule], [0n, 'NO.OBJECTION'])
})

test('NO: businesses pay half as much again, VAT adds a quarter, never a fraction above', () => {
  const noticed = done(['REMINDER', '2026-01-29', 3500n])
  const business = { ...NO, debtorType: 'BUSINESS', creditorVatLiable: false } as const
  // 187.50 × 1.5 × 1.25 = 351.5625
  assert.equal(allowed(mayTake('DEMAND', noticed, '2026-03-01', business)).most, 35156n)
})

test('DK: three reminders may cost 100 each, ten days apart', () => {
  const history: StepTaken[] = []
  for (const [i, date] of ['2026-01-16', '2026-01-26', '2026-02-05'].entries()) {
    if (i > 0) refused(mayTake('REMINDER', history, addDays(date, -1), DK), 'DK.REMINDER_SPACING', /not before/)
    const answer = allowed(mayTake('REMINDER', history, date, DK))
    assert.equal(answer.most, 10000n)
    history.push({ step: answer.step, date, charged: answer.most })
  }
  refused(mayTake('REMINDER', history, '2026-06-01', DK), 'DK.REMINDER_COUNT', /at most 3/)
  assert.equal(allowed(compensation({ ...DK, debtorType: 'BUSINESS' })).most, 31000n)
})

test('a step that a country does not know, or nobody knows, is an error', () => {
  assert.throws(() => mayTake('EXTENSION', [], '2026-06-01', NO), {
    code: 'NO_RULE',
    ruleId: 'NO.CONSUMER.EXTENSION_FEE',
  })
  assert.throws(() => mayTake('LETTER' as StepKind, [], '2026-06-01', NO), { code: 'INPUT' })
  assert.throws(() => mayTake('REMINDER', [], '2026-06-01', { ...NO, capital: -1n }), { code: 'INPUT' })
  assert.throws(() => mayTake('REMINDER', [], '2026-06-01', { ...NO, due: '2026-6-1' }), { code: 'INPUT' })
  const later: Claim = { ...NO, debtorType: 'BUSINESS', due: '2027-01-15' }
  assert.throws(() => compensation(later, [], '2027-01-16'), { ruleId: 'NO.BUSINESS.COMPENSATION' })
  const sandbox = allowed(compensation(later, [], '2027-01-16', lawFor('sandbox')))
  assert.deepEqual([sandbox.most, sandbox.status, sandbox.rules[0]?.carriedOn], [43000n, 'unverified', true])
})

/** The tables once more, as a judge that does not share the code's way of thinking. */
interface Judge {
  each: (kind: StepKind, nth: number, capital: bigint) => bigint
  counts: Partial<Record<StepKind, number>>
  apart: number
  total?: (capital: bigint) => bigint
}
const tier = (capital: bigint, ...rows: [bigint, bigint][]) => rows.find(([upTo]) => capital <= upTo * 100n)?.[1] ?? 0n
const MAX = 10n ** 15n
/** A collector’s own costs, up to a capital of 25 000. */
const danishCosts = (capital: bigint) =>
  tier(capital, [1_000n, 40000n], [2_500n, 70000n], [5_000n, 100000n], [10_000n, 130000n], [25_000n, 170000n])
const JUDGES: [Country, DebtorType, Judge][] = [
  [
    'FI',
    'CONSUMER',
    {
      each: (kind, nth, capital) =>
        ({
          REMINDER: 500n,
          EXTENSION: 500n,
          PLAN: tier(capital, [100n, 2000n], [1000n, 3000n], [MAX, 5000n]),
          DEMAND: tier(capital, [100n, 1400n], [1000n, 2400n], [MAX, 5000n]) / (nth > 1 ? 2n : 1n),
        })[kind as string] ?? 0n,
      counts: { DEMAND: 2, PLAN: 2 },
      apart: 14,
      total: (capital) => tier(capital, [100n, 6000n], [1000n, 12000n], [MAX, 21000n]),
    },
  ],
  [
    'SE',
    'CONSUMER',
    {
      each: (kind) => ({ REMINDER: 6000n, DEMAND: 18000n, PLAN: 17000n })[kind as string] ?? 0n,
      counts: { REMINDER: 1, DEMAND: 1, PLAN: 1 },
      apart: 0,
      total: () => 41000n,
    },
  ],
  [
    'SE',
    'BUSINESS',
    {
      each: (kind) => ({ REMINDER: 6000n, DEMAND: 18000n, PLAN: 17000n, COMPENSATION: 45000n })[kind as string] ?? 0n,
      counts: { REMINDER: 1, DEMAND: 1, PLAN: 1, COMPENSATION: 1 },
      apart: 0,
      total: () => 45000n,
    },
  ],
  [
    'DK',
    'CONSUMER',
    {
      each: (kind, nth, capital) =>
        ({ REMINDER: 10000n, DEMAND: nth > 1 ? danishCosts(capital) : 10000n })[kind as string] ?? 0n,
      counts: { REMINDER: 3, DEMAND: 2 },
      apart: 0,
      total: (capital) => 40000n + danishCosts(capital),
    },
  ],
]

const lives = fc.record({
  capital: fc.bigInt({ min: 1n, max: 20_000_00n }),
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom(...STEP_KINDS),
      wait: fc.integer({ min: 0, max: 30 }),
      percent: fc.constantFrom(0n, 50n, 100n, 100n, 100n),
    }),
    { maxLength: 25 },
  ),
})

for (const [country, debtorType, judge] of JUDGES) {
  test(`${country} ${debtorType}: whatever is done, nothing above the law is ever charged`, () => {
    fc.assert(
      fc.property(lives, ({ capital, steps }) => {
        const claim: Claim = { country, debtorType, capital, due: '2026-01-15' }
        const history: StepTaken[] = []
        let date = claim.due
        for (const { kind, wait, percent } of steps) {
          date = addDays(date, wait)
          const answer = asked(kind, history, date, claim)
          if (answer === undefined || !answer.allowed) continue
          const nth = history.filter(({ step }) => kindOf(step) === kind).length + 1
          assert.ok(answer.most <= judge.each(kind, nth, capital), `${answer.step}: ${answer.most}`)
          assert.ok(answer.most >= 0n && answer.earliest <= date && date > claim.due)
          const charged = (answer.most * percent) / 100n
          history.push({ step: answer.step, date, charged })
          const same = history.filter((step) => kindOf(step.step) === kind && step.charged > 0n).length
          assert.ok(charged === 0n || same <= (judge.counts[kind] ?? same), `${answer.step} is one too many`)
        }
        const total = sum(history.map(({ charged }) => charged))
        assert.ok(judge.total === undefined || total <= judge.total(capital), `${total} in all`)
        const letters = history.filter(({ step }) => ['REMINDER', 'DEMAND'].includes(kindOf(step)))
        for (const [i, { date }] of letters.entries()) {
          const before = letters[i - 1]
          if (before !== undefined) assert.ok(date >= addDays(before.date, judge.apart), 'letters keep their distance')
        }
      }),
      { numRuns: 300 },
    )
  })
}

function asked(kind: StepKind, history: StepTaken[], date: string, claim: Claim): Allowed | Refused | undefined {
  try {
    return mayTake(kind, history, date, claim)
  } catch (error) {
    if (error instanceof LawError && error.code === 'NO_RULE') return undefined
    throw error
  }
}
