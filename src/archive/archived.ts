import type { ClientId } from '@saatava/core/ids.ts'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { erased, openKeys } from '../personal-keys/keys.ts'
import { openBytes } from '../platform/secrets.ts'
import { contextOf, nameOf } from './archive.ts'
import { type ObjectRow, objectSize, selectObjects } from './queries.ts'

export interface Archived {
  bytes: Buffer
  mediaType: string
}

/**
 * Returns the bytes that a client keeps under this name, or undefined; never those of another client.
 * @throws AppError GONE they were about a debtor who was erased
 */
export async function archived(
  platform: Platform,
  db: Queryable,
  clientId: ClientId,
  hash: Uint8Array,
): Promise<Archived | undefined> {
  return (await archivedAll(platform, db, [{ clientId, hash }]))[0]
}

/** Returns many, in the order of the names. @throws AppError GONE */
export async function archivedAll(
  platform: Platform,
  db: Queryable,
  names: { clientId: ClientId; hash: Uint8Array }[],
): Promise<(Archived | undefined)[]> {
  if (names.length === 0) return []
  const keyOf = (clientId: ClientId, hash: Uint8Array) => `${clientId} ${Buffer.from(hash).toString('hex')}`
  const rows = await selectObjects(db, names)
  const sealed = rows.flatMap(({ clientId, keyId }) => (keyId === null ? [] : [{ clientId, keyId }]))
  const keys = await openKeys(platform, db, sealed)
  const opened = new Map(rows.map((row) => [keyOf(row.clientId, row.hash), open(row, keys)]))
  return names.map(({ clientId, hash }) => opened.get(keyOf(clientId, hash)))
}

function open(
  { clientId, keyId, hash, mediaType, bytes: stored }: ObjectRow,
  keys: Awaited<ReturnType<typeof openKeys>>,
): Archived {
  const key = keyId === null ? undefined : keys.get(keyId)
  if (keyId !== null && !Buffer.isBuffer(key)) throw erased(key?.erasedAt)
  const bytes =
    keyId === null || !Buffer.isBuffer(key) ? stored : openBytes(key, contextOf(clientId, keyId, hash), stored)
  if (!nameOf(keyId, bytes).equals(hash))
    throw new Error(`the bytes of object ${hash.toString('hex')} of client ${clientId} are not those that were stored`)
  return { bytes, mediaType }
}

/** How many bytes it has, of one that is about no debtor; undefined where it is not there. */
export async function archivedSize(db: Queryable, clientId: ClientId, hash: Uint8Array): Promise<number | undefined> {
  return objectSize(db, clientId, hash)
}
