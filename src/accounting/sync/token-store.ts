/** The tokens of one connection in the database, sealed. connectors/tokens.ts describes the protocol. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { TokenStore } from '../../connectors/port.ts'
import type { Platform } from '../../platform/context.ts'
import { replaceTokens, tokensOf } from '../token-queries.ts'

export function createTokenStore(
  { pool, secrets }: Pick<Platform, 'pool' | 'secrets'>,
  clientId: ClientId,
  companyIdentifier: string,
): TokenStore {
  const context = `accounting-tokens:${clientId}:${companyIdentifier}`
  let version = 0
  return {
    async read() {
      const stored = await tokensOf(pool, clientId, companyIdentifier)
      version = stored?.version ?? 0
      if (stored === undefined || stored.tokens === null) return undefined
      return JSON.parse(secrets.open(context, stored.tokens)) as Record<string, unknown>
    },
    async replace(tokens) {
      const sealed = secrets.seal(context, JSON.stringify(tokens))
      if (!(await replaceTokens(pool, clientId, companyIdentifier, version, sealed))) return false
      version += 1
      return true
    },
  }
}
