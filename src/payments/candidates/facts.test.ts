import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Case } from '../../claims/case.ts'
import { type Compared, type KnownOfCase, STRONG_MIN, factsOf, isSameName, weightOf } from './facts.ts'

const MONEY: Compared = {
  ...{ amount: 10_000n, paymentDate: '2026-03-01', payerName: 'MEIKÄLÄINEN MATTI JUHANI' },
  ...{ keys: new Set<string>(), nearKeys: new Set<string>(), numbers: new Set<number>() },
}
const CASE = {
  ...{ paymentReference: '1234561', invoiceNumber: 7001, capital: 9_000n, caseDueDate: '2026-02-27' },
  debtor: { name: 'Matti Meikäläinen' },
} as unknown as Case
const NOTHING: KnownOfCase = { owed: 9_500n, letter: undefined, paidBefore: undefined }
const kinds = (money: Compared, known: KnownOfCase, debt = CASE) => factsOf(money, debt, known).map(({ kind }) => kind)

test('the loudest fact comes first, and the day speaks only beside another', () => {
  assert.deepEqual(kinds(MONEY, NOTHING), ['NAME', 'DATE'])
  const seen = { ...NOTHING, owed: 10_000n, paidBefore: { times: 3, lastOn: '2026-01-03' } }
  assert.deepEqual(kinds(MONEY, seen), ['OWED_EXACTLY', 'ACCOUNT_SEEN', 'NAME', 'DATE'])
  assert.deepEqual(kinds({ ...MONEY, payerName: 'Teppo Testaaja' }, NOTHING), [])
})

test('one fact about the amount at most: owed, then asked for by a letter, then the invoice', () => {
  const letter = { kind: 'REMINDER', on: '2026-02-20' }
  const silent = { ...MONEY, payerName: null, paymentDate: '2026-06-01' }
  assert.deepEqual(kinds(silent, { ...NOTHING, owed: 10_000n, letter }), ['OWED_EXACTLY'])
  assert.deepEqual(kinds(silent, { ...NOTHING, letter }), ['LETTER_AMOUNT'])
  assert.deepEqual(kinds(silent, NOTHING, { ...CASE, capital: 10_000n }), ['INVOICE_AMOUNT'])
})

test('a reference outweighs everything that one weak fact says, and two weak facts are strong', () => {
  const near = factsOf({ ...MONEY, payerName: null, nearKeys: new Set(['1234561']) }, CASE, NOTHING)
  assert.ok(weightOf(near) >= STRONG_MIN)
  assert.ok(weightOf([{ kind: 'NAME', name: 'x' }]) < STRONG_MIN)
  assert.ok(weightOf([{ kind: 'OWED_EXACTLY' }, { kind: 'DATE', days: 1 }]) < STRONG_MIN)
  assert.ok(weightOf([{ kind: 'INVOICE_AMOUNT' }, { kind: 'NAME', name: 'x' }]) >= STRONG_MIN)
})

test('names are the same in any order, with accents and middle names', () => {
  assert.ok(isSameName('Åkesson Björn', 'björn akesson'))
  assert.ok(isSameName('Matti Juhani Meikäläinen', 'Meikäläinen Matti'))
  assert.ok(!isSameName('Matti Meikäläinen', 'Maija Meikäläinen'))
  assert.ok(!isSameName('Matti', 'Matti Meikäläinen'))
  assert.ok(!isSameName('', ''))
})
