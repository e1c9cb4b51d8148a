import { cursorAt, lastNumber } from '../platform/http/feed.ts'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { stored } from '../platform/stored.ts'
import { type WebhookDelivery, countsOf } from './delivery-queries.ts'
import { feedOf } from './owner.ts'
import type { WebhookEndpoint } from './queries.ts'
import { StoredTries } from './schemas.ts'
import { previousSignUntil } from './signing/keys-in-force.ts'
import { openKeys, publicKeyOf } from './signing/keys.ts'

const readTries = stored(StoredTries, 'webhook_delivery.tries')

/** Shows an endpoint, with what waits at it. */
export async function presentEndpoint(
  platform: Platform,
  db: Queryable,
  endpoint: WebhookEndpoint,
): Promise<Record<string, unknown>> {
  const feed = feedOf(endpoint)
  const counts = await countsOf(db, endpoint)
  const last = await lastNumber(db, feed)
  const { webhookId, url, description, types, mode, signatures, contactEmail, state, disabledAs } = endpoint
  return {
    ...{ webhookId, url, description, types, mode, signatures, publicKey: publicKeyOfEndpoint(platform, endpoint) },
    ...{ contactEmail, state, disabledReason: disabledAs },
    ...{ cursor: cursorAt(feed, endpoint.cursor), sequence: endpoint.sequence, eventsAhead: last - endpoint.cursor },
    ...counts,
    ...{ failures: endpoint.failures, failingSince: instant(endpoint.failingSince) },
    ...{ lastSuccessAt: instant(endpoint.lastSuccessAt), lastFailureAt: instant(endpoint.lastFailureAt) },
    ...{ heldUntil: instant(endpoint.heldUntil), previousSecretUntil: instant(previousSignUntil(platform, endpoint)) },
    ...{ createdAt: instant(endpoint.createdAt), updatedAt: instant(endpoint.updatedAt) },
  }
}

export function publicKeyOfEndpoint(
  { secrets }: Platform,
  { clientId, webhookId, signatures, keys }: WebhookEndpoint,
): string | null {
  return signatures === 'V1' ? null : publicKeyOf(openKeys(secrets, clientId, webhookId, keys).signingKey)
}

export function presentDelivery(delivery: WebhookDelivery): Record<string, unknown> {
  const { deliveryId, messageId, type, sequence, eventNumbers, state, attempts } = delivery
  return {
    ...{ deliveryId, messageId, type, sequence, events: eventNumbers.length, state, attempts },
    nextAttemptAt: instant(delivery.nextAttemptAt),
    tries: readTries(delivery.tries, deliveryId),
    ...{ createdAt: instant(delivery.createdAt), endedAt: instant(delivery.endedAt) },
  }
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
