import type { Ctx } from './context.ts'
import { DryRunEnded } from './database.ts'

/** Runs a verb as it would run, and keeps nothing of it. @throws whatever the verb throws where it refuses */
export async function dryCheck(ctx: Ctx, work: (dry: Ctx) => Promise<unknown>): Promise<void> {
  const { platform } = ctx
  try {
    await work({ ...ctx, platform: { ...platform, pool: platform.pool.dry() } })
  } catch (error) {
    if (!(error instanceof DryRunEnded)) throw error
  }
}
