import type { Platform } from '../platform/context.ts'
import { DELIVERIES_KEPT_MS } from './endpoint.ts'
import { clientsWithOld, removeDeleted, removeOfDeleted, removeOld } from './housekeeping-queries.ts'

/** In one statement. */
const REMOVED_MAX = 2_000

/** Removes deliveries that ended 90 days ago, and what is left of deleted endpoints. @returns whether there may be more */
export async function tidyWebhooks({ pool, clock }: Platform): Promise<boolean> {
  const before = new Date(clock.now().getTime() - DELIVERIES_KEPT_MS)
  const clientIds = await clientsWithOld(pool, before, REMOVED_MAX)
  const old = clientIds.length === 0 ? 0 : await removeOld(pool, clientIds, before, REMOVED_MAX)
  const ofDeleted = await removeOfDeleted(pool, REMOVED_MAX)
  if (ofDeleted < REMOVED_MAX) await removeDeleted(pool)
  return old === REMOVED_MAX || ofDeleted === REMOVED_MAX
}
