import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorOfStatus, notAnAnswer } from './errors.ts'
import { amountOf, dateOf } from './values.ts'
import { children, parseAnswer, textOf } from './xml.ts'

const bytes = (text: string) => Buffer.from(text)

test('each documented code is what the engine must know it as', () => {
  const kindOf = (code: string, writing = true) => errorOfStatus(`${code} :: words`, writing).kind
  assert.equal(kindOf('AUTHENTICATION_FAILED'), 'auth')
  assert.equal(kindOf('SERVICE_ACCESS_ERROR'), 'auth')
  for (const code of ['INVALID_DATA', 'INVALID_DATA_SIZE', 'PERIOD_LOCK']) assert.equal(kindOf(code), 'refused')
  for (const code of ['DUPLICATE_DATA', 'REQUEST_NOT_UNIQUE', 'TECHNICAL_ERROR', 'NEW_ONE']) {
    assert.equal(kindOf(code), 'ambiguous')
    assert.equal(kindOf(code, false), 'temporary')
  }
  assert.equal(kindOf('SYSTEM_MAINTENANCE'), 'temporary')
  assert.equal(kindOf('SYSTEM_MAINTANANCE'), 'temporary')
  const locked = errorOfStatus('PERIOD_LOCK :: The period 2025-12 is locked', true)
  assert.equal(locked.message, 'The period 2025-12 is locked')
  assert.match(locked.advice, /Open the accounting or VAT period/)
})

test('an answer that does not come from Netvisor is never taken for one', () => {
  assert.equal(parseAnswer(bytes('<html><body>502</body></html>')), undefined)
  assert.equal(parseAnswer(bytes('<!DOCTYPE x [<!ENTITY a "b">]><Root/>')), undefined)
  assert.equal(parseAnswer(bytes('')), undefined)
  assert.equal(notAnAnswer(502, true).kind, 'ambiguous')
  assert.equal(notAnAnswer(502, false).kind, 'temporary')
  assert.equal(notAnAnswer(429, true, 3_000).retryAfterMs, 3_000)
})

test('reads names in any case, one child or many, comma decimals and two date forms', () => {
  const one = parseAnswer(
    bytes(
      '<?xml version="1.0" encoding="utf-8"?><Root><Vouchers><Voucher Status="valid"><NetvisorKey>5</NetvisorKey></Voucher></Vouchers></Root>',
    ),
  )
  assert.equal(textOf(children(one?.['vouchers'], 'voucher')[0], 'netvisorkey'), '5')
  const two = parseAnswer(
    bytes('<root><vouchers><VOUCHER><netvisorkey a="1">5</netvisorkey></VOUCHER><voucher/></vouchers></root>'),
  )
  assert.equal(textOf(children(two?.['vouchers'], 'voucher')[0], 'netvisorkey'), '5')
  assert.equal(amountOf('-2382,47'), -238_247n)
  assert.equal(amountOf('1 000.5'), 100_050n)
  assert.equal(dateOf('31.1.2026'), '2026-01-31')
  assert.equal(dateOf('2026-01-31T00:00:00'), '2026-01-31')
})
