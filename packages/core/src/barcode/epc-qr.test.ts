import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Reference } from '../references/reference.ts'
import { EPC_BYTES_MAX, epcQrText } from './epc-qr.ts'

const PAYMENT = { name: 'Test Customer Oy', iban: 'FI21 1234 5600 0007 85', payable: 1230n }
const FI: Reference = { kind: 'FI', value: '20260000422', printed: '2 02600 00422' }
const head = ['BCD', '002', '1', 'SCT', '', 'Test Customer Oy', 'FI2112345600000785', 'EUR12.30']

test('a Finnish reference goes as the RF reference that embeds it, structured', () => {
  const code = [...head, '', 'RF2720260000422'].join('\n')
  assert.equal(epcQrText({ ...PAYMENT, reference: FI }), code)
  const rf: Reference = { kind: 'RF', value: 'RF2720260000422', printed: 'RF27 2026 0000 422' }
  assert.equal(epcQrText({ ...PAYMENT, reference: rf }), code)
})

test('any other reference goes as text, and none leaves the lines out', () => {
  const free: Reference = { kind: 'FREE', value: 'Invoice 10042', printed: 'Invoice 10042' }
  assert.equal(epcQrText({ ...PAYMENT, reference: free }), [...head, '', '', 'Invoice 10042'].join('\n'))
  assert.equal(epcQrText(PAYMENT), head.join('\n'))
  const kid: Reference = { kind: 'NO_KID', value: '006-', printed: '006-' }
  assert.equal(epcQrText({ ...PAYMENT, reference: kid })?.split('\n')[10], '006-')
})

test('amounts from a cent to 999999999.99; the BIC where there is one', () => {
  const amount = (payable: bigint) => epcQrText({ ...PAYMENT, payable })?.split('\n')[7]
  assert.equal(amount(1n), 'EUR0.01')
  assert.equal(amount(999_999_999_99n), 'EUR999999999.99')
  for (const payable of [0n, -1n, 1_000_000_000_00n]) assert.equal(amount(payable), undefined)
  assert.equal(epcQrText({ ...PAYMENT, bic: 'NDEAFIHH' })?.split('\n')[4], 'NDEAFIHH')
  assert.equal(epcQrText({ ...PAYMENT, bic: 'not a BIC' })?.split('\n')[4], '')
})

test('no given text can add a line to the code', () => {
  const name = 'Test\r\nFI7944052020036082\u2028\u0085\tOy\u0000'
  assert.equal(epcQrText({ ...PAYMENT, name })?.split('\n')[5], 'Test FI7944052020036082 Oy')
})

test('content that does not fit makes no code; a long name is cut, a reference never', () => {
  const free = (value: string): Reference => ({ kind: 'FREE', value, printed: value })
  assert.equal(epcQrText({ ...PAYMENT, reference: free('x'.repeat(140)) })?.split('\n')[10]?.length, 140)
  assert.equal(epcQrText({ ...PAYMENT, reference: free('x'.repeat(141)) }), undefined)
  assert.equal(epcQrText({ ...PAYMENT, reference: free('Ä'.repeat(140)) }), undefined)
  assert.equal(epcQrText({ ...PAYMENT, name: 'Å'.repeat(80) })?.split('\n')[5], 'Å'.repeat(70))
  assert.equal(epcQrText({ ...PAYMENT, name: ' \n ' }), undefined)
  assert.equal(epcQrText({ ...PAYMENT, iban: 'FI2112345600000786' }), undefined)
})

test('any name and text: at most 331 bytes, at most 11 lines, the fields in their places', () => {
  const text = fc.string({ unit: 'binary', maxLength: 160 })
  fc.assert(
    fc.property(text, text, (name, value) => {
      const code = epcQrText({ ...PAYMENT, name, reference: { kind: 'FREE', value, printed: value } })
      if (code === undefined) return
      assert.ok(Buffer.byteLength(code) <= EPC_BYTES_MAX)
      const lines = code.split('\n')
      assert.ok(lines.length <= 11)
      assert.deepEqual(lines.slice(6, 8), head.slice(6, 8))
      assert.ok(code.isWellFormed())
    }),
  )
})
