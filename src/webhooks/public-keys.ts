import { UUID } from '@saatava/core/ids.ts'
import type { Platform } from '../platform/context.ts'
import type { WebhookId } from './endpoint.ts'
import { publicKeyRow } from './queries.ts'
import { keysInForce } from './signing/keys-in-force.ts'
import { publicKeyOf } from './signing/keys.ts'

/**
 * The public keys with which the ed25519 signatures of an endpoint are checked, the newest first; undefined where there is
 * no such endpoint.
 */
export async function publicKeysOf(platform: Platform, webhookId: WebhookId): Promise<string[] | undefined> {
  if (!UUID.test(webhookId)) return undefined
  const row = await publicKeyRow(platform.pool, webhookId)
  if (row === undefined) return undefined
  return keysInForce(platform, row).map(({ signingKey }) => publicKeyOf(signingKey))
}
