import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { audit } from '../../audit-entries/audit.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { dryRun } from '../../claims/dry-run.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { retryOnDeadlock } from '../../platform/retry-on-deadlock.ts'
import { settingsOf } from '../../settings/client-settings.ts'
import { planNow } from '../plan-now.ts'
import { type Settled, settleClient } from '../settle-client.ts'

export interface WhoseSettlement {
  clientId: ClientId
  currency: string
}

/** The settlement that a run would make today: the run's own verb makes it, and is rolled back. @throws AppError NOT_FOUND */
export function previewSettlement(ctx: Ctx, { clientId, currency }: WhoseSettlement): Promise<Settled> {
  return dryRun(ctx.platform.pool, async (tx) => {
    const settings = await inForce(ctx, tx, clientId)
    const contract = (await contractsOf(tx, [clientId]))(clientId)
    const date = civilDateAt(ctx.platform.clock.now(), timeZoneOf(settings.profile.countryCode))
    return settleClient(ctx, tx, { clientId, currency, date, settings, contract })
  })
}

/** A person has a client settled at once, or on the next banking day. @throws AppError NOT_FOUND */
export async function settleSoon(ctx: Ctx, { clientId }: { clientId: ClientId }): Promise<void> {
  await retryOnDeadlock(ctx.platform.pool, async (tx) => {
    await inForce(ctx, tx, clientId)
    await planNow(ctx, tx, clientId)
    await audit(ctx, tx, clientId, 'settlement.planned', `client:${clientId}`, {})
  })
}

async function inForce(ctx: Ctx, tx: Tx, clientId: ClientId) {
  const settings = (await settingsOf(ctx.platform.pool, tx, [clientId])).get(clientId)
  if (settings === undefined) throw new AppError('NOT_FOUND', `There is no client ${clientId}.`)
  return settings
}
