import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLaw } from './law.ts'
import { PACKS } from './packs/index.ts'
import type { Rule } from './rule.ts'
import { type Act, type LimitationInput, limitation } from './limitation.ts'

const acts = (...dates: string[]): Act[] => dates.map((date) => ({ kind: 'ACKNOWLEDGEMENT', date }))
const letters = (...dates: string[]): Act[] => dates.map((date) => ({ kind: 'LETTER', date }))

const FI: LimitationInput = { country: 'FI', debtorType: 'CONSUMER', due: '2026-01-15' }

/** Input; general and final, the first days on which the claim has expired. */
const CASES: [string, LimitationInput, string, string | null][] = [
  ['three years from the due date, at most twenty', FI, '2029-01-15', '2046-01-15'],
  ['a natural person’s claim lives for 25', { ...FI, creditorNaturalPerson: true }, '2029-01-15', '2051-01-15'],
  ['a reminder begins it again', { ...FI, interruptions: letters('2028-06-01') }, '2031-06-01', '2046-01-15'],
  [
    'so does each later act, in any order',
    { ...FI, interruptions: acts('2030-01-01', '2028-06-01') },
    '2033-01-01',
    '2046-01-15',
  ],
  ['an act that comes too late does not', { ...FI, interruptions: acts('2029-01-15') }, '2029-01-15', '2046-01-15'],
  ['five years from a judgment, at most 15', { ...FI, judgment: '2027-02-01' }, '2032-02-01', '2042-02-01'],
  [
    'and 20 for a natural person',
    { ...FI, judgment: '2027-02-01', creditorNaturalPerson: true },
    '2032-02-01',
    '2047-02-01',
  ],
  [
    'acts before the judgment are past',
    { ...FI, judgment: '2027-02-01', interruptions: acts('2026-06-01') },
    '2032-02-01',
    '2042-02-01',
  ],
  [
    'after it they begin five years again',
    { ...FI, judgment: '2027-02-01', interruptions: acts('2031-06-01') },
    '2036-06-01',
    '2042-02-01',
  ],
  [
    'public law: five calendar years after the year',
    { ...FI, due: '2017-05-31', publicLaw: true },
    '2023-01-01',
    '2023-01-01',
  ],
  ['29 February expires on the 28th', { ...FI, due: '2024-02-29' }, '2027-02-28', '2044-02-29'],
  ['Sweden, consumer', { ...FI, country: 'SE' }, '2029-01-15', null],
  ['Sweden, business', { ...FI, country: 'SE', debtorType: 'BUSINESS' }, '2036-01-15', null],
]

for (const [name, input, general, final] of CASES) {
  test(name, () => {
    const answer = limitation(input)
    assert.equal(answer.general.expiresOn, general)
    assert.equal(answer.final?.expiresOn ?? null, final)
    assert.equal(answer.expiresOn, final !== null && final < general ? final : general)
    assert.ok(answer.general.rule.startsWith(`${input.country}.`) && answer.general.source.length > 10)
  })
}

test('however often it is interrupted, it ends in the end', () => {
  const interruptions = letters(...Array.from({ length: 30 }, (_, i) => `${2027 + i}-01-01`))
  const answer = limitation({ ...FI, interruptions })
  assert.equal(answer.expiresOn, '2046-01-15')
  assert.ok(answer.general.expiresOn > answer.expiresOn)
})

test('a time that nobody knows is not made up', () => {
  const rules = PACKS.filter(({ ruleId }) => ruleId !== 'NO.LIMITATION')
  const law = createLaw(rules, { unverified: 'ALLOW', missing: 'REFUSE' })
  const claim = { ...FI, country: 'NO' } as const
  assert.throws(() => limitation(claim, law), { code: 'NO_RULE', ruleId: 'NO.CONSUMER.LIMITATION' })
})

const SE: LimitationInput = { ...FI, country: 'SE', origin: '2025-12-16' }

