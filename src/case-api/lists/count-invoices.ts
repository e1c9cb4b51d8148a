import type { ClientCtx } from '../../platform/context.ts'
import { sortOf } from '../../platform/http/list.ts'
import { placesOfInvoices } from './invoice-queries.ts'
import { filterOf } from './list-invoices.ts'
import { beginningOf } from './place.ts'
import type { InvoicesQuery } from './schemas.ts'

/** Counts the invoices of a filter up to a limit. It reads indexes alone, and no case or payment. */
export async function countInvoices(ctx: ClientCtx, query: InvoicesQuery, max: number): Promise<number> {
  const filter = filterOf(query)
  const sort = sortOf(query)
  const places = await placesOfInvoices(ctx.platform.pool, ctx.clientId, filter, {
    ...{ sort, after: beginningOf(sort, filter), limit: max },
  })
  return places.length
}
