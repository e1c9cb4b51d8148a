/** Whether gated acts need a second person: a row that a person sets, and that the audit has. Without one, the environment. */
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import { type Queryable, withTransaction } from '../platform/database.ts'
import { newId } from '../platform/new-id.ts'
import { insertSetting, latestSetting } from './queries.ts'

/** 1 000.00 in any currency. */
const LIMIT_MINOR_DEFAULT = 100_000

export interface FourEyes {
  isOn: boolean
  /** A return to a payer up to this needs no second person, minor units of any currency. */
  limitMinor: number
  /** The person who set it; null: the default of the environment. */
  setBy: string | null
  setAt: Date | null
}

/** A sandbox and staging begin without four eyes, so that one person can try everything; production begins with them. */
export async function fourEyesOf(platform: Platform, db: Queryable): Promise<FourEyes> {
  const row = await latestSetting(db)
  if (row !== undefined) return row
  const isOn = platform.config.environment === 'production'
  return { isOn, limitMinor: LIMIT_MINOR_DEFAULT, setBy: null, setAt: null }
}

export async function setFourEyes(
  ctx: Ctx,
  input: { isOn?: boolean | undefined; limitMinor?: number | undefined },
): Promise<FourEyes> {
  const { pool, clock } = ctx.platform
  return withTransaction(pool, async (tx) => {
    const before = await fourEyesOf(ctx.platform, tx)
    const after = {
      isOn: input.isOn ?? before.isOn,
      limitMinor: input.limitMinor ?? before.limitMinor,
      setBy: ctx.actor,
      setAt: clock.now(),
    }
    await insertSetting(tx, newId(), after)
    await audit(ctx, tx, OPERATOR_TENANT, 'four-eyes.set', 'four-eyes', {
      isOn: after.isOn,
      limitMinor: after.limitMinor,
    })
    return after
  })
}
