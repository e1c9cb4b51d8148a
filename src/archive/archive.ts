/**
 * Bytes that are kept: what was rendered once, received once or sent once is what is shown ever after. Each client has its
 * own archive, also of bytes that another has too.
 *
 * Bytes about a debtor are sealed with the debtor's key, and their name is the SHA-256 of the key's id and the bytes: so
 * equal bytes of two debtors are two objects, and erasing the one leaves the other. Other bytes, such as logos, are stored
 * as they are, under their SHA-256. The name is checked when they are read.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { createHash } from 'node:crypto'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { type Owner, dataKeysOf } from '../personal-keys/keys.ts'
import { sealBytes } from '../platform/secrets.ts'
import { insertObjects } from './queries.ts'

/** The largest object: what a request can carry, and a rendered document with its attachments. */
export const OBJECT_BYTES_MAX = 64 * 1024 * 1024

export interface NewObject {
  clientId: ClientId
  bytes: Uint8Array
  /** Media type of the first caller that stored these bytes; it never changes. */
  mediaType: string
  /** The invoice of the debtor whom the bytes are about; undefined: they are about none. */
  owner: Omit<Owner, 'clientId'> | undefined
}

/** Keeps bytes; the same bytes again change nothing. @returns their name, 32 bytes */
export async function archive(platform: Platform, db: Queryable, object: NewObject, at: Date): Promise<Buffer> {
  const [hash] = await archiveAll(platform, db, [object], at)
  return hash as Buffer
}

/** Keeps many, in one statement. @returns their names, in order @throws AppError GONE the debtor was erased */
export async function archiveAll(
  platform: Platform,
  db: Queryable,
  objects: readonly NewObject[],
  at: Date,
): Promise<Buffer[]> {
  if (objects.length === 0) return []
  const large = objects.find(({ bytes }) => bytes.byteLength > OBJECT_BYTES_MAX)
  if (large !== undefined)
    throw new RangeError(`${large.bytes.byteLength} bytes are more than an object may have (${OBJECT_BYTES_MAX})`)
  const owned = objects.flatMap(({ clientId, owner }) => (owner === undefined ? [] : [{ clientId, ...owner }]))
  const keys = (await dataKeysOf(platform, db, owned)).values()
  const named = objects.map((object) => {
    if (object.owner === undefined) return { ...object, keyId: null, hash: nameOf(null, object.bytes) }
    const { keyId, key } = keys.next().value as { keyId: string; key: Buffer }
    const hash = nameOf(keyId, object.bytes)
    return { ...object, keyId, hash, bytes: sealBytes(key, contextOf(object.clientId, keyId, hash), object.bytes) }
  })
  await insertObjects(db, named, at)
  return named.map(({ hash }) => hash)
}

/** The name of an object: of bytes about a debtor with the id of its key. */
export function nameOf(keyId: string | null, bytes: Uint8Array): Buffer {
  const hash = createHash('sha256')
  if (keyId !== null) hash.update(keyId)
  return hash.update(bytes).digest()
}

/** Bound into the seal: sealed bytes do not open under another name, key or client. */
export function contextOf(clientId: ClientId, keyId: string, hash: Buffer): string {
  return `archive ${clientId} ${keyId} ${hash.toString('hex')}`
}
