import { audit } from '../audit-entries/audit.ts'
import type { ClientCtx } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { acknowledge } from './queries.ts'
import type { Acknowledgement } from './schemas.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'

/**
 * The client has stored settlements: unfetchedOnly returns them no more. Acknowledging again changes nothing; if one was
 * never handed out, nothing is acknowledged.
 */
export async function acknowledgeSettlements(ctx: ClientCtx, { settlementIds }: Acknowledgement): Promise<Answer> {
  const { pool, clock } = ctx.platform
  await retryOnDeadlock(pool, async (tx) => {
    const done = await acknowledge(tx, ctx.clientId, settlementIds, clock.now())
    const faults = settlementIds.flatMap((received, i) =>
      done.has(received)
        ? []
        : [
            {
              pointer: `/settlementIds/${i}`,
              code: 'UNKNOWN',
              message: 'is not a settlement that GET /settlements returned to this client',
              received,
            },
          ],
    )
    if (faults.length > 0) throw invalid(faults)
    await audit(ctx, tx, ctx.clientId, 'settlement.acknowledged', `client:${ctx.clientId}`, { settlementIds })
  })
  return { body: { settlementIds } }
}
