/**
 * Keyed hashes of persons' data: equal texts have equal hashes, and nobody can try out texts without the key. The key is
 * made once for a database and kept there, sealed with the master key; so it outlives a change of the master key.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { Platform } from './context.ts'
import type { Queryable } from './database.ts'
import { AppError } from './errors.ts'
import type { Secrets } from './secrets.ts'

const NAME = 'keyed-hash'
const KEY_BYTES = 32

/** Secrets stay the same object when a platform is copied with another clock. */
const opened = new WeakMap<Secrets, Buffer>()

/** Makes the key where the database has none. Any number of processes may do this at once. */
export async function ensureHashKey({ pool, secrets, clock }: Platform): Promise<void> {
  const { rowCount } = await pool.query('select from sealed_key where name = $1', [NAME])
  if (rowCount === 1) return
  await pool.query({
    text: 'insert into sealed_key (name, sealed, created_at) values ($1, $2, $3) on conflict do nothing',
    values: [NAME, secrets.seal(NAME, randomBytes(KEY_BYTES).toString('base64')), clock.real()],
  })
}

/**
 * @param purpose what the hash is for: the same text has another hash for another purpose
 * @returns HMAC-SHA256, 32 bytes
 */
export async function keyedHash(platform: Platform, db: Queryable, purpose: string, text: string): Promise<Buffer> {
  const key = opened.get(platform.secrets) ?? (await openKey(platform, db))
  return createHmac('sha256', key).update(`${purpose}\0${text}`).digest()
}

function open({ secrets, config }: Platform, sealed: Buffer): string {
  try {
    return secrets.open(NAME, sealed)
  } catch (cause) {
    throw new AppError(
      'RULE',
      `The keys in this database were sealed with another master key: use the service’s own SAATAVA_MASTER_KEY, or in a sandbox its DATA_DIR (here ${config.dataDir}).`,
      { cause },
    )
  }
}

async function openKey(platform: Platform, db: Queryable): Promise<Buffer> {
  const select = async (from: Queryable) =>
    (await from.query<{ sealed: Buffer }>('select sealed from sealed_key where name = $1', [NAME])).rows[0]
  let row = await select(db)
  if (row === undefined) {
    // Another connection: the key stays when the caller's transaction is rolled back.
    await ensureHashKey(platform)
    row = await select(platform.pool)
  }
  if (row === undefined) throw new Error('the database has no key for keyed hashes')
  const key = Buffer.from(open(platform, row.sealed), 'base64')
  opened.set(platform.secrets, key)
  return key
}
