import type { Queryable } from '../platform/database.ts'
import { objectSize, selectObjects } from './queries.ts'

export interface Archived {
  bytes: Buffer
  mediaType: string
}

/** Returns the bytes that a client keeps under this SHA-256, or undefined; never those of another client. */
export async function archived(db: Queryable, clientId: number, hash: Uint8Array): Promise<Archived | undefined> {
  const [row] = await selectObjects(db, [{ clientId, hash }])
  return row === undefined ? undefined : { bytes: row.bytes, mediaType: row.mediaType }
}

/** Returns many, in the order of the hashes. */
export async function archivedAll(
  db: Queryable,
  names: { clientId: number; hash: Uint8Array }[],
): Promise<(Archived | undefined)[]> {
  if (names.length === 0) return []
  const keyOf = (clientId: number, hash: Uint8Array) => `${clientId} ${Buffer.from(hash).toString('hex')}`
  const rows = new Map((await selectObjects(db, names)).map((row) => [keyOf(row.clientId, row.hash), row]))
  return names.map(({ clientId, hash }) => {
    const row = rows.get(keyOf(clientId, hash))
    return row === undefined ? undefined : { bytes: row.bytes, mediaType: row.mediaType }
  })
}

/** How many bytes it has, or undefined where it is not there. */
export async function archivedSize(db: Queryable, clientId: number, hash: Uint8Array): Promise<number | undefined> {
  return objectSize(db, clientId, hash)
}
