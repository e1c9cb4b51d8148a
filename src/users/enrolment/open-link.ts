import { isLoopbackName } from '@saatava/core/loopback.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { hashOfSecret } from '../code.ts'
import { type Begun, beginSession } from '../sessions/begin-session.ts'
import type { Session } from '../sessions/session.ts'
import { auditingFailures } from '../sign-in-failures.ts'
import { type EnrolmentRow, openEnrolment, useEnrolment } from './queries.ts'

/** A session of the demo operator, or the user who may add a credential with the code. */
export type Opened = { session: Begun } | { userId: string; name: string }

/**
 * Opens a link. The link of the demo operator is used up and begins a session, on this machine alone. The link of a user
 * stays until a credential is added. @throws AppError UNAUTHORIZED
 */
export function openLink(ctx: Ctx, input: { code: string; replaces?: Session | undefined }): Promise<Opened> {
  const { platform, remoteAddress } = ctx
  return auditingFailures(ctx, 'LINK', async () => {
    const link = await openEnrolment(platform.pool, hashOfSecret(input.code), platform.clock.real())
    if (link === undefined) throw wrongCode()
    if (link.userId !== null && link.name !== null) return { userId: link.userId, name: link.name }
    if (platform.config.environment !== 'sandbox' || !isLoopbackName(remoteAddress ?? ''))
      throw new AppError('UNAUTHORIZED', 'The link of a sandbox works on the machine of the sandbox alone.')
    const session = await withTransaction(platform.pool, async (tx) => {
      await useUp(ctx, tx, link)
      return beginSession(ctx, tx, { user: null, method: 'LINK', proof: input.code, replaces: input.replaces })
    })
    return { session }
  })
}

/** The user of a link that is still open. @throws AppError UNAUTHORIZED */
export async function userOfLink(ctx: Ctx, code: string): Promise<EnrolmentRow & { userId: string; name: string }> {
  const link = await openEnrolment(ctx.platform.pool, hashOfSecret(code), ctx.platform.clock.real())
  if (link === undefined || link.userId === null || link.name === null) throw wrongCode()
  return { ...link, userId: link.userId, name: link.name }
}

/** @throws AppError UNAUTHORIZED another request was faster */
export async function useUp(ctx: Ctx, tx: Tx, link: Pick<EnrolmentRow, 'enrolmentId'>): Promise<void> {
  if (!(await useEnrolment(tx, link.enrolmentId, ctx.platform.clock.real()))) throw wrongCode()
}

function wrongCode(): AppError {
  return new AppError('UNAUTHORIZED', 'The code is wrong, was used already, or has expired. Ask for a new link.')
}
