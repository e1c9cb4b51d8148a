import { type CivilDate, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { demandApproval, gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { settingsOf } from '../settings/client-settings.ts'
import { holdCases } from './end-due-contracts.ts'
import { insertContractEnd } from './end-queries.ts'

/**
 * Ends the contract of a client: from that day on no step is taken, and letters that have not left are recalled. Payments are
 * matched and settled all the same. It needs a second person. @throws AppError NOT_FOUND, 400 for a day that is past,
 * CONFLICT where it has ended, WAITING for the second person
 */
export async function endContract(
  ctx: Ctx,
  { clientId, endsOn: asked }: { clientId: ClientId; endsOn?: CivilDate },
): Promise<{ clientId: ClientId; endsOn: CivilDate }> {
  const { pool, clock } = ctx.platform
  const at = clock.now()
  const country = (await settingsOf(pool, pool, [clientId])).get(clientId)?.profile.countryCode
  if (country === undefined) throw new AppError('NOT_FOUND', `There is no client ${clientId}.`)
  const timeZone = timeZoneOf(country)
  const today = civilDateAt(at, timeZone)
  const endsOn = asked ?? today
  // An approved end whose day has passed meanwhile begins at once.
  if (endsOn < today && ctx.approval === undefined)
    throw invalid([
      {
        ...{ pointer: '/endsOn', code: 'DATE_PAST', received: endsOn },
        message: `must be today, ${today}, or later: steps of past days were taken`,
      },
    ])
  await gated(ctx, () =>
    withTransaction(pool, async (tx) => {
      await demandApproval(ctx, tx, {
        ...{ action: 'contract.end', clientId, subject: `contract:${clientId}`, input: { clientId, endsOn } },
        preview: { endsOn },
      })
      const endsAt = startOfDay(endsOn, timeZone)
      if (!(await insertContractEnd(tx, { clientId, endsOn, endsAt, by: ctx.actor, at })))
        throw new AppError('CONFLICT', `The contract of client ${clientId} has ended already.`)
      await audit(ctx, tx, clientId, 'contract.ended', `client:${clientId}`, { endsOn })
    }),
  )
  if (endsOn <= today) await holdCases(ctx, clientId)
  return { clientId, endsOn }
}
