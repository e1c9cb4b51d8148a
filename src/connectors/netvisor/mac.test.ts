import assert from 'node:assert/strict'
import { test } from 'node:test'
import { macOf } from './mac.ts'

// The documentation's sample keys, as published in fastmonkeys/netvisor.py (MIT); only its MD5 vector is the vendor's.
const sample = {
  url: 'http://integrationdemo.netvisor.fi/accounting.nv',
  sender: 'Testiclient',
  customerId: 'Integraatiokayttajan tunnus',
  timestamp: '2009-01-12 15:49:12.221',
  language: 'FI',
  organisationId: '1967543-8',
  transactionId: '123456',
  timestampUnix: '1231775352',
  customerKey: '7cd680e89e880553358bc07cd28b0ee2',
  partnerKey: '07f94228d149a96b2f25e3edad55096e',
}
const query = {
  url: 'https://isvapi.netvisor.fi/accountingledger.nv?startdate=2026-01-01&enddate=2026-01-31',
  sender: 'CFIS Käyttö',
  customerId: 'TK_1_2',
  timestamp: '2026-01-31 12:00:00.000',
  language: 'FI',
  organisationId: '1234567-1',
  transactionId: '00000000-0000-4000-8000-000000000001',
  timestampUnix: '1769860800',
  customerKey: 'ckey',
  partnerKey: 'pkey',
}

test('signs as the known vectors do', () => {
  assert.equal(macOf('SHA256', sample), 'cd39e4566936ffd41e67cc8a819bf314a5f1016ca0159854d0f2dd447a86db8e')
  assert.equal(macOf('HMACSHA256', sample), 'f473c84224100b07abc764dbf5c2102d802a7c17694f67bcaa06c583cdfca690')
})

test('signs letters beyond ASCII in one byte, and the query string with the URL', () => {
  assert.equal(macOf('HMACSHA256', query), '0df7b101a961f43676b1207855357151ceefeec8a8f8a7785b4b7d4a5fb01691')
  assert.equal(macOf('SHA256', query), '8097ed30eec972db71a2aa64a9c3a6d94e810604408c8daa2dd46307b27dd360')
})
