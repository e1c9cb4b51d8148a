import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { issueToken } from './issue-token.ts'
import { insertPartner } from './queries.ts'

const CODE = /^[A-Z0-9_-]{2,32}$/
const NAME_MAX = 200

/**
 * A new partner and its first provisioning token, which is shown once.
 * @param input.code 2 to 32 of A–Z, 0–9, _ and -
 * Errors: 400 a code or name that cannot be; 409 the code is taken.
 */
export async function createPartner(
  ctx: Ctx,
  input: { code: string; name: string; tokenExpiresAt?: Date },
): Promise<{ partnerId: number; partnerCode: string; provisioningToken: string }> {
  if (!CODE.test(input.code)) {
    throw new AppError('INVALID', `The code "${input.code}" must be 2 to 32 characters of A–Z, 0–9, _ and -.`)
  }
  if (input.name.trim() === '' || input.name.length > NAME_MAX) {
    throw new AppError('INVALID', `The name must be 1 to ${NAME_MAX} characters.`)
  }
  return withTransaction(ctx.platform.pool, async (tx) => {
    const partnerId = await insertPartner(tx, input.code, input.name, ctx.platform.clock.now())
    if (partnerId === undefined) throw new AppError('CONFLICT', `There is a partner ${input.code} already.`)
    const token = await issueToken(ctx, tx, {
      kind: 'PROVISIONING',
      partnerId,
      clientId: null,
      label: 'made with the partner',
      ...(input.tokenExpiresAt ? { expiresAt: input.tokenExpiresAt } : {}),
    })
    await audit(ctx, tx, OPERATOR_TENANT, 'partner.created', `partner:${partnerId}`, {
      code: input.code,
      name: input.name,
    })
    return { partnerId, partnerCode: input.code, provisioningToken: token.text }
  })
}
