/**
 * A client's logo, ready to be put into a file. A PNG is taken apart once and kept for the life of the thread, because
 * the same logo stands on every invoice of its client; a JPEG goes into the file as it is.
 */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { decode, toRGBA8 } from '@cantoo/pdf-lib/upng'
import type { InvoiceDocument } from '../../invoices/document.ts'

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
/** A logo that would be larger in memory is left away. */
const PIXELS_MAX = 16_000_000
const PNG_SIGNATURE = '89504e470d0a1a0a'

const kept = new LRUCache<string, PngLogo>({ max: LOGOS_KEPT })

/** The logo, or undefined where it cannot be read: an invoice is never held back by its decoration. */
export function readLogo(logo: NonNullable<InvoiceDocument['logo']>): PngLogo | JpegLogo | undefined {
  if (logo.mediaType === 'image/jpeg') return { kind: 'jpeg', bytes: logo.bytes }
  const hash = createHash('sha256').update(logo.bytes).digest('base64')
  const known = kept.get(hash)
  if (known !== undefined) return known
  const made = readPng(logo.bytes)
  if (made !== undefined) kept.set(hash, made)
  return made
}

function readPng(bytes: Uint8Array): PngLogo | undefined {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (header.length < 33 || header.subarray(0, 8).toString('hex') !== PNG_SIGNATURE) return undefined
  const width = header.readUInt32BE(16)
  const height = header.readUInt32BE(20)
  if (width === 0 || height === 0 || width * height > PIXELS_MAX) return undefined
  try {
    const [frame] = toRGBA8(decode(exactCopy(bytes)))
    return frame === undefined ? undefined : pngOf(new Uint8Array(frame), width, height)
  } catch {
    return undefined
  }
}

function exactCopy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function pngOf(rgba: Uint8Array, width: number, height: number): PngLogo {
  const pixels = width * height
  const colours = new Uint8Array(pixels * 3)
  const opacity = new Uint8Array(pixels)
  let opaque = true
  for (let at = 0; at < pixels; at++) {
    colours[at * 3] = rgba[at * 4] ?? 0
    colours[at * 3 + 1] = rgba[at * 4 + 1] ?? 0
    colours[at * 3 + 2] = rgba[at * 4 + 2] ?? 0
    opacity[at] = rgba[at * 4 + 3] ?? 255
    if (opacity[at] !== 255) opaque = false
  }
  return {
    kind: 'png',
    width,
    height,
    colours: deflateSync(colours),
    ...(opaque ? {} : { opacity: deflateSync(opacity) }),
  }
}
