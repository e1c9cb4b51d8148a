import { createHash } from 'node:crypto'
import { setImmediate as othersTurn } from 'node:timers/promises'
import { ZipFile } from 'yazl'

export interface ZipEntry {
  name: string
  bytes: Uint8Array
}

/**
 * A ZIP that is the same, byte for byte, for the same entries and instant, on every machine: nothing is compressed (PDFs
 * are already, and a compressor's output changes with its version), and the entries bear the day of the instant, in UTC.
 */
export async function zipOf(entries: readonly ZipEntry[], at: Date): Promise<{ bytes: Buffer; sha256: string }> {
  const zip = new ZipFile()
  const options = { compress: false, mtime: dayOf(at), forceDosTimestamp: true, mode: 0o100644 }
  for (const { name, bytes } of entries) {
    // Its checksum is worked out here and now.
    await othersTurn()
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, options)
  }
  zip.end()
  const chunks: Buffer[] = []
  const hash = createHash('sha256')
  for await (const chunk of zip.outputStream) {
    chunks.push(chunk as Buffer)
    hash.update(chunk as Buffer)
    await othersTurn()
  }
  return { bytes: Buffer.concat(chunks), sha256: hash.digest('hex') }
}

// A ZIP holds a wall clock's time, and the library takes the machine's: the day alone, at noon, which every zone has.
function dayOf(at: Date): Date {
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), 12)
}