test('S1: limitation runs from the claim’s origin, not from the due date', () => {
  assert.equal(limitation(SE).expiresOn, '2028-12-16')
  assert.equal(limitation({ ...SE, debtorType: 'BUSINESS' }).expiresOn, '2035-12-16')
  assert.deepEqual(limitation(SE).start.date, '2025-12-16')
  assert.equal(limitation(SE).final, null, 'there is no final limitation')
  // An origin after the due date is a prepayment: the earlier known day counts.
  assert.equal(limitation({ ...SE, origin: '2026-02-01' }).expiresOn, '2029-01-15')
  assert.equal(limitation({ ...FI, origin: '2025-12-16' }).expiresOn, '2029-01-15', 'in Finland from the due date')
})

test('S1: a demand interrupts when the debtor has received it; a judgment begins the same time again', () => {
  const letter = (date: string, receivedOn?: string): LimitationInput => ({
    ...SE,
    interruptions: [{ kind: 'LETTER', date, ...(receivedOn === undefined ? {} : { receivedOn }) }],
  })
  assert.equal(limitation(letter('2028-12-01')).expiresOn, '2031-12-01')
  assert.equal(limitation(letter('2028-12-10')).expiresOn, '2028-12-16', 'in the post when the time ended')
  assert.equal(limitation(letter('2028-12-10', '2028-12-11')).expiresOn, '2031-12-10')
  assert.equal(limitation({ ...SE, interruptions: acts('2028-12-15') }).expiresOn, '2031-12-15')
  assert.equal(limitation({ ...SE, judgment: '2027-03-01' }).expiresOn, '2030-03-01')
  assert.equal(limitation({ ...SE, debtorType: 'BUSINESS', judgment: '2027-03-01' }).expiresOn, '2037-03-01')
})

test('N7: three years from when payment could be demanded, ten after a judgment; a letter interrupts nothing', () => {
  const NO: LimitationInput = { ...FI, country: 'NO', origin: '2025-12-16' }
  assert.equal(limitation(NO).expiresOn, '2029-01-15')
  assert.equal(limitation({ ...NO, interruptions: letters('2028-06-01') }).expiresOn, '2029-01-15')
  assert.equal(limitation({ ...NO, interruptions: acts('2028-06-01') }).expiresOn, '2031-06-01')
  assert.equal(limitation({ ...NO, interruptions: [{ kind: 'LEGAL', date: '2028-06-01' }] }).expiresOn, '2031-06-01')
  assert.equal(limitation({ ...NO, judgment: '2027-02-01' }).expiresOn, '2037-02-01')
})

test('D4: three years from when payment could be demanded, ten after a judgment and at the latest; a letter interrupts nothing', () => {
  const DK: LimitationInput = { ...FI, country: 'DK', origin: '2025-12-16' }
  assert.deepEqual([limitation(DK).expiresOn, limitation(DK).final?.expiresOn], ['2029-01-15', '2036-01-15'])
  assert.equal(limitation({ ...DK, interruptions: letters('2028-06-01') }).expiresOn, '2029-01-15')
  const paid = limitation({ ...DK, interruptions: acts('2028-06-01') })
  assert.deepEqual([paid.expiresOn, paid.final?.expiresOn], ['2031-06-01', '2038-06-01'])
  assert.equal(limitation({ ...DK, judgment: '2027-02-01' }).expiresOn, '2037-02-01')
})

test('time before a final limitation began counts only in part', () => {
  const whose = { country: 'FI', debtorType: 'CONSUMER' } as const
  const own = (topic: string, validFrom: string, years: number): Rule => ({
    ...{
      ruleId: `FI.CONSUMER.${topic}`,
      ...whose,
      validFrom,
      validTo: null,
      source: 'A test’s own',
      status: 'verified',
    },
    value: { type: 'YEARS', years },
  })
  const others = PACKS.filter(({ ruleId }) => !ruleId.includes('LIMITATION_FINAL'))
  const rules = [
    ...others,
    own('LIMITATION_FINAL', '2015-01-01', 20),
    own('LIMITATION_FINAL_COUNTED', '2015-01-01', 15),
  ]
  const law = createLaw(rules, { unverified: 'ALLOW', missing: 'REFUSE' })
  assert.equal(limitation({ ...whose, due: '2005-06-01' }, law).final?.expiresOn, '2025-06-01')
  assert.equal(
    limitation({ ...whose, due: '1996-06-01' }, createLaw([...rules, own('LIMITATION', '1990-01-01', 3)], law)).final
      ?.expiresOn,
    '2020-01-01',
  )
})
