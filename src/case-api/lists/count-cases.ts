import type { ClientCtx } from '../../platform/context.ts'
import { sortOf } from '../../platform/http/list.ts'
import { selectPageOfCases } from './case-queries.ts'
import { filterOf } from './list-cases.ts'
import { beginningOf } from './place.ts'
import type { CasesQuery } from './schemas.ts'

/** Counts the cases of a filter up to a limit, without what is owed on each. */
export async function countCases(ctx: ClientCtx, query: CasesQuery, max: number): Promise<number> {
  const filter = filterOf(query)
  const sort = sortOf(query)
  const page = { sort, after: beginningOf(sort, filter), limit: max }
  return (await selectPageOfCases(ctx.platform.pool, ctx.clientId, filter, page)).length
}
