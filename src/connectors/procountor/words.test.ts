import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HttpResponse } from '../port.ts'
import { answerError } from './errors.ts'

const NOW = new Date('2026-03-01T10:00:00Z')

function answer(status: number, body: unknown, contentType = 'application/json'): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: { 'content-type': contentType }, body: new TextEncoder().encode(text) }
}
const refusal = (body: unknown, status = 400, what = 'POST /ledgerreceipts') =>
  answerError('write', what, answer(status, body), NOW)

void test('keeps the words of an answer, whatever form it has', () => {
  const words = 'Tiliä 9999 ei löydy tilikartasta'
  const bodies: [unknown, string][] = [
    [{ errors: [{ status: 400, field: 'name', message: words }] }, `name: ${words}`],
    [{ errors: [{ status: 400, message: words }] }, words],
    [{ errors: [words] }, words],
    [{ errors: { name: [words] } }, `name: ${words}`],
    [{ errors: words, message: words }, words],
    [{ errors: [], message: words }, words],
    [
      { constraintViolations: [{ propertyPath: 'saveReceipt.arg0.name', message: words }] },
      `saveReceipt.arg0.name: ${words}`,
    ],
    [{ constraintViolations: [{ path: 'name', message: words }] }, `name: ${words}`],
    [{ message: words }, words],
    [{ error: 'invalid_request', error_description: words }, words],
    [{ title: 'Bad Request', detail: words }, words],
    [{ error: words }, words],
    [[{ field: 'name', message: words }], `name: ${words}`],
    [JSON.stringify(words), words],
    [`${words}\r\n`, words],
  ]
  for (const [body, reported] of bodies) {
    const { message } = refusal(body)
    assert.equal(message, `Procountor answered 400 to POST /ledgerreceipts: ${reported}`, JSON.stringify(body))
  }
  for (const body of ['<html><body>no</body></html>', '<!DOCTYPE html><p>no', '<?xml version="1.0"?><no/>']) {
    assert.match(refusal(body).message, /: a web page instead of JSON$/)
  }
  for (const body of ['', '{}', 'null', '[]', '{"errors":[null]}', '{"errors":[{"status":400}]}']) {
    assert.equal(refusal(body).message, 'Procountor answered 400 to POST /ledgerreceipts.', body)
  }
})

void test('reads the field that a message names where no field is given', () => {
  const cases: [string, string][] = [
    ['receiptDate: must not be in a closed fiscal year', 'PERIOD_CLOSED'],
    ["Field 'paymentDate' is not valid", 'PERIOD_CLOSED'],
    ['The fiscal year 2025 is closed', 'PERIOD_CLOSED'],
    ['The tracking period is not open', 'PERIOD_CLOSED'],
    ['Account 9999 does not exist', 'ACCOUNT_UNKNOWN'],
    ['transactions[0].account: unknown', 'ACCOUNT_UNKNOWN'],
    ['Ledger account number 9999 is not in the chart', 'ACCOUNT_UNKNOWN'],
    ['vatPercent 26.0 is not in use', 'VAT_PERCENT_NOT_IN_USE'],
    ['Invalid value for "vatStatus"', 'VAT_STATUS_NOT_ENABLED'],
    ['transactions[1].dimensionItemValues[0].itemId is not valid', 'DIMENSION_UNKNOWN'],
    ['currency must be EUR', 'CURRENCY_MISMATCH'],
    ['amount must be less than the open amount', 'AMOUNT_REFUSED'],
    ['Something about your account and the amount of it', 'HTTP_400'],
    ['The description is too long', 'HTTP_400'],
  ]
  for (const [message, code] of cases) {
    for (const body of [{ errors: [{ status: 400, message }] }, { message }, message]) {
      assert.equal(refusal(body).code, code, JSON.stringify(body))
    }
  }
  // A field that is given has the last word.
  const both = { errors: [{ field: 'name', message: 'account 9999 must not be in the name' }] }
  assert.equal(refusal(both).code, 'HTTP_400')
})

void test('insufficient rights stop the queue; a wrong state concerns the document alone', () => {
  const markPaid = 'PUT /invoices/1/paymentevents/markpaid'
  const cases: [string, unknown, string, string][] = [
    ['POST /ledgerreceipts', { errors: [{ status: 403, message: 'Forbidden' }] }, 'auth', 'FORBIDDEN'],
    ['POST /ledgerreceipts', '', 'auth', 'FORBIDDEN'],
    ['POST /ledgerreceipts', { message: 'Tilikausi' }, 'auth', 'FORBIDDEN'],
    ['POST /ledgerreceipts', { errors: [{ field: 'receiptDate', message: 'closed' }] }, 'refused', 'PERIOD_CLOSED'],
    ['POST /ledgerreceipts', { message: 'The fiscal year is closed' }, 'refused', 'PERIOD_CLOSED'],
    [
      markPaid,
      { errors: [{ status: 403, message: 'Invoice is in a wrong status: UNFINISHED' }] },
      'refused',
      'FORBIDDEN',
    ],
    [markPaid, { errors: [{ status: 403, message: 'Insufficient rights' }] }, 'auth', 'FORBIDDEN'],
    [markPaid, { message: 'Access is denied' }, 'auth', 'FORBIDDEN'],
    [markPaid, { errors: [{ message: 'User does not have permission to use this resource' }] }, 'auth', 'FORBIDDEN'],
    [markPaid, 'Käyttäjällä ei ole oikeuksia', 'auth', 'FORBIDDEN'],
  ]
  for (const [what, body, kind, code] of cases) {
    const error = refusal(body, 403, what)
    assert.deepEqual([error.kind, error.code], [kind, code], `${what} ${JSON.stringify(body)}`)
  }
})
