import type { DeliveryRow } from '../deliveries/operator-queries.ts'

/** A delivery in the words of the API. */
export function deliveryView({ clientId, rank: _rank, ...row }: DeliveryRow) {
  return { clientIdentifier: clientId, ...row }
}
