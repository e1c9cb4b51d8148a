import type { PartnerCtx } from '../platform/context.ts'
import { LIST_LIMIT_DEFAULT, nextPage, placeIn } from '../platform/http/list.ts'
import type { Answer } from '../platform/http/route.ts'
import { pageOfClients } from './client-queries.ts'
import type { ClientFilters } from './schemas.ts'

const PATH = '/api/v1/partner/clients'
const NUMBER = /^\d{1,15}$/

/** Lists the clients of the partner, in the order of their numbers. */
export async function listClients(ctx: PartnerCtx, query: ClientFilters): Promise<Answer> {
  const limit = query.limit ?? LIST_LIMIT_DEFAULT
  const after = query.cursor === undefined ? 0 : Number(placeIn(query.cursor, query, NUMBER)[0])
  const filter = { businessCode: query.businessCode ?? null, after }
  const rows = await pageOfClients(ctx.platform.pool, ctx.partnerId, filter, limit + 1)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    body: { clients: shown.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() })) },
    ...(last === undefined ? {} : { headers: { link: nextPage(PATH, query, [String(last.clientIdentifier)]) } }),
  }
}
