import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { LOGO_BYTES_MAX } from './image-fault.ts'
import { readImage } from './image.ts'
import { jpeg, png } from '../../test/support/settings/images.ts'

async function codeOf(bytes: Buffer): Promise<string> {
  const read = await readImage(bytes)
  return typeof read === 'string' ? read : read.code
}

test('a PNG and a JPEG are known by their bytes', async () => {
  assert.equal(await codeOf(png()), 'image/png')
  assert.equal(await codeOf(png({ width: 4_000, height: 3 })), 'image/png')
  assert.equal(await codeOf(jpeg()), 'image/jpeg')
  assert.equal(await codeOf(jpeg(4_000, 4_000, 0xc2)), 'image/jpeg')
  // Fill bytes before a marker, and bytes of a program's own behind the end.
  const filled = jpeg()
  assert.equal(
    await codeOf(Buffer.concat([filled.subarray(0, 2), Buffer.from([0xff, 0xff]), filled.subarray(2)])),
    'image/jpeg',
  )
  assert.equal(await codeOf(Buffer.concat([filled, Buffer.from('made by a program')])), 'image/jpeg')
})

test('an interlaced PNG has as many bytes as its seven passes', async () => {
  // 5 × 3 RGB: passes of 1×1, 1×1, 2×1 (row 4: none), 2×1, 3×1 …: lines of 1 + 3 × columns bytes.
  const lines = [
    [1, 1],
    [1, 1],
    [2, 0],
    [1, 1],
    [3, 1],
    [2, 2],
    [5, 1],
  ]
  const size = lines.reduce((total, [columns = 0, rows = 0]) => total + rows * (1 + columns * 3), 0)
  const pngOf = (bytes: number) =>
    codeOf(png({ width: 5, height: 3, interlaced: true, data: deflateSync(Buffer.alloc(bytes)) }))
  assert.equal(await pngOf(size), 'image/png')
  assert.equal(await pngOf(size + 1), 'NOT_AN_IMAGE')
})

test('a file that only begins like a picture is refused', async () => {
  for (const bytes of [
    Buffer.from('GIF89a'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    Buffer.from('%PDF-1.7'),
    png().subarray(0, 8),
    jpeg().subarray(0, 3),
  ])
    assert.equal(await codeOf(bytes), 'NOT_AN_IMAGE')
})

test('a picture that was cut off or changed anywhere is refused, and nothing throws', async () => {
  for (const whole of [png(), jpeg()]) {
    for (let length = 0; length < whole.length; length++)
      assert.equal(await codeOf(whole.subarray(0, length)), 'NOT_AN_IMAGE', `${length} of ${whole.length}`)
  }
  const whole = png()
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 0x41
    assert.notEqual(await codeOf(changed), 'image/png', `byte ${at}`)
  }
  assert.equal(await codeOf(jpeg(40, 20, 0xc3)), 'NOT_AN_IMAGE', 'lossless')
})

test('an image with too many bytes or pixels is refused', async () => {
  assert.equal(await codeOf(Buffer.alloc(LOGO_BYTES_MAX + 1)), 'IMAGE_TOO_LARGE')
  assert.equal(await codeOf(png({ width: 4_001, height: 1 })), 'IMAGE_TOO_LARGE')
  assert.equal(await codeOf(png({ width: 1, height: 4_001 })), 'IMAGE_TOO_LARGE')
  assert.equal(await codeOf(png({ width: 0 })), 'NOT_AN_IMAGE')
  assert.equal(await codeOf(jpeg(4_001, 1)), 'IMAGE_TOO_LARGE')
  assert.equal(await codeOf(jpeg(1, 0)), 'NOT_AN_IMAGE')
})

test('a few bytes that inflate to gigabytes are not inflated', async () => {
  const bomb = deflateSync(Buffer.alloc(100_000_000))
  const before = process.memoryUsage().arrayBuffers
  assert.equal(await codeOf(png({ data: bomb })), 'NOT_AN_IMAGE')
  assert.ok(process.memoryUsage().arrayBuffers - before < 50_000_000)
})
