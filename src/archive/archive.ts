/**
 * Bytes that are kept, named by their SHA-256: what was rendered once, received once or sent once is what is shown ever
 * after. Each client has its own archive, also of bytes that another has too.
 */
import { createHash } from 'node:crypto'
import type { Queryable } from '../platform/database.ts'
import { insertObjects } from './queries.ts'

/** The largest object: what a request can carry, and a rendered document with its attachments. */
export const OBJECT_BYTES_MAX = 64 * 1024 * 1024

export interface NewObject {
  clientId: number
  bytes: Uint8Array
  /** Media type of the first caller that stored these bytes; it never changes. */
  mediaType: string
}

/** Keeps bytes; the same bytes again change nothing. @returns their SHA-256, 32 bytes */
export async function archive(
  db: Queryable,
  clientId: number,
  bytes: Uint8Array,
  mediaType: string,
  at: Date,
): Promise<Buffer> {
  const [hash] = await archiveAll(db, [{ clientId, bytes, mediaType }], at)
  return hash as Buffer
}

/** Keeps many, in one statement. @returns their SHA-256, in order */
export async function archiveAll(db: Queryable, objects: NewObject[], at: Date): Promise<Buffer[]> {
  if (objects.length === 0) return []
  const named = objects.map((object) => {
    if (object.bytes.byteLength > OBJECT_BYTES_MAX)
      throw new RangeError(`${object.bytes.byteLength} bytes are more than an object may have (${OBJECT_BYTES_MAX})`)
    return { ...object, hash: createHash('sha256').update(object.bytes).digest() }
  })
  await insertObjects(db, named, at)
  return named.map(({ hash }) => hash)
}
