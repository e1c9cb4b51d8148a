import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { type SavedView, selectViews } from './queries.ts'

const SHOWN_MAX = 100

/** The views of a list: those of the person, and those that others share. @param clientId 0: of the agency's people */
export function listViews(ctx: Ctx, { clientId, list }: { clientId: ClientId; list: string }): Promise<SavedView[]> {
  return selectViews(ctx.platform.pool, clientId, { owner: ctx.actor.replace(/^user:/, ''), list }, SHOWN_MAX)
}
