/** How much a PDF's compressed streams unfold to, counted piece by piece and never held. */
import { createInflate } from 'node:zlib'
import { PDFArray, PDFName, type PDFRawStream, decodePDFRawStream } from '@cantoo/pdf-lib'

const PIECE_BYTES = 256 * 1024
const COMPRESSING = new Set(['/FlateDecode', '/Fl', '/LZWDecode', '/LZW', '/RunLengthDecode', '/RL'])
/** Image formats with sizes in their headers, where readers look. */
const IMAGES = new Set(['/DCTDecode', '/DCT', '/JPXDecode', '/CCITTFaxDecode', '/CCF', '/JBIG2Decode'])

/**
 * @returns the unfolded size, or Infinity where it exceeds `bytesMax` or is compressed twice over, as only bombs are
 */
export async function unfoldedSize(stream: PDFRawStream, bytesMax: number): Promise<number> {
  const filters = filtersOf(stream)
  const compressing = filters.filter((name) => COMPRESSING.has(name))
  if (compressing.length > 1) return Infinity
  if (compressing.length === 0) return stream.contents.length
  if (filters[0] === '/FlateDecode' || filters[0] === '/Fl') return await inflatedSize(stream.contents, bytesMax)
  if (filters.some((name) => IMAGES.has(name))) return stream.contents.length
  try {
    // The library's own decoders stop at a limit, see limit-decoders.ts.
    return decodePDFRawStream(stream).decode().length
  } catch (error) {
    return error instanceof RangeError ? Infinity : stream.contents.length
  }
}

function filtersOf({ dict }: PDFRawStream): string[] {
  const filter = dict.lookup(PDFName.of('Filter'))
  if (filter instanceof PDFName) return [filter.asString()]
  if (!(filter instanceof PDFArray)) return []
  return Array.from({ length: filter.size() }, (_, i) => String(filter.lookup(i)))
}

function inflatedSize(contents: Uint8Array, bytesMax: number): Promise<number> {
  return new Promise((resolve) => {
    let size = 0
    const inflate = createInflate({ chunkSize: PIECE_BYTES })
    const done = (result: number) => {
      resolve(result)
      inflate.destroy()
    }
    inflate.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > bytesMax) done(Infinity)
    })
    // A broken end is the reader's to make the best of; what came before it has been counted.
    inflate.on('error', () => done(size))
    inflate.on('end', () => done(size))
    inflate.end(contents)
  })
}
