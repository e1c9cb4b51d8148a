/**
 * While it parses, the PDF library unfolds tables and packed objects in buffers that grow as the file asks: a megabyte of
 * file can want a gigabyte, outside the heap whose size can be bounded. All its decoders take their buffers from one method; in
 * the process that reads documents of strangers that method is given a limit.
 */
import { PDFContext, PDFName, PDFRawStream, decodePDFRawStream } from '@cantoo/pdf-lib'

interface Buffered {
  ensureBuffer(requested: number): Uint8Array
}

/**
 * To be called once in a process that does nothing else. `reset` begins a new document; `exceeded` is true when a limit
 * was met since, because the library takes the error for a damaged object and goes on without it.
 */
export function limitDecoders(bytesMax: number, totalMax: number): { reset(): void; exceeded(): boolean } {
  const decoders = decoderPrototype()
  const original = decoders.ensureBuffer
  let total = 0
  let exceeded = false
  const refuse = () => {
    exceeded = true
    return new RangeError('A stream of the PDF unfolds beyond its limit')
  }
  decoders.ensureBuffer = function (this: { buffer: Uint8Array } & Buffered, requested: number): Uint8Array {
    const more = requested - this.buffer.byteLength
    if (more <= 0) return original.call(this, requested)
    if (requested > bytesMax) throw refuse()
    const buffer = original.call(this, requested)
    total += buffer.byteLength
    // Buffers double, so that the sum of all that were ever made is at most twice what was needed.
    if (total > 2 * totalMax) throw refuse()
    return buffer
  }
  return {
    reset: () => {
      total = 0
      exceeded = false
    },
    exceeded: () => exceeded,
  }
}

function decoderPrototype(): Buffered {
  const dict = PDFContext.create().obj({ Filter: 'FlateDecode' })
  const stream = decodePDFRawStream(PDFRawStream.of(dict, new Uint8Array([0x78, 0x9c, 3, 0, 0, 0, 0, 1])))
  for (let at: object | null = Object.getPrototypeOf(stream); at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, 'ensureBuffer')) return at as Buffered
  }
  throw new Error(`The PDF library's decoders have changed: ${PDFName.name} is there, ensureBuffer is not`)
}
