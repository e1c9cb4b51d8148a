import type { SettlementId } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientSettings } from '../settings/client-settings.ts'
import { presentSettlements } from './present-settlements.ts'
import { selectSettlement } from './queries.ts'

/** One settlement with its lines. Errors: 404 there is none (or it is another client's: the same text). */
export async function showSettlement(ctx: ClientCtx, settlementId: SettlementId): Promise<Answer> {
  const { pool } = ctx.platform
  const settlement = await selectSettlement(pool, ctx.clientId, settlementId)
  if (settlement === undefined) throw new AppError('NOT_FOUND', `There is no settlement ${settlementId}.`)
  const { profile } = await clientSettings(pool, ctx.clientId)
  const [shown] = await presentSettlements(ctx, [settlement], profile.countryCode)
  return { body: { settlement: shown } }
}
