import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'

const NEW_OBJECTS = bulk({
  client_id: 'bigint',
  hash: 'bytea',
  media_type: 'text',
  content: 'bytea',
  key_id: 'uuid null',
})

/** Stores objects that are not there yet. In order of their names: two writers of the same ones never wait in a circle. */
export async function insertObjects(
  db: Queryable,
  objects: { clientId: ClientId; hash: Buffer; keyId: string | null; mediaType: string; bytes: Uint8Array }[],
  at: Date,
): Promise<void> {
  await db.query({
    text: `insert into archive_object (client_id, hash, media_type, content, key_id, created_at)
           select distinct on (client_id, hash) client_id, hash, media_type, content, key_id, $1::timestamptz
           from ${NEW_OBJECTS.from(2)}
           order by client_id, hash
           on conflict (client_id, hash) do nothing`,
    values: [
      at,
      ...NEW_OBJECTS.values(
        objects.map(({ clientId, hash, keyId, mediaType, bytes }) => ({
          clientId,
          hash,
          keyId,
          mediaType,
          content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        })),
      ),
    ],
  })
}

export interface ObjectRow {
  clientId: ClientId
  hash: Buffer
  mediaType: string
  /** null: the bytes are about no debtor, and stored as they are. */
  keyId: string | null
  bytes: Buffer
}

const OBJECT_NAMES = bulk({ client_id: 'bigint', hash: 'bytea' })

export async function selectObjects(
  db: Queryable,
  names: { clientId: ClientId; hash: Uint8Array }[],
): Promise<ObjectRow[]> {
  const { rows } = await db.query<ObjectRow>({
    text: `select o.client_id as "clientId", o.hash, o.media_type as "mediaType", o.key_id as "keyId",
                  o.content as bytes
           from ${OBJECT_NAMES.from(1)}
           join archive_object o on o.client_id = n.client_id and o.hash = n.hash`,
    values: OBJECT_NAMES.values(names.map(({ clientId, hash }) => ({ clientId, hash: Buffer.from(hash) }))),
  })
  return rows
}

/** Empties what was sealed with a key that is deleted: nobody can open it any more. @returns how many objects */
export async function emptyObjects(tx: Tx, clientId: ClientId, keyId: string): Promise<number> {
  const { rowCount } = await tx.query({
    text: `update archive_object set content = '' where client_id = $1 and key_id = $2`,
    values: [clientId, keyId],
  })
  return rowCount ?? 0
}

/** How large an object is, without reading it. */
export async function objectSize(db: Queryable, clientId: ClientId, hash: Uint8Array): Promise<number | undefined> {
  const { rows } = await db.query<{ size: number }>({
    text: 'select octet_length(content) as size from archive_object where client_id = $1 and hash = $2',
    values: [clientId, Buffer.from(hash)],
  })
  return rows[0]?.size
}
