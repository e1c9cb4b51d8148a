/** One request to one checked URL: no redirects, no cookies, no proxy, and a line that leads only where was checked. */
import type { LookupFunction } from 'node:net'
import { Client, type Dispatcher } from 'undici'
import type { Network, ResolvedAddress } from './network.ts'
import { FetchRefused } from './refused.ts'

const CONNECT_TIMEOUT_MS = 5_000
const HEADERS_TIMEOUT_MS = 10_000
const HEADER_BYTES_MAX = 16 * 1024
const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** Too early, too many, or the server's own trouble. */
const RETRYABLE_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504])

export type Hop = { location: string } | { bytes: Uint8Array; mediaType: string }

export interface HopOptions {
  accept: string
  bytesMax: number
  network: Network
  signal: AbortSignal
}

/** @throws FetchRefused, or whatever undici throws where the line breaks or the signal ends it */
export function hop(url: URL, addresses: readonly ResolvedAddress[], options: HopOptions): Promise<Hop> {
  const { accept, bytesMax, network, signal } = options
  const request = { method: 'GET' as const, headers: { accept }, silenceMs: HEADERS_TIMEOUT_MS, network, signal }
  return exchange(url, addresses, request, (answer) => read(answer, url, bytesMax))
}

export interface ExchangeRequest {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: Uint8Array
  /** How long the server may send nothing, before the headers of its answer and within the body. */
  silenceMs: number
  network: Network
  signal: AbortSignal
}

/**
 * Sends one request, and takes its answer, over a line that leads to one of the checked addresses.
 * @param take reads what is wanted of the answer
 */
export async function exchange<T>(
  url: URL,
  addresses: readonly ResolvedAddress[],
  { method, headers, body, silenceMs, network, signal }: ExchangeRequest,
  take: (answer: Dispatcher.ResponseData) => Promise<T>,
): Promise<T> {
  // A separate client, gone with the answer: no connection is shared with another fetch, whose look-up was another.
  const client = new Client(url.origin, {
    allowH2: false,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      lookup: pinnedTo(addresses),
      ...(network.ca === undefined ? {} : { ca: network.ca }),
    },
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    maxHeaderSize: HEADER_BYTES_MAX,
  })
  try {
    const answer = await client.request({
      method,
      path: url.pathname + url.search,
      headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'Saatava' },
      ...(body === undefined ? {} : { body }),
      signal,
    })
    // The rest of a body is not wanted, and its end by our hand is no error.
    answer.body.on('error', () => undefined)
    return await take(answer)
  } finally {
    await client.destroy()
  }
}

function pinnedTo(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, wanted, done) => {
    if (wanted.all === true) return done(null, [...addresses])
    done(null, addresses[0]?.address ?? '', addresses[0]?.family)
  }
}

async function read(answer: Dispatcher.ResponseData, url: URL, bytesMax: number): Promise<Hop> {
  const { statusCode: status, headers } = answer
  const location = first(headers['location'])
  if (REDIRECTS.has(status) && location !== undefined) return { location }
  if (status !== 200) {
    const retryable = RETRYABLE_STATUSES.has(status)
    throw new FetchRefused('HTTP_STATUS', `${url.host} answered with status ${status}.`, { retryable, status })
  }
  const encoding = first(headers['content-encoding'])?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity') {
    throw new FetchRefused(
      'CONTENT_ENCODED',
      `${url.host} sent the file compressed (${encoding.slice(0, 20)}), although the request forbids that.`,
    )
  }
  if (Number(first(headers['content-length']) ?? 0) > bytesMax) throw tooLarge(url, bytesMax)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength
    if (length > bytesMax) throw tooLarge(url, bytesMax)
    chunks.push(chunk)
  }
  const mediaType = first(headers['content-type'])?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return { bytes: new Uint8Array(Buffer.concat(chunks, length)), mediaType }
}

function tooLarge(url: URL, bytesMax: number): FetchRefused {
  return new FetchRefused('TOO_LARGE', `The file at ${url.host} is larger than ${bytesMax} bytes, the maximum.`)
}

export function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
