/** The keys of an endpoint, written as Standard Webhooks 1.0.0 writes them, and sealed at rest. */
import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import type { ClientId } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import type { Secrets } from '../../platform/secrets.ts'
import { storedText } from '../../platform/stored.ts'
import type { WebhookId } from '../endpoint.ts'

const SECRET_BYTES = 32
const SEED_BYTES = 32

export interface EndpointKeys {
  /** "whsec_" and 32 random bytes in base64. */
  secret: string
  /** "whsk_" and an ed25519 key in base64: the seed, then the public key. */
  signingKey: string
}

const Keys = Type.Object({ secret: Type.String(), signingKey: Type.String() })
const readKeys = storedText(Keys, 'webhook_endpoint.keys')

export function newKeys(): EndpointKeys {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' })
  const pair = Buffer.concat([Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')])
  return {
    secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`,
    signingKey: `whsk_${pair.toString('base64')}`,
  }
}

/** The form in which the receiver gets it: "whpk_" and the public key in base64. */
export function publicKeyOf(signingKey: string): string {
  return `whpk_${bytesOf(signingKey, 'whsk_').subarray(SEED_BYTES).toString('base64')}`
}

export function hmacKeyOf(secret: string): Buffer {
  return bytesOf(secret, 'whsec_')
}

export function privateKeyOf(signingKey: string): KeyObject {
  const pair = bytesOf(signingKey, 'whsk_')
  const [d, x] = [pair.subarray(0, SEED_BYTES), pair.subarray(SEED_BYTES)]
  const key = { kty: 'OKP', crv: 'Ed25519', d: d.toString('base64url'), x: x.toString('base64url') }
  return createPrivateKey({ key, format: 'jwk' })
}

export function sealKeys(secrets: Secrets, clientId: ClientId, webhookId: WebhookId, keys: EndpointKeys): Buffer {
  return secrets.seal(contextOf(clientId, webhookId), JSON.stringify(keys))
}

export function openKeys(secrets: Secrets, clientId: ClientId, webhookId: WebhookId, sealed: Buffer): EndpointKeys {
  return readKeys(secrets.open(contextOf(clientId, webhookId), sealed), webhookId)
}

function contextOf(clientId: ClientId, webhookId: WebhookId): string {
  return `webhook:${clientId}:${webhookId}`
}

function bytesOf(key: string, prefix: string): Buffer {
  if (!key.startsWith(prefix)) throw new TypeError(`a key must begin with ${prefix}`)
  return Buffer.from(key.slice(prefix.length), 'base64')
}
