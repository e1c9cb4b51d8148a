/**
 * Fetches a file from an address that a stranger gave (SSRF guard). The name is looked up once, every address it has is
 * checked, and the connection goes to those very addresses: a name that answers otherwise a moment later changes nothing.
 * Redirects are followed by hand, each checked like the first address. The request carries no cookies, no credentials and
 * no proxy of the environment. Time, size and redirects are limited; compressed bodies are refused, so none can unfold to
 * more than it was.
 */
import { broken } from './broken.ts'
import { checkUrl } from './check-url.ts'
import { type Hop, hop } from './hop.ts'
import { type Network, PUBLIC_INTERNET } from './network.ts'
import { FetchRefused } from './refused.ts'
import { resolveChecked } from './resolve.ts'

export interface FetchLimits {
  /** Milliseconds for everything: look-ups, redirects and the body. */
  timeoutMs: number
  bytesMax: number
  /** 3 when not given. */
  redirectsMax?: number
  /** The Accept header; what comes may still be of another type. */
  accept?: string
  /** Ends the fetch early, as TIMEOUT. */
  signal?: AbortSignal
}

export interface Fetched {
  bytes: Uint8Array
  /**
   * Media type that the server states, in lower case and without parameters; "" where it states none. Not to be trusted.
   */
  mediaType: string
  finalUrl: string
}

const REDIRECTS_MAX = 3
const WORDS = { late: 'did not send the file in time', failed: 'The file could not be read from' }

/**
 * @param url as the stranger gave it
 * @param network what may be reached; from the process's configuration, never from a request
 * @throws FetchRefused, and nothing else
 */
export async function safeFetch(
  url: string,
  limits: FetchLimits,
  network: Network = PUBLIC_INTERNET,
): Promise<Fetched> {
  const time = AbortSignal.timeout(limits.timeoutMs)
  const signal = limits.signal === undefined ? time : AbortSignal.any([time, limits.signal])
  const options = { accept: limits.accept ?? '*/*', bytesMax: limits.bytesMax, network, signal }
  const redirectsMax = limits.redirectsMax ?? REDIRECTS_MAX
  let at = checkUrl(url, network)
  for (let redirects = 0; ; redirects++) {
    const answer = await hopTo(at, options)
    if ('bytes' in answer) return { ...answer, finalUrl: at.href }
    if (redirects === redirectsMax) {
      throw new FetchRefused('TOO_MANY_REDIRECTS', `The address redirects more than ${redirectsMax} times.`)
    }
    at = checkUrl(answer.location, network, at)
  }
}

async function hopTo(url: URL, options: Parameters<typeof hop>[2]): Promise<Hop> {
  try {
    const addresses = await resolveChecked(url, options.network, options.signal)
    return await hop(url, addresses, options)
  } catch (error) {
    throw error instanceof FetchRefused ? error : broken(error, url, options.signal, WORDS)
  }
}
