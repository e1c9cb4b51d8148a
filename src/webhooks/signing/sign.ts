/** Signs a message as Standard Webhooks 1.0.0 says. */
import { createHmac, sign } from 'node:crypto'
import type { WebhookSignatures } from '../endpoint.ts'
import { type EndpointKeys, hmacKeyOf, privateKeyOf } from './keys.ts'

export interface Message {
  /** The header webhook-id: the same at every attempt. */
  id: string
  body: Buffer
}

/** @param keys those that count, the newest first: after a rotation the previous ones sign too */
export function signedHeaders(
  { id, body }: Message,
  keys: readonly EndpointKeys[],
  signatures: WebhookSignatures,
  at: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  const made = keys.flatMap(({ secret, signingKey }) => [
    `v1,${createHmac('sha256', hmacKeyOf(secret)).update(signed).digest('base64')}`,
    ...(signatures === 'V1_V1A' ? [`v1a,${sign(null, signed, privateKeyOf(signingKey)).toString('base64')}`] : []),
  ])
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': made.join(' '),
  }
}
