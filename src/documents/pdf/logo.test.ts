import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { exampleDocument } from '../../../test/support/documents/example.ts'
import { absent, textOf } from '../../../test/support/documents/pdf-tools.ts'
import { renderInvoicePdf } from '../render-invoice-pdf.ts'
import { readLogo } from './logo.ts'

/** A PNG of one colour, red with the given opacity. */
function png(width: number, height: number, opacity = 255): Uint8Array {
  const line = Buffer.from([0, ...Array.from({ length: width }, () => [200, 30, 30, opacity]).flat()])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const ends = [Buffer.alloc(4), Buffer.alloc(4)] as const
    ends[0].writeUInt32BE(data.length)
    ends[1].writeUInt32BE(crc32(body))
    return Buffer.concat([ends[0], body, ends[1]])
  }
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', new Uint8Array(0))])
}

const logo = (bytes: Uint8Array) => ({ mediaType: 'image/png' as const, bytes })

test('a PNG keeps its colours and its opacity', () => {
  const read = readLogo(logo(png(3, 2, 128)))
  assert.ok(read?.kind === 'png' && read.opacity !== undefined)
  assert.deepEqual([read.width, read.height], [3, 2])
  assert.deepEqual([...inflateSync(read.colours).subarray(0, 3)], [200, 30, 30])
  assert.deepEqual([...inflateSync(read.opacity)], [128, 128, 128, 128, 128, 128])
  const opaque = readLogo(logo(png(3, 2)))
  assert.ok(opaque?.kind === 'png')
  assert.equal(opaque.opacity, undefined)
})

test('a logo has no more dots than can be seen', () => {
  const read = readLogo(logo(png(4000, 100, 128)))
  assert.ok(read?.kind === 'png' && read.opacity !== undefined)
  assert.deepEqual([read.width, read.height], [1334, 34])
  assert.deepEqual([...inflateSync(read.colours).subarray(-3)], [200, 30, 30])
  assert.equal(inflateSync(read.opacity).at(-1), 128)
})

test('a file that is no image is left out, and the name stands in its place', {
  skip: absent('pdftotext'),
}, async () => {
  const damaged = png(30, 20).slice(0, 60)
  const huge = Buffer.from(png(3, 2))
  huge.writeUInt32BE(100_000, 16)
  huge.writeUInt32BE(100_000, 20)
  const broken = [
    logo(new Uint8Array(0)),
    logo(Buffer.from('hello')),
    logo(damaged),
    logo(huge),
    { mediaType: 'image/jpeg' as const, bytes: Buffer.from('hello') },
    { mediaType: 'image/jpeg' as const, bytes: Buffer.from('ffd8ffe0', 'hex') },
  ]
  for (const bad of broken) {
    assert.equal(readLogo(bad), undefined)
    const pdf = await renderInvoicePdf(exampleDocument({ logo: bad }))
    assert.match(textOf(pdf), /^\s*Test Customer Oy\s+Lasku/)
  }
})

test('PNG and JPEG stand on the first page', { skip: absent('pdftoppm', 'pdftotext') }, async () => {
  const picture = await renderInvoicePdf(exampleDocument({ logo: logo(png(60, 20)) }))
  const red = execFileSync('pdftoppm', ['-r', '36', '-singlefile', '-'], { input: picture })
  assert.ok(red.includes(Buffer.from([200, 30, 30])), 'the logo is seen in its colour')
  assert.doesNotMatch(textOf(picture), /^\s*Test Customer Oy\s+Lasku/)
  const bytes = execFileSync('pdftoppm', ['-jpeg', '-r', '20', '-singlefile', '-'], { input: picture })
  const photo = await renderInvoicePdf(exampleDocument({ logo: { mediaType: 'image/jpeg', bytes } }))
  assert.doesNotMatch(textOf(photo), /^\s*Test Customer Oy\s+Lasku/)
})
