/**
 * Is this a picture that documents can show? It is read as far as its structure goes, so that a logo that was accepted
 * never breaks a document later: PNG by ISO/IEC 15948 (signature, chunks and their CRCs, the inflated size), JPEG by
 * ITU-T T.81 (markers, one frame that PDF knows, the end). The decoders that draw make something of half a file, too,
 * and inflate whatever they are given; so the settings and the PDF both ask here first.
 */
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { type ImageFault, LOGO_BYTES_MAX, broken } from './image-fault.ts'
import { type JpegHead, inspectJpeg } from './jpeg.ts'
import { type PngHead, inspectPng } from './png.ts'

export type MediaType = 'image/png' | 'image/jpeg'

export type ImageHead = PngHead | JpegHead

const inflated = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)

/** Reads everything but the pixels. @returns type and size, by the bytes alone, or what is wrong with them */
export function inspectImage(bytes: Buffer): ImageHead | ImageFault {
  if (bytes.length > LOGO_BYTES_MAX)
    return { code: 'IMAGE_TOO_LARGE', message: `must have at most ${LOGO_BYTES_MAX} bytes, has ${bytes.length}` }
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return inspectPng(bytes)
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return inspectJpeg(bytes)
  return broken('is neither a PNG nor a JPEG by its first bytes')
}

/** Reads the pixels of a PNG as well. @returns the media type, or what is wrong with the bytes */
export async function readImage(bytes: Buffer): Promise<MediaType | ImageFault> {
  const head = inspectImage(bytes)
  if ('code' in head || head.mediaType === 'image/jpeg') return 'code' in head ? head : head.mediaType
  // Never more than was announced: a few bytes can hold gigabytes.
  const limit = { maxOutputLength: head.inflatedBytes + 1 }
  const pixels = await inflated(head.deflated, limit).catch(() => undefined)
  return pixels?.length === head.inflatedBytes ? head.mediaType : broken('is a PNG whose pixels cannot be read')
}
