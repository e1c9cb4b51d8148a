import { type ImageFault, broken, sizeFault } from './image-fault.ts'

/** Baseline, extended and progressive, all of Huffman coding: the frames that PDF's DCTDecode takes. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2])
const START_OF_SCAN = 0xda
const FILL = 0xff

export interface JpegHead {
  mediaType: 'image/jpeg'
  width: number
  height: number
}

/** @returns what keeps these bytes from being a JPEG of a usable size */
export function inspectJpeg(bytes: Buffer): JpegHead | ImageFault {
  let frame: { width: number; height: number; depth: number; components: number } | undefined
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) return broken('begins as a JPEG but is damaged: it is cut off, or was changed in transfer')
    while (bytes[at + 1] === FILL) at++
    const marker = bytes[at + 1]
    const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 0
    if (marker === undefined || length < 2 || at + 2 + length > bytes.length) return broken('is a JPEG that is cut off')
    if (marker === START_OF_SCAN) break
    if (isFrame(marker)) {
      if (!FRAMES.has(marker)) return broken('is a JPEG of a rare kind (lossless or arithmetic); save it as baseline')
      if (length < 8) return broken('is a JPEG without its dimensions')
      frame = {
        depth: bytes[at + 4] ?? 0,
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
        components: bytes[at + 9] ?? 0,
      }
    }
    at += 2 + length
  }
  if (frame === undefined || frame.depth !== 8 || ![1, 3, 4].includes(frame.components))
    return broken('is a JPEG without a frame of 8 bits in grey, RGB or CMYK')
  // Some programs write a few private bytes behind the end.
  if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < at) return broken('is a JPEG that is cut off')
  const { width, height } = frame
  return sizeFault(width, height) ?? { mediaType: 'image/jpeg', width, height }
}

/** SOF0 to SOF15, among which stand three markers of other meaning: DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
