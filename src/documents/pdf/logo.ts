/**
 * A client's logo, ready to be put into a file. A PNG is taken apart once and kept for the life of the thread, because
 * the same logo stands on every invoice of its client; a JPEG goes into the file as it is.
 */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { decode, toRGBA8 } from '@cantoo/pdf-lib/upng'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import { inspectImage } from '../../settings/image.ts'

export interface PngLogo {
  kind: 'png'
  width: number
  height: number
  /** Compressed RGB. */
  colours: Uint8Array
  /** Compressed opacity, where the image is not opaque all over. */
  opacity?: Uint8Array
}

export interface JpegLogo {
  kind: 'jpeg'
  bytes: Uint8Array
}

const LOGOS_KEPT = 64
/** 600 dots an inch in the place of 72 by 22 mm that a logo has. */
const DOTS_MAX = { width: 1700, height: 520 }
const kept = new LRUCache<string, PngLogo>({ max: LOGOS_KEPT })

/** The logo, or undefined where it cannot be read: an invoice is never held back by its decoration. */
export function readLogo(logo: NonNullable<InvoiceDocument['logo']>): PngLogo | JpegLogo | undefined {
  const hash = createHash('sha256').update(logo.bytes).digest('base64')
  const known = kept.get(hash)
  if (known !== undefined) return known
  const made = read(logo.bytes)
  if (made?.kind === 'png') kept.set(hash, made)
  return made
}

function read(bytes: Uint8Array): PngLogo | JpegLogo | undefined {
  const head = inspectImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if ('code' in head) return undefined
  if (head.mediaType === 'image/jpeg') return { kind: 'jpeg', bytes }
  try {
    const [frame] = toRGBA8(decode(exactCopy(bytes)))
    return frame === undefined ? undefined : pngOf(new Uint8Array(frame), head.width, head.height)
  } catch {
    return undefined
  }
}

function exactCopy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function pngOf(given: Uint8Array, givenWidth: number, givenHeight: number): PngLogo {
  const { rgba, width, height } = smaller(given, givenWidth, givenHeight)
  const pixels = width * height
  const colours = new Uint8Array(pixels * 3)
  const opacity = new Uint8Array(pixels)
  for (let at = 0; at < pixels; at++) {
    colours.set(rgba.subarray(at * 4, at * 4 + 3), at * 3)
    opacity[at] = rgba[at * 4 + 3] ?? 255
  }
  return {
    kind: 'png',
    width,
    height,
    colours: deflateSync(colours),
    ...(opacity.every((value) => value === 255) ? {} : { opacity: deflateSync(opacity) }),
  }
}

/** Every invoice carries its logo, so it has no more dots than a printer shows: squares of them become one. */
function smaller(rgba: Uint8Array, width: number, height: number): { rgba: Uint8Array; width: number; height: number } {
  const side = Math.ceil(Math.max(width / DOTS_MAX.width, height / DOTS_MAX.height))
  if (side <= 1) return { rgba, width, height }
  const columns = Math.ceil(width / side)
  const rows = Math.ceil(height / side)
  const made = new Uint8Array(columns * rows * 4)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) made.set(average(column, row), (row * columns + column) * 4)
  return { rgba: made, width: columns, height: rows }

  function average(column: number, row: number): number[] {
    const sum = [0, 0, 0, 0]
    let count = 0
    for (let y = row * side; y < Math.min((row + 1) * side, height); y++)
      for (let x = column * side; x < Math.min((column + 1) * side, width); x++) {
        const at = (y * width + x) * 4
        const alpha = rgba[at + 3] ?? 0
        // A transparent pixel has no say in the colour.
        for (let channel = 0; channel < 3; channel++)
          sum[channel] = (sum[channel] ?? 0) + (rgba[at + channel] ?? 0) * alpha
        sum[3] = (sum[3] ?? 0) + alpha
        count++
      }
    const alpha = sum[3] ?? 0
    const colours = sum.slice(0, 3).map((value) => (alpha === 0 ? 255 : Math.round(value / alpha)))
    return [...colours, Math.round(alpha / count)]
  }
}
