import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LimitationInput, limitation } from './limitation.ts'

const FI: LimitationInput = { country: 'FI', debtorType: 'CONSUMER', due: '2026-01-15' }

/** What is asked; general and final, the first days on which the claim has expired. */
const CASES: [string, LimitationInput, string, string | null][] = [
  ['three years from the due date, at most twenty', FI, '2029-01-15', '2046-01-15'],
  ['a natural person’s claim lives for 25', { ...FI, creditorNaturalPerson: true }, '2029-01-15', '2051-01-15'],
  ['a reminder begins it anew', { ...FI, interruptions: ['2028-06-01'] }, '2031-06-01', '2046-01-15'],
  [
    'so does each later act, in any order',
    { ...FI, interruptions: ['2030-01-01', '2028-06-01'] },
    '2033-01-01',
    '2046-01-15',
  ],
  ['an act that comes too late does not', { ...FI, interruptions: ['2029-01-15'] }, '2029-01-15', '2046-01-15'],
  ['five years from a judgment, at most 15', { ...FI, judgment: '2027-02-01' }, '2032-02-01', '2042-02-01'],
  [
    'and 20 for a natural person',
    { ...FI, judgment: '2027-02-01', creditorNaturalPerson: true },
    '2032-02-01',
    '2047-02-01',
  ],
  [
    'acts before the judgment are past',
    { ...FI, judgment: '2027-02-01', interruptions: ['2026-06-01'] },
    '2032-02-01',
    '2042-02-01',
  ],
  [
    'after it they begin five years anew',
    { ...FI, judgment: '2027-02-01', interruptions: ['2031-06-01'] },
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
  const interruptions = Array.from({ length: 30 }, (_, i) => `${2027 + i}-01-01`)
  const answer = limitation({ ...FI, interruptions })
  assert.equal(answer.expiresOn, '2046-01-15')
  assert.ok(answer.general.expiresOn > answer.expiresOn)
})

test('a time that nobody knows is not made up', () => {
  for (const country of ['NO', 'DK'] as const) {
    assert.throws(() => limitation({ ...FI, country }), { code: 'NO_RULE', ruleId: `${country}.CONSUMER.LIMITATION` })
  }
})
