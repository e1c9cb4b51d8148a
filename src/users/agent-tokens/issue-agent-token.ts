import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/new-id.ts'
import { hashOfSecret, newSecret } from '../code.ts'
import { userByName } from '../queries.ts'
import { requirePermission } from '../require-permission.ts'
import { DEMO_OPERATOR } from '../sessions/session.ts'
import { LIFETIME_DAYS_MAX, PREFIX, TOKENS_MAX, lifetimeMs } from './agent-token.ts'
import { countWorking, insertAgentToken } from './queries.ts'

export interface IssuedAgentToken {
  tokenId: string
  name: string
  /** It is shown once: the database has its hash alone. */
  token: string
  expiresAt: Date
}

/**
 * Issues a token with which a program acts for a user. Somebody issues it for himself or herself; an administrator does it for others.
 * @param input.name of the user; undefined: the demo operator, in a sandbox
 * @param input.showsNames the program sees names of debtors and payers
 * @throws AppError INVALID days; NOT_FOUND no such user; FORBIDDEN another user; RULE too many tokens
 */
export async function issueAgentToken(
  ctx: Ctx,
  { name, days, showsNames }: { name: string | undefined; days: number; showsNames: boolean },
): Promise<IssuedAgentToken> {
  if (!Number.isInteger(days) || days < 1 || days > LIFETIME_DAYS_MAX)
    throw invalid([
      { pointer: '/days', code: 'OUT_OF_RANGE', message: `must be 1 to ${LIFETIME_DAYS_MAX} days`, received: days },
    ])
  const { pool, clock } = ctx.platform
  const token = `${PREFIX}${newSecret().text}`
  const issuedAt = clock.real()
  return withTransaction(pool, async (tx) => {
    const user = name === undefined ? demoOperator(ctx) : await userByName(tx, name)
    if (user === undefined || user.disabledAt !== null)
      throw new AppError('NOT_FOUND', `There is no user "${name}"; "saatava user list" shows the users.`)
    if (ctx.actor !== `user:${user.name}`) await requirePermission(ctx, 'user.manage', OPERATOR_TENANT, tx)
    if ((await countWorking(tx, user.userId, issuedAt)) >= TOKENS_MAX)
      throw new AppError('RULE', `${user.name} has ${TOKENS_MAX} agent tokens that work. Revoke one first.`)
    const row = {
      ...{ tokenId: newId(), userId: user.userId, showsNames, issuedBy: ctx.actor, issuedAt },
      expiresAt: new Date(issuedAt.getTime() + lifetimeMs(days)),
    }
    await insertAgentToken(tx, row, hashOfSecret(token))
    await audit(ctx, tx, OPERATOR_TENANT, 'agent-token.issued', `agent-token:${row.tokenId}`, {
      ...{ name: user.name, showsNames, expiresAt: row.expiresAt.toISOString() },
    })
    return { tokenId: row.tokenId, name: user.name, token, expiresAt: row.expiresAt }
  })
}

/** The demo operator is no user. */
function demoOperator({ platform }: Ctx): { userId: null; name: string; disabledAt: null } | undefined {
  if (platform.config.environment !== 'sandbox') return undefined
  return { userId: null, name: DEMO_OPERATOR, disabledAt: null }
}
