import type { Ctx } from '../../platform/context.ts'
import { hashOfSecret } from '../code.ts'
import { grantsOf } from '../queries.ts'
import { demoGrants } from '../sessions/demo-grants.ts'
import { DEMO_OPERATOR, USE_WRITTEN_MS } from '../sessions/session.ts'
import { type AgentToken, PREFIX } from './agent-token.ts'
import { type AgentTokenRow, agentTokenByHash, updateAgentTokenUsed } from './queries.ts'

/** Why a token does not work. */
export type AgentTokenRefusal = 'unknown' | 'expired' | 'revoked' | 'user disabled'

/** The token with the roles of its user as they are now. */
export async function checkAgentToken(ctx: Ctx, text: string): Promise<AgentToken | AgentTokenRefusal> {
  const { pool, clock } = ctx.platform
  const row = text.startsWith(PREFIX) ? await agentTokenByHash(pool, hashOfSecret(text)) : undefined
  if (row === undefined) return 'unknown'
  const now = clock.real()
  const refusal = refusalOf(row, now)
  if (refusal !== undefined) return refusal
  if (row.usedAt === null || now.getTime() - row.usedAt.getTime() > USE_WRITTEN_MS)
    await updateAgentTokenUsed(pool, row.tokenId, now)
  const granted = row.userId === null ? demoGrants() : await grantsOf(pool, [row.userId])
  const { tokenId, userId, showsNames, expiresAt } = row
  return {
    ...{ tokenId, userId, showsNames, expiresAt, name: row.name ?? DEMO_OPERATOR },
    grants: granted.map(({ role, clientId }) => ({ role, clientId })),
  }
}

function refusalOf({ revokedAt, expiresAt, disabledAt }: AgentTokenRow, now: Date): AgentTokenRefusal | undefined {
  if (revokedAt !== null) return 'revoked'
  if (disabledAt !== null) return 'user disabled'
  return expiresAt <= now ? 'expired' : undefined
}
