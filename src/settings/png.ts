import { crc32 } from 'node:zlib'
import { type ImageFault, broken, sizeFault } from './image-fault.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Bytes of 4 000 by 4 000 pixels with 8 bits of each colour and of transparency. */
const INFLATED_BYTES_MAX = 65 * 1024 * 1024
/** Samples a pixel by colour type, and the depths that go with it (ISO/IEC 15948, 11.2.2). */
const COLOURS: Record<number, { samples: number; depths: number[] }> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
}
/** First column and row, and steps, of the seven passes of an interlaced picture. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

export interface PngHead {
  mediaType: 'image/png'
  width: number
  height: number
  /** The pixels as the file holds them, and their size once they are inflated. */
  deflated: Buffer
  inflatedBytes: number
}

/** Reads all but the pixels. @returns what keeps these bytes from being a PNG of a usable size */
export function inspectPng(bytes: Buffer): PngHead | ImageFault {
  const chunks = bytes.subarray(0, 8).equals(SIGNATURE) ? chunksOf(bytes) : undefined
  if (chunks === undefined) return broken('begins as a PNG but is damaged: it is cut off, or was changed in transfer')
  const header = chunks[0]
  if (header?.type !== 'IHDR' || header.data.length !== 13 || chunks.at(-1)?.type !== 'IEND')
    return broken('is a PNG without its header or its end')
  const width = header.data.readUInt32BE(0)
  const height = header.data.readUInt32BE(4)
  const [depth = 0, colourType = 0, , , interlace = 0] = header.data.subarray(8)
  const colour = COLOURS[colourType]
  if (!colour?.depths.includes(depth) || interlace > 1) return broken('is a PNG of an unknown kind')
  if (colourType === 3 && !chunks.some(({ type }) => type === 'PLTE')) return broken('is a PNG without its palette')
  const size = sizeFault(width, height)
  if (size) return size
  const inflatedBytes = inflatedSize(width, height, colour.samples * depth, interlace === 1)
  if (inflatedBytes > INFLATED_BYTES_MAX)
    return { code: 'IMAGE_TOO_LARGE', message: 'must be smaller, or of 8 bits a colour' }
  const deflated = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data))
  return { mediaType: 'image/png', width, height, deflated, inflatedBytes }
}

interface Chunk {
  type: string
  data: Buffer
}

function chunksOf(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = []
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const end = at + 8 + length
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return undefined
    const type = bytes.toString('latin1', at + 4, at + 8)
    chunks.push({ type, data: bytes.subarray(at + 8, end) })
    if (type === 'IEND') return chunks
    at = end + 4
  }
  return undefined
}

function inflatedSize(width: number, height: number, bits: number, interlaced: boolean): number {
  // Each line begins with the byte that names its filter.
  const lines = (columns: number, rows: number) => (columns === 0 ? 0 : rows * (1 + Math.ceil((columns * bits) / 8)))
  if (!interlaced) return lines(width, height)
  return PASSES.reduce(
    (total, [x, y, dx, dy]) =>
      total + lines(Math.max(0, Math.ceil((width - x) / dx)), Math.max(0, Math.ceil((height - y) / dy))),
    0,
  )
}
