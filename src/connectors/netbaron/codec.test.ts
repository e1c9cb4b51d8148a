import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode, readReceipts, receiptText } from './codec.ts'
import type { Columns } from './columns.ts'
import { settingsOf } from './settings.ts'

const LINE: Columns = {
  series: '11',
  receiptNumber: '11-4711',
  bookingDate: '2026-01-31',
  description: 'Rent January',
  account: '3000',
  costCenter: '100',
  jobNumber: 'P1',
  vatCode: '20',
  vatPercent: '24',
  vatAccount: '29391',
  net: '-100.00',
  gross: '-124.00',
  vat: '-24.00',
  taxableVat: '-24.00',
}

function described(description: string, separator = ';'): string {
  const text = receiptText([{ ...LINE, description }], settingsOf({ settings: { separator } }))
  return text.slice(text.indexOf('\r\n') + 2)
}

void test('texts are quoted by RFC 4180 where they must be, and only there', () => {
  const rest = '3000;100;P1;20;24;29391;-100.00;-124.00;-24.00;-24.00\r\n'
  assert.equal(described('Vuokra, tammikuu: ÄÖÅ äöå'), `11;11-4711;2026-01-31;Vuokra, tammikuu: ÄÖÅ äöå;${rest}`)
  assert.equal(described('a;b'), `11;11-4711;2026-01-31;"a;b";${rest}`)
  assert.equal(described('5" putki'), `11;11-4711;2026-01-31;"5"" putki";${rest}`)
  assert.equal(described('two\nlines'), `11;11-4711;2026-01-31;"two\nlines";${rest}`)
  assert.equal(described('cr\ronly'), `11;11-4711;2026-01-31;"cr\ronly";${rest}`)
  assert.match(described('a b', 'SPACE'), /^11 11-4711 2026-01-31 "a b" 3000 /)
  assert.match(described('kello 12:30', ':'), /^11:11-4711:2026-01-31:"kello 12:30":3000/)
})

void test('bytes are in the charset that is set', () => {
  assert.deepEqual([...encode('Ä€', 'UTF-8')], [0xc3, 0x84, 0xe2, 0x82, 0xac])
  assert.deepEqual([...encode('Ä€', 'ISO-8859-15')], [0xc4, 0xa4])
  assert.deepEqual([...encode('Ä€', 'WINDOWS-1252')], [0xc4, 0x80])
  assert.throws(() => encode('Ä€', 'ISO-8859-1'), { code: 'CHARSET_CANNOT', kind: 'refused' })
})

void test('a file that was written is read back, in any separator, charset and sign convention', () => {
  for (const separator of [';', ':', ',', 'TAB', 'SPACE']) {
    for (const charset of ['UTF-8', 'ISO-8859-15']) {
      const settings = settingsOf({ settings: { separator, charset, signConvention: 'CREDIT_POSITIVE', header: 'EN' } })
      const text = receiptText([{ ...LINE, description: 'Älä "lainaa"; \t, :\r\nÖ' }], settings)
      assert.deepEqual(readReceipts(encode(text, settings.charset), settings), [
        { receiptNumber: '11-4711', date: '2026-01-31', lines: [{ account: '3000', net: 10_000n, vat: 2_400n }] },
      ])
    }
  }
})

void test('a file of another format gets an error that says so', () => {
  const settings = settingsOf({ settings: {} })
  assert.equal(readReceipts(Buffer.from('<html>'), settings), null)
  assert.equal(readReceipts(Buffer.from('a;"b'), settings), null)
  assert.equal(readReceipts(Buffer.from(''), settings), null)
})
