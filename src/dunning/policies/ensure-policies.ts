import type { Ctx } from '../../platform/context.ts'
import { insertMissingPolicies } from './queries.ts'
import { READY_MADE } from './ready-made.ts'

/** Puts the ready-made policies where they are missing; those that an agency has changed stay. */
export async function ensurePolicies(ctx: Ctx): Promise<void> {
  await insertMissingPolicies(ctx.platform.pool, READY_MADE, 'saatava', ctx.platform.clock.now())
}
