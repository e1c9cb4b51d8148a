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
export async function hop(url: URL, addresses: readonly ResolvedAddress[], options: HopOptions): Promise<Hop> {
  const { accept, bytesMax, network, signal } = options
  // A separate client, gone with the answer: no connection is shared with another fetch, whose look-up was another.
  const client = new Client(url.origin, {
    allowH2: false,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      lookup: pinnedTo(addresses),
      ...(network.ca === undefined ? {} : { ca: network.ca }),
    },
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: HEADERS_TIMEOUT_MS,
    maxHeaderSize: HEADER_BYTES_MAX,
  })
  try {
    const answer = await client.request({
      method: 'GET',
      path: url.pathname + url.search,
      headers: { accept, 'accept-encoding': 'identity', 'user-agent': 'Saatava' },
      signal,
    })
    // The rest of a body is not wanted, and its end by our hand is no error.
    answer.body.on('error', () => undefined)
    return await read(answer, url, bytesMax)
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

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
