import type { ClientCtx } from '../platform/context.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientSettings } from './client-settings.ts'
import { viewOf } from './view.ts'

/** Returns the settings in force for the client: those that it has set, and the defaults for the rest. */
export async function getSettings(ctx: ClientCtx): Promise<Answer> {
  const { pool } = ctx.platform
  return { body: await viewOf(pool, ctx.clientId, await clientSettings(pool, ctx.clientId)) }
}
