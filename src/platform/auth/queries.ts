import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../bulk.ts'
import type { Queryable } from '../database.ts'

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
}

export const TOKEN_COLUMNS = `t.token_id as "tokenId", t.token_hash as "tokenHash", t.kind, t.partner_id as "partnerId",
  p.code as "partnerCode", t.client_id as "clientId", t.environment, t.issued_at as "issuedAt",
  t.expires_at as "expiresAt", t.revoked_at as "revokedAt", t.renewed_from as "renewedFrom",
  t.first_used_at as "firstUsedAt", t.superseded_at as "supersededAt", t.overlap_until as "overlapUntil",
  t.last_used_at as "lastUsedAt", t.label`

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
