import type { SettlementId } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../platform/context.ts'
import { withSnapshot } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientSettings } from '../settings/client-settings.ts'
import { presentSettlements } from './present-settlements.ts'
import { selectSettlement } from './queries.ts'

/** Shows one settlement with its lines, as of one moment. Errors: 404 there is none (or it is another client's: the same text). */
export async function showSettlement(ctx: ClientCtx, settlementId: SettlementId): Promise<Answer> {
  return withSnapshot(ctx.platform.pool, async (db) => {
    const settlement = await selectSettlement(db, ctx.clientId, settlementId)
    if (settlement === undefined) throw new AppError('NOT_FOUND', `There is no settlement ${settlementId}.`)
    const { profile } = await clientSettings(db, ctx.clientId)
    const [shown] = await presentSettlements(ctx, db, [settlement], profile.countryCode)
    return { body: { settlement: shown } }
  })
}
