import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { deleteView } from './queries.ts'

/** Deletes a saved view of the person. @throws AppError NOT_FOUND: there is none, or it is another person's */
export async function removeView(
  ctx: Ctx,
  { clientId, viewId }: { clientId: ClientId; viewId: string },
): Promise<void> {
  const owner = ctx.actor.replace(/^user:/, '')
  const was = await withTransaction(ctx.platform.pool, (tx) => deleteView(tx, clientId, owner, viewId))
  if (!was) throw new AppError('NOT_FOUND', 'You have no such saved view.')
}
