import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprintBytes, fingerprintOf, isFingerprintOf } from './fingerprint.ts'

void test('a fingerprint is the same in each of its spellings', () => {
  const key = Buffer.from('a host key')
  const printed = fingerprintOf(key)
  assert.match(printed, /^SHA256:[A-Za-z0-9+/]{43}$/)
  const bytes = fingerprintBytes(printed)
  assert.ok(bytes)
  const hex = bytes.toString('hex')
  for (const text of [printed.slice(7), `${printed}=`, hex, hex.toUpperCase(), hex.replaceAll(/(..)(?=.)/g, '$1:')]) {
    assert.deepEqual(fingerprintBytes(text), bytes, text)
  }
  assert.equal(isFingerprintOf(bytes, key), true)
  assert.equal(isFingerprintOf(bytes, Buffer.from('another')), false)
  for (const text of ['', 'SHA256:', 'MD5:aa:bb', hex.slice(1), `${printed}x`])
    assert.equal(fingerprintBytes(text), null)
})
