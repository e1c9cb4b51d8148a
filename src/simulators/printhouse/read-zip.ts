/** Reads a ZIP by its central directory: entries as they are, or deflated. No ZIP64, no encryption, no folders. */
import { crc32, inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const END_BYTES = 22
const COMMENT_BYTES_MAX = 65_535
const CENTRAL = 0x02014b50
const CENTRAL_BYTES = 46
const LOCAL = 0x04034b50
const LOCAL_BYTES = 30
const ENTRIES_MAX = 10_000
const ENTRY_BYTES_MAX = 64 * 1024 * 1024

/** The entries by name, in order. @throws Error that says what is wrong with it */
export function readZip(bytes: Buffer): Map<string, Buffer> {
  const end = endOf(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > ENTRIES_MAX) throw new Error(`${count} entries`)
  const entries = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error(`no directory entry at ${at}`)
    const nameBytes = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes)
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) throw new Error(`an entry is called ${JSON.stringify(name)}`)
    if (entries.has(name)) throw new Error(`${name} is in it twice`)
    entries.set(name, entryAt(bytes, at, name))
    at += CENTRAL_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - COMMENT_BYTES_MAX)
  for (let at = bytes.length - END_BYTES; at >= first; at--) if (bytes.readUInt32LE(at) === END) return at
  throw new Error('it is not a ZIP')
}

function entryAt(bytes: Buffer, central: number, name: string): Buffer {
  const method = bytes.readUInt16LE(central + 10)
  const packedBytes = bytes.readUInt32LE(central + 20)
  const local = bytes.readUInt32LE(central + 42)
  if (bytes.readUInt32LE(local) !== LOCAL) throw new Error(`${name} is not where the directory says`)
  const from = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const packed = bytes.subarray(from, from + packedBytes)
  if (method !== 0 && method !== 8) throw new Error(`${name} is packed by method ${method}`)
  const plain = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: ENTRY_BYTES_MAX })
  if (plain.length !== bytes.readUInt32LE(central + 24)) throw new Error(`${name} has another length`)
  if (crc32(plain) !== bytes.readUInt32LE(central + 16)) throw new Error(`${name} has another CRC`)
  return plain
}
