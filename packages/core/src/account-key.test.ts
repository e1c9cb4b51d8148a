import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { accountKey, isGiroKey } from './account-key.ts'

test('an IBAN and the national number of the same account have one key', () => {
  for (const [iban, bban] of [
    ['NO93 8601 1117 947', '8601.11.17947'],
    ['FI2112345600000785', '12345600000785'],
    ['DK5000400440116243', '0040 0440116243'],
    ['SE4550000000058398257466', '5839 8257466'],
  ] as const)
    assert.equal(accountKey(iban), accountKey(bban), iban)
})

test('other accounts keep a separate key', () => {
  assert.notEqual(accountKey('NO9386011117947'), accountKey('NO4415068000006'))
  assert.equal(accountKey('de89 3704 0044 0532 0130 00'), 'DE89370400440532013000')
  assert.equal(accountKey(' - '), '')
  assert.equal(accountKey('000'), '')
})

test('a bankgiro number is never taken for an account number, however it is written', () => {
  assert.equal(accountKey('991-2346'), accountKey('0009912346'))
  assert.equal(isGiroKey(accountKey('991-2346')), true)
  assert.equal(isGiroKey(accountKey('86011117947')), false)
})
