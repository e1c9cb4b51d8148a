/**
 * Posts to an address that a stranger gave, by the rules of safe-fetch.ts, and follows no redirect: the answer says where
 * the server would have sent us, and nobody goes there.
 */
import { isPublicAddress } from '@saatava/core/public-address.ts'
import type { Dispatcher } from 'undici'
import { broken } from './broken.ts'
import { checkUrl } from './check-url.ts'
import { exchange, first } from './hop.ts'
import type { Network } from './network.ts'
import { FetchRefused } from './refused.ts'
import { resolveChecked } from './resolve.ts'

export interface Post {
  headers: Record<string, string>
  body: Uint8Array
  /** Milliseconds for everything: the look-up, the request and the part of the answer that is read. */
  timeoutMs: number
  /** So much of the answer is read; the rest is left. */
  answerBytesMax: number
  /** Ends the request early, as TIMEOUT. */
  signal?: AbortSignal
}

export interface Posted {
  status: number
  /** The first value of a header, by its name in lower case. */
  header(name: string): string | undefined
  /** The beginning of the answer, as text. Undefined where the server is not on the public internet: nobody reads there through us. */
  text: string | undefined
}

const WORDS = { late: 'did not answer in time', failed: 'The request could not be sent to' }
// Control characters, but for line breaks and tabs: a database and a page take none of them.
// oxlint-disable-next-line no-control-regex
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/**
 * @param network what may be reached; from the process's configuration, never from a request
 * @throws FetchRefused, and nothing else
 */
export async function safePost(address: string, post: Post, network: Network): Promise<Posted> {
  const time = AbortSignal.timeout(post.timeoutMs)
  const signal = post.signal === undefined ? time : AbortSignal.any([time, post.signal])
  const url = checkUrl(address, network)
  try {
    const addresses = await resolveChecked(url, network, signal)
    const isPublic = addresses.every((one) => isPublicAddress(one.address))
    const { headers, body, timeoutMs: silenceMs } = post
    const request = { method: 'POST' as const, headers, body, silenceMs, network, signal }
    return await exchange(url, addresses, request, async (answer) => {
      const text = await beginningOf(answer, post.answerBytesMax)
      return {
        status: answer.statusCode,
        header: (name) => first(answer.headers[name]),
        text: isPublic ? text : undefined,
      }
    })
  } catch (error) {
    throw error instanceof FetchRefused ? error : broken(error, url, signal, WORDS)
  }
}

/** Checks an address as `safePost` does, without a request. @throws FetchRefused */
export async function checkAddress(address: string, network: Network, timeoutMs: number): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs)
  const url = checkUrl(address, network)
  try {
    await resolveChecked(url, network, signal)
  } catch (error) {
    throw error instanceof FetchRefused ? error : broken(error, url, signal, WORDS)
  }
}

async function beginningOf(answer: Dispatcher.ResponseData, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length >= bytesMax) break
    }
  } catch {
    // The status has come, and it decides. An answer that breaks off after it changes nothing.
  }
  return Buffer.concat(chunks).subarray(0, bytesMax).toString('utf8').replace(UNFIT, '')
}
