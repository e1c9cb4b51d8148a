import type { DeliveryId } from '@saatava/core/ids.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { Ctx } from '../platform/context.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { AppError } from '../platform/errors.ts'
import { findDelivery } from './find-delivery.ts'
import type { DeliveryRow } from '../deliveries/operator-queries.ts'
import type { StateChange } from '../deliveries/apply-change.ts'
import { lockInvoices } from '../deliveries/outcome-queries.ts'
import { recordOutcomesIn } from '../flows/delivery-outcome.ts'

/** A person's finding about a delivery of which nobody knew whether it had arrived. */
export type Verdict =
  /** It has arrived. */
  | { kind: 'sent' }
  /** It has not: the same goes out once more. */
  | { kind: 'again' }
  /** It has not arrived, and shall not by this channel: the fallback is begun. */
  | { kind: 'failed'; reason: string }

/**
 * Records the outcome of an `unknown` delivery; audited. Throws 404 where there is none, 422 when it is not unknown.
 * @returns the delivery as it stands then
 */
export async function resolveDelivery(ctx: Ctx, deliveryId: DeliveryId, verdict: Verdict): Promise<DeliveryRow> {
  const { pool, clock } = ctx.platform
  return retryOnDeadlock(pool, async (tx) => {
    const named = await findDelivery(tx, deliveryId)
    await lockInvoices(tx, [named])
    // Read again under the lock: a report may have come first.
    const found = await findDelivery(tx, deliveryId)
    if (found.state !== 'unknown') throw notUnknown(found)
    const [changed] = await recordOutcomesIn(ctx, tx, [changeOf(found, verdict, clock.now())])
    if (changed === undefined) throw notUnknown(await findDelivery(tx, deliveryId))
    await audit(ctx, tx, found.clientId, 'delivery.resolved', `delivery:${deliveryId}`, {
      ...{ invoiceNumber: found.invoiceNumber, channel: found.channel, as: verdict.kind },
      ...(verdict.kind === 'failed' ? { reason: words(verdict.reason) } : {}),
    })
    return findDelivery(tx, deliveryId)
  })
}

function changeOf({ clientId, deliveryId, invoiceId }: DeliveryRow, verdict: Verdict, at: Date): StateChange {
  const base = { clientId, deliveryId, invoiceId, owner: null, attempt: null, remoteId: null, nextAttemptAt: null }
  const said = { ...base, outcome: `resolved: ${verdict.kind}`, code: null, reason: null }
  switch (verdict.kind) {
    case 'sent':
      return { ...said, to: 'sent' }
    case 'again':
      return { ...said, to: 'pending', nextAttemptAt: at }
    case 'failed':
      return { ...said, to: 'failed', code: 'RESOLVED_FAILED', reason: verdict.reason }
    default:
      return verdict satisfies never
  }
}

function notUnknown({ deliveryId, state, channel }: DeliveryRow): AppError {
  const advice = state === 'failed' ? ' Use "saatava delivery retry" for a failed delivery.' : ''
  return new AppError(
    'RULE',
    `Delivery ${deliveryId} by ${channel} is ${state}: only an unknown delivery can be resolved.${advice}`,
  )
}
