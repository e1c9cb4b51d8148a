import { LRUCache } from 'lru-cache'
import { timeZoneOf } from '@saatava/core/dates.ts'
import { clientWithPartner } from '../onboarding/read-client.ts'
import type { ClientCtx } from '../platform/context.ts'

// A client's country never changes; which calendar its days follow need not be asked again.
const cache = new LRUCache<string, string>({ max: 10_000 })

export async function clientTimeZone(ctx: ClientCtx): Promise<string> {
  const key = `${ctx.platform.config.databaseUrl ?? ''} ${ctx.clientId}`
  let zone = cache.get(key)
  if (zone === undefined) {
    zone = timeZoneOf((await clientWithPartner(ctx))?.countryCode ?? '')
    cache.set(key, zone)
  }
  return zone
}
