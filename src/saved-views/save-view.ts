import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/new-id.ts'
import { countViews, upsertView } from './queries.ts'

const VIEWS_MAX = 100

export interface NewView {
  /** 0: of the agency's people. */
  clientId: ClientId
  /** Path of the list, and its parameters. */
  list: string
  parameters: string
  name: string
  isShared: boolean
}

/** Gives a list a name. A view of the person with this name is written over. @throws AppError RULE: the person has too many */
export async function saveView(ctx: Ctx, { clientId, ...view }: NewView): Promise<void> {
  const { pool, clock } = ctx.platform
  const owner = ctx.actor.replace(/^user:/, '')
  await withTransaction(pool, async (tx) => {
    if ((await countViews(tx, clientId, owner)) >= VIEWS_MAX)
      throw new AppError('RULE', `You have ${VIEWS_MAX} saved views. Delete one first.`)
    await upsertView(tx, clientId, { ...view, viewId: newId(), owner }, clock.now())
  })
}
