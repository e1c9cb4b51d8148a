/** Pictures for tests, made from their formats' rules. */
import { crc32, deflateSync } from 'node:zlib'

export interface PngOptions {
  width?: number
  height?: number
  /** Data of the pixels, instead of data that fits. */
  data?: Buffer
  interlaced?: boolean
}

export function png({ width = 40, height = 20, data, interlaced = false }: PngOptions = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, interlaced ? 1 : 0], 8)
  const pixels = data ?? deflateSync(Buffer.alloc(height * (1 + width * 3), 0x55))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** The frame of a JPEG: its markers, and a scan of nothing. */
export function jpeg(width = 40, height = 20, frame = 0xc0): Buffer {
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff]
  return Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x00, 0x00],
    ...[0xff, frame, 0x00, 0x0b, 0x08, ...size, 0x01, 0x01, 0x11, 0x00],
    ...[0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00, 0x12, 0x34, 0xff, 0xd9],
  ])
}
