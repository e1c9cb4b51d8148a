import type { ClientId, DeliveryId } from '@saatava/core/ids.ts'
import type { Cause } from '../deliveries/cause-queries.ts'
import type { Ctx } from '../platform/context.ts'
import { DryRunEnded } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { listAmiss } from './list-causes.ts'
import { retryDelivery } from './retry-delivery.ts'

/** A person retries at most so many deliveries at once. */
const RETRIED_MAX = 100

export interface RetriedOfCause {
  deliveryId: DeliveryId
  invoiceNumber: number
  /** Why it cannot be sent again; null: it is begun. */
  refusal: string | null
}

/**
 * Begins again all failed deliveries of one cause, each for itself: one that is refused does not hold up the others.
 * @param input.isDry only says what would happen
 * @throws AppError RULE more than a hundred have failed
 */
export async function retryDeliveries(
  ctx: Ctx,
  input: Omit<Cause, 'state'> & { clientId?: ClientId | undefined; isDry: boolean },
): Promise<RetriedOfCause[]> {
  const { clientId, channel, code, isDry } = input
  const { rows, next } = await listAmiss(ctx, { state: 'failed', channel, code, clientId, limit: RETRIED_MAX })
  if (next !== undefined)
    throw new AppError('RULE', `More than ${RETRIED_MAX} deliveries have failed so: choose one client, or tick them.`)
  const { platform } = ctx
  const run = isDry ? { ...ctx, platform: { ...platform, pool: platform.pool.dry() } } : ctx
  const retried: RetriedOfCause[] = []
  for (const { deliveryId, invoiceNumber } of rows)
    retried.push({ deliveryId, invoiceNumber, refusal: await refusalOf(run, deliveryId) })
  return retried
}

async function refusalOf(ctx: Ctx, deliveryId: DeliveryId): Promise<string | null> {
  try {
    await retryDelivery(ctx, deliveryId)
  } catch (error) {
    if (error instanceof AppError) return error.message
    if (!(error instanceof DryRunEnded)) throw error
  }
  return null
}
