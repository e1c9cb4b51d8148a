import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

export interface StoredTokens {
  /** Sealed; null before the system has given any. */
  tokens: Buffer | null
  version: number
}

export async function tokensOf(
  db: Queryable,
  clientId: ClientId,
  companyIdentifier: string,
): Promise<StoredTokens | undefined> {
  const { rows } = await db.query<StoredTokens>({
    text: `select tokens, tokens_version as version from accounting_connection
           where client_id = $1 and company_identifier = $2`,
    values: [clientId, companyIdentifier],
  })
  return rows[0]
}

/**
 * Stores tokens in place of those of `version`. It asks for no lease: tokens that were got under a lease which has ended
 * since must not be lost, and the version says whether somebody has stored others.
 */
export async function replaceTokens(
  db: Queryable,
  clientId: ClientId,
  companyIdentifier: string,
  version: number,
  tokens: Buffer,
): Promise<boolean> {
  const { rowCount } = await db.query({
    text: `update accounting_connection set tokens = $4, tokens_version = tokens_version + 1
           where client_id = $1 and company_identifier = $2 and tokens_version = $3`,
    values: [clientId, companyIdentifier, version, tokens],
  })
  return rowCount === 1
}
