import { accountKey } from '@saatava/core/account-key.ts'
import { type CivilDate, civilDateAt, isCivilDate, timeZoneOf } from '@saatava/core/dates.ts'
import { dryRun } from '../claims/dry-run.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { selectAccounts } from './account-queries.ts'
import { type Attribution, attributeIn } from './attribute.ts'
import { type FundsCheck, checkWithin } from './check-funds.ts'
import { type CheckedDay, pageOfChecks } from './compare-queries.ts'

const TIME_ZONE = timeZoneOf('FI')

/**
 * The days of an account whose closing balance was compared, the latest first.
 * @param input.after the day that ended the page before; null: the first page  @throws AppError NOT_FOUND, INVALID
 */
export async function fundsHistory(
  ctx: Ctx,
  { account, currency, limit, after }: { account: string; currency: string; limit: number; after: string | null },
): Promise<{ rows: CheckedDay[]; next: CivilDate | undefined }> {
  if (after !== null && !isCivilDate(after))
    throw invalid([
      { pointer: '?after', code: 'INVALID', message: 'must come from a link of this list', received: after },
    ])
  const { pool } = ctx.platform
  const key = accountKey(account)
  const named = (await selectAccounts(pool)).find((one) => one.account === key && one.currency === currency)
  if (named === undefined) throw new AppError('NOT_FOUND', `No bank file reports an account ${account} in ${currency}.`)
  const found = await pageOfChecks(pool, named.accountNo, after, limit + 1)
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? rows.at(-1)?.day : undefined }
}

export interface AttributionEffect {
  before: FundsCheck
  after: FundsCheck
}

/** The client funds before an attribution and after it: the verb itself does it, and is rolled back. @throws as the verb */
export function previewAttribution(ctx: Ctx, input: Attribution): Promise<AttributionEffect> {
  const today = { date: civilDateAt(ctx.platform.clock.now(), TIME_ZONE), account: input.account }
  return dryRun(ctx.platform.pool, async (tx) => {
    const before = await checkWithin(tx, ctx, today)
    await attributeIn(ctx, tx, input)
    return { before, after: await checkWithin(tx, ctx, today) }
  })
}
