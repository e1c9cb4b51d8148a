import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fault } from '../../platform/errors.ts'
import { decodeAttachment } from './decode.ts'
import { ATTACHMENT_BYTES_MAX } from './limits.ts'

const POINTER = '/invoice/attachments/0/data'
const PDF = Buffer.from('%PDF-1.7\n… %%EOF\n')
const TEXT = PDF.toString('base64')

function bytesOf(text: string): Buffer {
  const decoded = decodeAttachment(text, POINTER)
  assert.ok('bytes' in decoded, 'code' in decoded ? decoded.message : '')
  return Buffer.from(decoded.bytes)
}

function faultOf(text: string): Fault {
  const decoded = decodeAttachment(text, POINTER)
  assert.ok('code' in decoded, 'a fault was expected')
  assert.equal(decoded.pointer, POINTER)
  assert.equal(decoded.received, undefined, 'eleven megabytes are not repeated')
  assert.ok(decoded.message.length < 250, decoded.message)
  return decoded
}

void test('base64 as encoders write it', () => {
  assert.deepEqual(bytesOf(TEXT), PDF)
  assert.deepEqual(bytesOf(TEXT.replaceAll(/.{8}/g, '$&\r\n')), PDF, 'in MIME lines')
  assert.deepEqual(bytesOf(`data:application/pdf;base64,${TEXT}`), PDF)
  assert.deepEqual(bytesOf(`data:application/pdf;name=a.pdf;base64,${TEXT}`), PDF)
})

void test('a fault names the place of text that is not base64', () => {
  const wrong: [string, RegExp][] = [
    ['', /empty/],
    ['\n', /empty/],
    [TEXT.slice(0, -1), /groups of four/],
    [`${TEXT.slice(0, 8)} ${TEXT.slice(8)}`, /character 9 is " "/],
    [`${TEXT.slice(0, 8)}\0${TEXT.slice(8)}`, /character 9 is "\\u0000"/],
    [`-_${TEXT.slice(2)}`, /base64url/],
    [`${TEXT}${TEXT}`, /middle/],
    ['====', /groups of four|padded/],
    [`data:application/pdf,${TEXT}`, /base64/],
    [`https://example.com/a.pdf`, /character 6 is ":"/],
    ['ä'.repeat(8), /character 1/],
    ['\ud800AAA', /character 1 is "\\ud800"/],
  ]
  for (const [text, message] of wrong) {
    const fault = faultOf(text)
    assert.equal(fault.code, 'INVALID_BASE64', text.slice(0, 40))
    assert.match(fault.message, message)
  }
})

void test('another kind of file is named', () => {
  const base64 = (bytes: Buffer | string) => Buffer.from(bytes as string).toString('base64')
  const wrong: [string, string, RegExp][] = [
    [base64('<!DOCTYPE html><html>not found</html>'), 'NOT_A_PDF', /HTML/],
    [base64(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])), 'NOT_A_PDF', /PNG/],
    [base64(Buffer.from([0xff, 0xd8, 0xff, 0xe0])), 'NOT_A_PDF', /JPEG/],
    [base64(Buffer.from('PK\x03\x04')), 'NOT_A_PDF', /ZIP/],
    [base64(TEXT), 'NOT_A_PDF', /twice/],
    [base64('%PDF-9.9 %%EOF'), 'NOT_A_PDF', /1\.x/],
    [base64('%PDF-1.4 and no end'), 'PDF_TRUNCATED', /missing/],
    [`data:image/png;base64,${TEXT}`, 'ATTACHMENT_TYPE', /image\/png/],
    [`data:;base64,${TEXT}`, 'ATTACHMENT_TYPE', /without a type/],
  ]
  for (const [text, code, message] of wrong) {
    const fault = faultOf(text)
    assert.equal(fault.code, code, text.slice(0, 60))
    assert.match(fault.message, message)
  }
})

void test('8 MiB are taken, one byte more is not; neither takes long', () => {
  const most = Buffer.alloc(ATTACHMENT_BYTES_MAX, '%PDF-1.7 %%EOF ')
  const more = Buffer.alloc(ATTACHMENT_BYTES_MAX + 1, '%PDF-1.7 %%EOF ').toString('base64')
  const text = most.toString('base64')
  const started = performance.now()
  assert.equal(bytesOf(text).length, ATTACHMENT_BYTES_MAX)
  assert.equal(faultOf(more).code, 'ATTACHMENT_TOO_LARGE')
  assert.equal(faultOf('A'.repeat(50_000_000)).code, 'ATTACHMENT_TOO_LARGE')
  const ms = performance.now() - started
  assert.ok(ms < 1_000, `${ms} ms`)
})
