/**
 * Is this a picture that documents can show? It is read as far as its structure goes, so that a logo that was accepted
 * never breaks a document later: PNG by ISO/IEC 15948 (signature, chunks and their CRCs, the inflated size), JPEG by
 * ITU-T T.81 (markers, one frame that PDF knows, the end).
 */
import { type ImageFault, LOGO_BYTES_MAX, broken } from './image-fault.ts'
import { jpegFault } from './jpeg.ts'
import { pngFault } from './png.ts'

export type MediaType = 'image/png' | 'image/jpeg'

/** @returns the media type, by the bytes alone, or what is wrong with them */
export async function readImage(bytes: Buffer): Promise<MediaType | ImageFault> {
  if (bytes.length > LOGO_BYTES_MAX)
    return { code: 'IMAGE_TOO_LARGE', message: `must have at most ${LOGO_BYTES_MAX} bytes, has ${bytes.length}` }
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return (await pngFault(bytes)) ?? 'image/png'
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return jpegFault(bytes) ?? 'image/jpeg'
  return broken('is neither a PNG nor a JPEG by its first bytes')
}
