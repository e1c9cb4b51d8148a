/** The signature, by examples that were computed by hand from the vendor's description. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signatureOf } from './signature.ts'

const BASE = 'https://api.fivaldi.net/customer/api'
const sign = (method: string, path: string, body?: string) =>
  signatureOf(
    {
      ...{ method, url: BASE + path, body, contentType: 'application/json' },
      ...{ partnerId: 'test-partner', timestamp: '1700000000' },
    },
    'test-secret',
  )

test('signs method, body, headers, path and query, with empty lines where there is no body', () => {
  assert.equal(sign('GET', '/ping'), 'Fivaldi U63tLDpDdzVy+cdLMbLJwzLRo/ewOrF733nQxmR90Uo=')
  assert.equal(
    sign('POST', '/companies/C1/bookkeeping/vouchers', '{"a":1}'),
    'Fivaldi pMcNYloGcyoJ3/mQr6EqoyWZeGKQAHW4UpGTmqhgbpw=',
  )
  assert.equal(
    sign('GET', '/companies/C1/bookkeeping/vouchers?startDate=2026-01-01&endDate=2026-01-31'),
    'Fivaldi G2vuzi0ULiIoOFuZzJAhXfLq/DnU1TA/puP+c/M5eYA=',
  )
})
