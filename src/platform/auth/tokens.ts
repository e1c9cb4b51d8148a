/**
 * Who holds this token? A check costs no database round trip for `tokenCacheSeconds` after the last one (at most 5 s, so
 * a revocation takes effect on every process within that). Only a SHA-256 of the token is stored and compared: a token
 * is a random UUID, so there is nothing to guess and no need for a slow hash.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Config } from '../../config/config.ts'
import type { BoundPool } from '../database.ts'
import { type TokenRow, noteFirstUse, findToken, storeWrongTokens, touchTokens } from './queries.ts'
import { type WrongTokens, createWrongTokens } from './wrong-tokens.ts'

const CACHED_TOKENS_MAX = 100_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

type TokenState = 'valid' | 'unknown' | 'expired' | 'revoked' | 'other environment'

export interface TokenCheck {
  state: TokenState
  row: TokenRow | undefined
}

export interface Tokens {
  /** Never throws for a bad token: says what is wrong with it. */
  check(text: string | undefined): Promise<TokenCheck>
  /** True for a token that this process has seen to exist lately: asked without the database. */
  isKnown(text: string | undefined): boolean
  /** Counts tokens that are not taken. */
  wrong: WrongTokens
  /** Writes last-used times that have gathered; called every few seconds and at the end. */
  flushUse(): Promise<void>
  forget(): void
}

export function hashToken(text: string): Buffer {
  return createHash('sha256').update(text.toLowerCase()).digest()
}

interface Cached {
  row: TokenRow | undefined
  loadedAt: number
}

export function createTokens(
  pool: BoundPool,
  config: Pick<Config, 'environment' | 'tokenCacheSeconds' | 'wrongTokensPerMinute'>,
  now: () => Date,
): Tokens {
  const cache = new LRUCache<string, Cached>({ max: CACHED_TOKENS_MAX })
  const loading = new Map<string, Promise<Cached>>()
  const used = new Map<string, Date>()
  const wrong = createWrongTokens(config.wrongTokensPerMinute)
  const freshMs = config.tokenCacheSeconds * 1000

  async function load(key: string, hash: Buffer): Promise<Cached> {
    const loadedAt = performance.now()
    let row = await findToken(pool, hash)
    if (row !== undefined && !timingSafeEqual(row.tokenHash, hash)) row = undefined
    // The first use of a renewed token is what proves that the answer of the renewal arrived (see renew-token.ts).
    if (row?.renewedFrom && row.firstUsedAt === null && row.revokedAt === null)
      await noteFirstUse(pool, row.tokenId, now())
    const entry = { row, loadedAt }
    cache.set(key, entry)
    return entry
  }

  async function lookUp(text: string): Promise<TokenRow | undefined> {
    const hash = hashToken(text)
    const key = hash.toString('base64')
    const cached = cache.get(key)
    if (cached !== undefined && performance.now() - cached.loadedAt < freshMs) return cached.row
    let pending = loading.get(key)
    if (pending === undefined) {
      pending = load(key, hash).finally(() => loading.delete(key))
      loading.set(key, pending)
    }
    return (await pending).row
  }

  return {
    wrong,
    isKnown(text) {
      if (text === undefined || !UUID.test(text)) return false
      return cache.get(hashToken(text).toString('base64'))?.row !== undefined
    },
    async check(text) {
      if (text === undefined || !UUID.test(text)) return { state: 'unknown', row: undefined }
      const row = await lookUp(text)
      if (row === undefined) return { state: 'unknown', row }
      if (row.environment !== config.environment) return { state: 'other environment', row }
      if (row.revokedAt !== null) return { state: 'revoked', row }
      const at = now()
      if (isOver(row.expiresAt, at) || isOver(row.overlapUntil, at)) return { state: 'expired', row }
      used.set(row.tokenId, at)
      return { state: 'valid', row }
    },
    async flushUse() {
      const counts = wrong.take()
      if (counts.length > 0) await storeWrongTokens(pool, counts)
      if (used.size === 0) return
      const batch = [...used]
      used.clear()
      await touchTokens(pool, batch)
    },
    forget() {
      cache.clear()
    },
  }
}

function isOver(limit: Date | null, at: Date): boolean {
  return limit !== null && limit.getTime() <= at.getTime()
}
