import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprintBytes, fingerprintOf, isFingerprintOf } from './fingerprint.ts'
import { isPublicAddress } from './public-address.ts'

void test('public addresses are public', () => {
  for (const address of ['8.8.8.8', '193.166.3.2', '172.32.0.1', '100.128.0.1', '2001:708::1', '2a00:1450::1']) {
    assert.equal(isPublicAddress(address), true, address)
  }
})

void test('loopback, private, link-local, metadata, reserved and disguised addresses are not', () => {
  const hidden = [
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.2.1', '198.18.0.1', '203.0.113.9', '224.0.0.1', '255.255.255.255'],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '2001::1',
    ],
    ...['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1'],
    ...['localhost', 'example.com', '', '127.1', '2130706433', '0x7f.0.0.1'],
  ]
  for (const address of hidden) assert.equal(isPublicAddress(address), false, address)
})

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
