import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../bulk.ts'
import type { Queryable } from '../database.ts'
import type { WrongTokenCount } from './wrong-tokens.ts'

export interface TokenRow {
  tokenId: string
  tokenHash: Buffer
  kind: 'PROVISIONING' | 'CLIENT'
  partnerId: number
  partnerCode: string
  clientId: ClientId | null
  environment: string
  issuedAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  renewedFrom: string | null
  firstUsedAt: Date | null
  supersededAt: Date | null
  overlapUntil: Date | null
  lastUsedAt: Date | null
  label: string | null
  /** Permissions; null: all that its kind may have. */
  scopes: string[] | null
  /** Addresses and networks from which it is taken; null: all. */
  addresses: string[] | null
}

export const TOKEN_COLUMNS = `t.token_id as "tokenId", t.token_hash as "tokenHash", t.kind, t.partner_id as "partnerId",
  p.code as "partnerCode", t.client_id as "clientId", t.environment, t.issued_at as "issuedAt",
  t.expires_at as "expiresAt", t.revoked_at as "revokedAt", t.renewed_from as "renewedFrom",
  t.first_used_at as "firstUsedAt", t.superseded_at as "supersededAt", t.overlap_until as "overlapUntil",
  t.last_used_at as "lastUsedAt", t.label, t.scopes, t.addresses`

export async function findToken(db: Queryable, hash: Buffer): Promise<TokenRow | undefined> {
  const { rows } = await db.query<TokenRow>({
    text: `select ${TOKEN_COLUMNS} from access_token t join partner p using (partner_id) where t.token_hash = $1`,
    values: [hash],
  })
  return rows[0]
}

/** Marks the first use. Guarded: a token that was revoked meanwhile is left alone. */
export async function noteFirstUse(db: Queryable, tokenId: string, at: Date): Promise<void> {
  await db.query({
    text: 'update access_token set first_used_at = $2 where token_id = $1 and first_used_at is null and revoked_at is null',
    values: [tokenId, at],
  })
}

const TOKEN_USES = bulk({ token_id: 'uuid', at: 'timestamptz' })

/** Last-used times, many in one statement; ordered, so that two processes cannot deadlock. */
export async function touchTokens(db: Queryable, uses: [string, Date][]): Promise<void> {
  const sorted = uses.toSorted(([a], [b]) => (a < b ? -1 : 1))
  await db.query({
    text: `update access_token t set last_used_at = n.at
           from ${TOKEN_USES.from(1)}
           where t.token_id = n.token_id and (t.last_used_at is null or t.last_used_at < n.at)`,
    values: TOKEN_USES.values(sorted.map(([tokenId, at]) => ({ tokenId, at }))),
  })
}

const WRONG_TOKENS = bulk({ address: 'text', attempts: 'integer', at: 'timestamptz' })

/** Adds to what is known of addresses that sent wrong tokens. */
export async function storeWrongTokens(db: Queryable, counts: WrongTokenCount[]): Promise<void> {
  const sorted = counts.toSorted((a, b) => (a.address < b.address ? -1 : 1))
  await db.query({
    text: `insert into wrong_token (client_id, address, attempts, first_at, last_at)
           select 0, address, attempts, at, at from ${WRONG_TOKENS.from(1)}
           on conflict (client_id, address) do update
             set attempts = wrong_token.attempts + excluded.attempts, last_at = excluded.last_at`,
    values: WRONG_TOKENS.values(sorted.map(({ address, attempts, lastAt }) => ({ address, attempts, at: lastAt }))),
  })
}

/** Forgets addresses that have sent none since. */
export async function forgetWrongTokens(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from wrong_token where client_id = 0 and last_at < $1', values: [before] })
}

export interface WrongTokenRow {
  address: string
  attempts: number
  firstAt: Date
  lastAt: Date
}

/** Addresses that sent wrong tokens, those that sent most first. */
export async function selectWrongTokens(db: Queryable, since: Date, limit: number): Promise<WrongTokenRow[]> {
  const { rows } = await db.query<WrongTokenRow>({
    text: `select address, attempts, first_at as "firstAt", last_at as "lastAt" from wrong_token
           where client_id = 0 and last_at >= $1 order by attempts desc, address limit $2`,
    values: [since, limit],
  })
  return rows
}
