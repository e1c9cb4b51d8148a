import { type BoundPool, DryRunEnded } from '../platform/database.ts'
import type { Ctx } from '../platform/context.ts'

/** Runs a verb as it would run, and keeps nothing of it. @throws whatever the verb throws where it refuses */
export async function dryCheck(ctx: Ctx, work: (dry: Ctx) => Promise<unknown>): Promise<void> {
  const { platform } = ctx
  const pool: BoundPool = platform.pool.dry()
  try {
    await work({ ...ctx, platform: { ...platform, pool } })
  } catch (error) {
    if (!(error instanceof DryRunEnded)) throw error
  }
}
