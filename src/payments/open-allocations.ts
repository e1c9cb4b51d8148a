import type { ClientId } from '@saatava/core/ids.ts'
import type { OpenAllocation } from '../accounting/context.ts'
import { selectBooked } from '../invoices/booked-queries.ts'
import type { Queryable } from '../platform/database.ts'
import { selectOpenCapital } from './open-allocations-queries.ts'

/** Payments of invoices that are booked from here, allocated and not settled; and settled ones that are to be taken back. */
export async function openAllocations(db: Queryable, clientId: ClientId, currency: string): Promise<OpenAllocation[]> {
  const open = await selectOpenCapital(db, clientId, currency)
  const booked = await selectBooked(
    db,
    open.map(({ invoiceId }) => ({ clientId, invoiceId })),
  )
  return open
    .filter(({ invoiceId }) => booked.has(`${clientId} ${invoiceId}`))
    .map(({ allocationId, amount }) => ({ allocationId, amount }))
}
