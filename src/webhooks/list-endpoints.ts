import type { Answer } from '../platform/http/route.ts'
import type { OwnerCtx } from './on-endpoint.ts'
import { ownerOf } from './owner.ts'
import { presentEndpoint } from './present.ts'
import { endpointsOf } from './queries.ts'

/** Lists the endpoints of the caller, the oldest first: 20 at most. */
export async function listEndpoints(ctx: OwnerCtx): Promise<Answer> {
  const { platform } = ctx
  const webhooks = []
  for (const endpoint of await endpointsOf(platform.pool, ownerOf(ctx)))
    webhooks.push(await presentEndpoint(platform, platform.pool, endpoint))
  return { body: { webhooks } }
}
