/** Makes links that work once. The code stands behind "#", so no log, proxy or Referer header has it. */
import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/new-id.ts'
import { newSecret } from '../code.ts'
import { userByName } from '../queries.ts'
import { requirePermission } from '../require-permission.ts'
import { DEMO_OPERATOR } from '../sessions/session.ts'
import { expireEnrolments, insertEnrolment } from './queries.ts'

const ENROLMENT_HOURS = 24
const DEMO_MINUTES = 10

export interface MadeEnrolment {
  /** The path of the link, with the code. */
  path: string
  expiresAt: Date
}

/**
 * Makes a link by which a user adds a passkey or an identity, and signs in. Earlier links of the user end.
 * @throws AppError FORBIDDEN, NOT_FOUND, RULE the user is disabled
 */
export async function makeEnrolment(ctx: Ctx, { name }: { name: string }): Promise<MadeEnrolment> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    await requirePermission(ctx, 'user.manage', OPERATOR_TENANT, tx)
    const user = await userByName(tx, name.trim())
    if (user === undefined) throw new AppError('NOT_FOUND', `There is no user "${name}".`)
    if (user.disabledAt !== null) throw new AppError('RULE', `${user.name} is disabled: enable the user first.`)
    return enrolmentIn(ctx, tx, user)
  })
}

/** Makes a link for a user in the transaction that has asked for the permission. */
export async function enrolmentIn(
  ctx: Ctx,
  tx: Tx,
  { userId, name }: { userId: string; name: string },
): Promise<MadeEnrolment> {
  await expireEnrolments(tx, userId, ctx.platform.clock.real())
  return insert(ctx, tx, { userId, name, ms: ENROLMENT_HOURS * 3_600_000 })
}

/** Makes a link that signs in the demo operator. @throws AppError RULE it is no sandbox */
export async function makeDemoLink(ctx: Ctx): Promise<MadeEnrolment> {
  if (ctx.platform.config.environment !== 'sandbox')
    throw new AppError(
      'RULE',
      'Only a sandbox is entered without a user. "saatava user invite" makes a link for a person.',
    )
  const link = { userId: null, name: DEMO_OPERATOR, ms: DEMO_MINUTES * 60_000 }
  return withTransaction(ctx.platform.pool, (tx) => insert(ctx, tx, link))
}

async function insert(
  ctx: Ctx,
  tx: Tx,
  { userId, name, ms }: { userId: string | null; name: string; ms: number },
): Promise<MadeEnrolment> {
  const code = newSecret()
  const madeAt = ctx.platform.clock.real()
  const link = { enrolmentId: newId(), userId, codeHash: code.hash, madeAt, madeBy: ctx.actor }
  const expiresAt = new Date(madeAt.getTime() + ms)
  await insertEnrolment(tx, { ...link, expiresAt })
  await audit(ctx, tx, OPERATOR_TENANT, 'enrolment.made', `enrolment:${link.enrolmentId}`, {
    name,
    expiresAt: expiresAt.toISOString(),
  })
  return { path: `/console/enter#${code.text}`, expiresAt }
}
