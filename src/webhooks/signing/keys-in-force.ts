import type { ClientId } from '@saatava/core/ids.ts'
import type { Platform } from '../../platform/context.ts'
import type { WebhookId } from '../endpoint.ts'
import { type EndpointKeys, openKeys } from './keys.ts'

interface SealedKeys {
  clientId: ClientId
  webhookId: WebhookId
  keys: Buffer
  previousKeys: Buffer | null
  previousUntil: Date | null
}

/** The moment until which the previous keys sign too; null where they do not any more. */
export function previousSignUntil(
  { clock }: Pick<Platform, 'clock'>,
  { previousUntil }: Pick<SealedKeys, 'previousUntil'>,
): Date | null {
  return previousUntil === null || previousUntil <= clock.now() ? null : previousUntil
}

/** The keys of an endpoint, and for a day after a rotation the previous ones; the newest first. */
export function keysInForce(platform: Pick<Platform, 'clock' | 'secrets'>, endpoint: SealedKeys): EndpointKeys[] {
  const { clientId, webhookId, keys, previousKeys } = endpoint
  const previous = previousSignUntil(platform, endpoint) === null ? null : previousKeys
  return [keys, ...(previous === null ? [] : [previous])].map((sealed) =>
    openKeys(platform.secrets, clientId, webhookId, sealed),
  )
}
