/** SQL that issues, renews and revokes access tokens. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Tx } from '../database.ts'
import { TOKEN_COLUMNS, type TokenRow } from './queries.ts'

export interface NewTokenRow {
  tokenId: string
  hash: Buffer
  kind: 'PROVISIONING' | 'CLIENT'
  partnerId: number
  clientId: ClientId | null
  environment: string
  label: string | null
  scopes: readonly string[] | null
  addresses: readonly string[] | null
  issuedAt: Date
  expiresAt: Date | null
  renewedFrom: string | null
  sealedText: Buffer | null
}

export async function insertToken(tx: Tx, token: NewTokenRow): Promise<void> {
  await tx.query({
    text: `insert into access_token (token_id, token_hash, kind, partner_id, client_id, environment, label, issued_at, expires_at, renewed_from, sealed_text,
             scopes, addresses)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      token.tokenId,
      token.hash,
      token.kind,
      token.partnerId,
      token.clientId,
      token.environment,
      token.label,
      token.issuedAt,
      token.expiresAt,
      token.renewedFrom,
      token.sealedText,
      token.scopes,
      token.addresses,
    ],
  })
}

/** Locks the row: two renewals of one token happen one after the other. */
export async function lockToken(tx: Tx, hash: Buffer): Promise<TokenRow | undefined> {
  const { rows } = await tx.query<TokenRow>({
    text: `select ${TOKEN_COLUMNS} from access_token t join partner p using (partner_id) where t.token_hash = $1 for no key update of t`,
    values: [hash],
  })
  return rows[0]
}

export interface Successor extends TokenRow {
  sealedText: Buffer | null
}

/** The live token that replaced this one, locked. */
export async function lockSuccessor(tx: Tx, tokenId: string): Promise<Successor | undefined> {
  const { rows } = await tx.query<Successor>({
    text: `select ${TOKEN_COLUMNS}, t.sealed_text as "sealedText" from access_token t join partner p using (partner_id)
           where t.renewed_from = $1 and t.revoked_at is null order by t.issued_at desc limit 1 for no key update of t`,
    values: [tokenId],
  })
  return rows[0]
}

export async function markSuperseded(tx: Tx, tokenId: string, at: Date, overlapUntil: Date): Promise<void> {
  await tx.query({
    text: `update access_token set superseded_at = coalesce(superseded_at, $2), overlap_until = coalesce(overlap_until, $3)
           where token_id = $1`,
    values: [tokenId, at, overlapUntil],
  })
}

/**
 * Revokes a token that is not revoked yet; the tokens it was renewed into stay. Returns whose it was.
 * @param clientId only a token of this client
 */
export async function revokeTokenRow(
  tx: Tx,
  tokenId: string,
  at: Date,
  clientId: ClientId | null = null,
): Promise<{ clientId: ClientId | null } | undefined> {
  const { rows } = await tx.query<{ clientId: ClientId | null }>({
    text: `update access_token set revoked_at = $2
           where token_id = $1 and revoked_at is null and ($3::bigint is null or client_id = $3)
           returning client_id as "clientId"`,
    values: [tokenId, at, clientId],
  })
  return rows[0]
}
