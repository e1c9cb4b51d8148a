import type { DeliveryId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { type AttemptRow, type DeliveryRow, selectAttempts, selectDelivery } from '../deliveries/operator-queries.ts'

/** Finds a delivery of any client, for operators. Throws 404 where there is none. */
export async function findDelivery(db: Queryable, deliveryId: DeliveryId): Promise<DeliveryRow> {
  const found = await selectDelivery(db, deliveryId)
  if (found === undefined)
    throw new AppError(
      'NOT_FOUND',
      `There is no delivery ${deliveryId}; "saatava delivery list" shows deliveries that need review, and GET /invoice/{number} the deliveries of an invoice.`,
    )
  return found
}

/** With everything that was tried and reported. */
export async function showDelivery(
  db: Queryable,
  deliveryId: DeliveryId,
): Promise<{ delivery: DeliveryRow; attempts: AttemptRow[] }> {
  const delivery = await findDelivery(db, deliveryId)
  return { delivery, attempts: await selectAttempts(db, delivery.clientId, deliveryId) }
}
