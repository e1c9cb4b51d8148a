import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nationalAccount } from './national-account.ts'

test('finds the national number within Norwegian and Danish IBANs, and in no others', () => {
  assert.deepEqual(nationalAccount('NO93 8601 1117 947'), { label: 'Kontonummer', printed: '8601.11.17947' })
  assert.deepEqual(nationalAccount('dk5000400440116243'), {
    label: 'Reg.nr. · Kontonr.',
    printed: '0040 0440116243',
  })
  for (const iban of ['FI2112345600000785', 'SE4550000000058398257466', 'NO938601111794', ''])
    assert.equal(nationalAccount(iban), undefined, iban)
})
