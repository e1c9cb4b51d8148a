/** Sends one request to a receiver, by the rules of safe-fetch.ts. */
import { FetchRefused } from '../../platform/safe-fetch/refused.ts'
import { safePost } from '../../platform/safe-fetch/safe-post.ts'
import type { WebhookSignatures } from '../endpoint.ts'
import type { WebhookNetwork } from '../network.ts'
import type { EndpointKeys } from '../signing/keys.ts'
import { type Message, signedHeaders } from '../signing/sign.ts'
import type { Sent } from './judge-answer.ts'

/** Standard Webhooks asks for 15 to 30 seconds. */
const TIMEOUT_MS = 15_000
const ANSWER_BYTES_MAX = 1_024

export interface Request {
  url: string
  message: Message
  keys: readonly EndpointKeys[]
  signatures: WebhookSignatures
  /** The machine's time: receivers refuse a timestamp that is far from theirs. */
  at: Date
  signal?: AbortSignal
}

export async function send(request: Request, network: WebhookNetwork): Promise<{ sent: Sent; ms: number }> {
  const { url, message, keys, signatures, at, signal } = request
  const began = performance.now()
  const took = () => Math.round(performance.now() - began)
  try {
    const post = {
      headers: signedHeaders(message, keys, signatures, at),
      body: message.body,
      ...{ timeoutMs: TIMEOUT_MS, answerBytesMax: ANSWER_BYTES_MAX },
      ...(signal === undefined ? {} : { signal }),
    }
    const answer = await safePost(url, post, network(url))
    const { status, text = null } = answer
    const retryAfter = answer.header('retry-after')
    return { sent: { kind: 'answered', status, text, retryAfter, wish: answer.header('webhook-delivery') }, ms: took() }
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error
    return { sent: { kind: 'unanswered', code: error.code, message: error.message }, ms: took() }
  }
}
