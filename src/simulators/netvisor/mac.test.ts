/** The vendor's published sample, and vectors computed by the described rule. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simulatedCustomer, simulatorKeys } from '../../connectors/netvisor/sandbox-keys.ts'
import { algorithmOf, expectedMac, sameMac } from './mac.ts'

const SAMPLE = {
  url: 'http://integrationdemo.netvisor.fi/accounting.nv',
  sender: 'Testiclient',
  customerId: 'Integraatiokayttajan tunnus',
  timestamp: '2009-01-12 15:49:12.221',
  language: 'FI',
  organisationId: '1967543-8',
  transactionId: '123456',
  timestampUnix: '1231775352',
}
const SAMPLE_KEYS = {
  customerKey: '7cd680e89e880553358bc07cd28b0ee2',
  partnerKey: '07f94228d149a96b2f25e3edad55096e',
}
const LETTERS = {
  url: 'https://isvapi.netvisor.fi/accountingledger.nv?startdate=2026-01-01&enddate=2026-01-31',
  sender: 'CFIS Käyttö',
  customerId: 'TK_1_2',
  timestamp: '2026-01-31 12:00:00.000',
  language: 'FI',
  organisationId: '1234567-1',
  transactionId: '00000000-0000-4000-8000-000000000001',
  timestampUnix: '1769860800',
}
const LETTER_KEYS = { customerKey: 'ckey', partnerKey: 'pkey' }

void test('MACs are as the vectors say', () => {
  const sample = (algorithm: 'MD5' | 'SHA256' | 'HMACSHA256') => expectedMac(algorithm, SAMPLE, SAMPLE_KEYS)
  assert.equal(sample('MD5'), '6b2783906969630c1b6649bf5b0e6620')
  assert.equal(sample('SHA256'), 'cd39e4566936ffd41e67cc8a819bf314a5f1016ca0159854d0f2dd447a86db8e')
  assert.equal(sample('HMACSHA256'), 'f473c84224100b07abc764dbf5c2102d802a7c17694f67bcaa06c583cdfca690')
  assert.equal(
    expectedMac('HMACSHA256', LETTERS, LETTER_KEYS),
    '0df7b101a961f43676b1207855357151ceefeec8a8f8a7785b4b7d4a5fb01691',
  )
  assert.equal(
    expectedMac('SHA256', LETTERS, LETTER_KEYS),
    '8097ed30eec972db71a2aa64a9c3a6d94e810604408c8daa2dd46307b27dd360',
  )
})

void test('hex of either case is the same MAC, and no header means MD5', () => {
  assert.ok(sameMac('6B2783906969630C1B6649BF5B0E6620', '6b2783906969630c1b6649bf5b0e6620'))
  assert.ok(!sameMac('6b', '6b2783906969630c1b6649bf5b0e6620'))
  assert.equal(algorithmOf(undefined), 'MD5')
  assert.equal(algorithmOf('sha256'), 'SHA256')
  assert.equal(algorithmOf('ROT13'), undefined)
})

void test('keys follow from the customer id, and no two customers share one', () => {
  const one = simulatorKeys(simulatedCustomer(1, '1234567-8'))
  assert.deepEqual(one, simulatorKeys('sim-1-1234567-8'))
  assert.notEqual(one.customerKey, simulatorKeys(simulatedCustomer(2, '1234567-8')).customerKey)
  assert.match(one.customerKey, /^[0-9a-f]{32}$/)
  assert.equal(one.partnerId, 'saatava-sandbox')
})
