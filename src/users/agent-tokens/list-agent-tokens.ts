import type { Ctx } from '../../platform/context.ts'
import { DEMO_OPERATOR } from '../sessions/session.ts'
import { type AgentTokenRow, selectAgentTokens } from './queries.ts'

const LISTED_MAX = 1_000

export interface ListedAgentToken extends Omit<AgentTokenRow, 'name' | 'disabledAt'> {
  name: string
  state: 'works' | 'expired' | 'revoked'
}

/** Lists agent tokens, the latest first. @param userId undefined: those of all users */
export async function listAgentTokens(ctx: Ctx, { userId }: { userId?: string } = {}): Promise<ListedAgentToken[]> {
  const { pool, clock } = ctx.platform
  const rows = await selectAgentTokens(pool, userId ?? null, LISTED_MAX)
  return rows.map(({ name, disabledAt, ...row }) => ({
    ...row,
    name: name ?? DEMO_OPERATOR,
    state:
      row.revokedAt !== null || disabledAt !== null ? 'revoked' : row.expiresAt <= clock.real() ? 'expired' : 'works',
  }))
}
