/**
 * Verifies a webhook by Standard Webhooks 1.0.0: the signature is over "id.timestamp.body", with a secret that both sides
 * have (v1, HMAC-SHA256) or with the key pair of the sender (v1a, Ed25519). The comparison is WebCrypto's, whose time does
 * not depend on the signature. The body must be the bytes as they came: JSON that is written again has other bytes.
 */
import type { WebhookBody } from './body.ts'

export type WebhookHeaders =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | readonly string[] | undefined }
export type RawBody = string | Uint8Array | ArrayBuffer

export interface VerifyOptions {
  /** How far the time of sending may be from now; default 300. */
  toleranceSeconds?: number | undefined
  /** The present time in milliseconds. */
  now?: (() => number) | undefined
}

export type VerificationCode =
  | 'NOT_RAW'
  | 'TOO_LARGE'
  | 'HEADER_MISSING'
  | 'TIMESTAMP'
  | 'SIGNATURE'
  | 'SECRET'
  | 'NOT_JSON'

/** The request is not to be trusted: answer it with 401, and look at nothing in it. */
export class WebhookVerificationError extends Error {
  readonly code: VerificationCode

  constructor(code: VerificationCode, message: string) {
    super(message)
    this.name = 'WebhookVerificationError'
    this.code = code
  }
}

const TOLERANCE_SECONDS = 300
const KINDS = {
  v1: { prefix: 'whsec_', algorithm: { name: 'HMAC', hash: 'SHA-256' } },
  v1a: { prefix: 'whpk_', algorithm: { name: 'Ed25519' } },
} as const

/**
 * Returns the event, or the batch of events, of a request whose signature holds.
 * @param body the bytes of the body as they came
 * @param secrets `whsec_…` for v1 and `whpk_…` for v1a; one that fits is enough, so that a rotation has both
 * @throws WebhookVerificationError
 */
export async function verify(
  body: RawBody,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  { toleranceSeconds = TOLERANCE_SECONDS, now = Date.now }: VerifyOptions = {},
): Promise<WebhookBody> {
  const bytes = bytesOf(body)
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  ) as [string, string, string]
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now() / 1000 - Number(timestamp)) > toleranceSeconds)
    throw new WebhookVerificationError('TIMESTAMP', 'webhook-timestamp is too far from the present time.')
  const prefix = new TextEncoder().encode(`${id}.${timestamp}.`)
  const signed = new Uint8Array(prefix.length + bytes.length)
  signed.set(prefix)
  signed.set(bytes, prefix.length)
  for (const secret of [secrets].flat())
    if (await fits(secret, signatures, signed)) return parsed(new TextDecoder().decode(bytes))
  throw new WebhookVerificationError('SIGNATURE', 'No signature fits a secret.')
}

function parsed(text: string): WebhookBody {
  try {
    return JSON.parse(text) as WebhookBody
  } catch {
    throw new WebhookVerificationError('NOT_JSON', 'The body is signed, and is no JSON.')
  }
}

async function fits(secret: string, signatures: string, signed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const version = secret.startsWith(KINDS.v1a.prefix) ? 'v1a' : 'v1'
  const { prefix, algorithm } = KINDS[version]
  const raw = fromBase64(secret.replace(prefix, ''))
  if (raw === undefined || raw.length === 0)
    throw new WebhookVerificationError('SECRET', 'A secret must be base64 after whsec_ or whpk_.')
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify'])
  for (const one of signatures.split(' ')) {
    const [kind, text = ''] = one.split(',')
    const signature = kind === version ? fromBase64(text) : undefined
    if (signature !== undefined && (await crypto.subtle.verify(algorithm.name, key, signature, signed))) return true
  }
  return false
}

function bytesOf(body: RawBody): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body)
  if (body instanceof Uint8Array) return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  throw new WebhookVerificationError('NOT_RAW', 'The body was parsed before. Give the bytes of the request.')
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const own =
    typeof headers['get'] === 'function'
      ? headers['get'](name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  const text = Array.isArray(own) ? own.join(' ') : own
  if (typeof text === 'string' && text !== '') return text
  throw new WebhookVerificationError('HEADER_MISSING', `The header ${name} is missing.`)
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
