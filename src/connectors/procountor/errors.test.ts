import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HttpResponse } from '../port.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'
import { answerError } from './errors.ts'

const NOW = new Date('2026-03-01T10:00:00Z')

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers, body: new TextEncoder().encode(text) }
}
const complaint = (field: string, status = 400) => ({ errors: [{ status, field, message: 'No' }] })

void test('the status decides what the engine does, for a write and for a read', () => {
  const cases = [
    [400, 'refused', 'temporary'],
    [401, 'auth', 'auth'],
    [403, 'refused', 'auth'],
    [404, 'refused', 'temporary'],
    [405, 'refused', 'temporary'],
    [408, 'ambiguous', 'temporary'],
    [409, 'temporary', 'temporary'],
    [413, 'refused', 'temporary'],
    [429, 'temporary', 'temporary'],
    [302, 'ambiguous', 'temporary'],
    [500, 'ambiguous', 'temporary'],
    [502, 'ambiguous', 'temporary'],
    [503, 'ambiguous', 'temporary'],
    [504, 'ambiguous', 'temporary'],
  ] as const
  for (const [status, ofWrite, ofRead] of cases) {
    for (const body of [complaint('x', status), '<html>no</html>', '', 'null', '{"errors":[null]}']) {
      const write = answerError('write', 'POST /x', answer(status, body), NOW)
      const read = answerError('read', 'GET /x', answer(status, body), NOW)
      assert.deepEqual([write.kind, read.kind], [ofWrite, ofRead], `${status} ${JSON.stringify(body)}`)
      assert.ok(write.advice.length > 20 && read.advice.length > 20)
    }
  }
})

void test('the field of a complaint decides code and advice', () => {
  const cases = {
    receiptDate: 'PERIOD_CLOSED',
    paymentDate: 'PERIOD_CLOSED',
    'transactions[3].account': 'ACCOUNT_UNKNOWN',
    'transactions[0].vatPercent': 'VAT_PERCENT_NOT_IN_USE',
    'transactions[0].vatStatus': 'VAT_STATUS_NOT_ENABLED',
    vatStatus: 'VAT_STATUS_NOT_ENABLED',
    'transactions[0].dimensionItemValues[0].itemId': 'DIMENSION_UNKNOWN',
    currency: 'CURRENCY_MISMATCH',
    amount: 'AMOUNT_REFUSED',
    name: 'HTTP_400',
    '': 'HTTP_400',
  }
  for (const [field, code] of Object.entries(cases)) {
    const error = answerError('write', 'POST /ledgerreceipts', answer(400, complaint(field)), NOW)
    assert.equal(error.code, code, field)
    assert.match(error.message, /Procountor answered 400 to POST \/ledgerreceipts: .*No/)
  }
  assert.equal(answerError('write', 'PUT /x', answer(403, complaint('')), NOW).code, 'FORBIDDEN')
  assert.equal(answerError('write', 'PUT /x', answer(404, complaint('')), NOW).code, 'NOT_FOUND')
  assert.equal(answerError('write', 'PUT /x', answer(409, complaint('version')), NOW).code, 'VERSION_CONFLICT')
})

void test('words are kept, but neither a web page nor a flood of them', () => {
  const page = answerError('write', 'POST /x', answer(502, '<html>', { 'content-type': 'text/html' }), NOW)
  assert.match(page.message, /a web page instead of JSON$/)
  const flood = { errors: Array.from({ length: 500 }, () => ({ field: 'name', message: 'too long' })) }
  assert.ok(answerError('write', 'POST /x', answer(400, flood), NOW).message.length < 700)
})

void test('Retry-After is seconds or a date, never more than an hour', () => {
  assert.equal(retryAfterMs('7', NOW), 7_000)
  assert.equal(retryAfterMs('Sun, 01 Mar 2026 10:00:30 GMT', NOW), 30_000)
  assert.equal(retryAfterMs('Sun, 01 Mar 2026 09:00:00 GMT', NOW), 0)
  assert.equal(retryAfterMs('999999', NOW), 3_600_000)
  assert.equal(retryAfterMs('soon', NOW), undefined)
  assert.equal(retryAfterMs(undefined, NOW), undefined)
  const busy = answerError('read', 'GET /x', answer(429, '', { 'retry-after': '3' }), NOW)
  assert.equal(busy.retryAfterMs, 3_000)
})
