import { isIP } from 'node:net'
import { hostOf, notPublic } from './check-url.ts'
import type { Network, ResolvedAddress } from './network.ts'
import { FetchRefused } from './refused.ts'

const ADDRESSES_TRIED_MAX = 8
/** The name servers have spoken: trying again at once gives the same. */
const FINAL = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'ENONAME'])

/**
 * The addresses to connect to: looked up once, every one of them checked. One that must not be reached refuses the
 * name as a whole, because nobody could say which of them a connection would take.
 * @throws FetchRefused DNS_FAILED or ADDRESS_NOT_PUBLIC
 */
export async function resolveChecked(url: URL, network: Network, signal: AbortSignal): Promise<ResolvedAddress[]> {
  const host = hostOf(url)
  const family = isIP(host)
  const found = family === 0 ? await lookedUp(host, network, signal) : [{ address: host, family: family as 4 | 6 }]
  if (!found.every(({ address }) => network.isReachable(address))) throw notPublic(host)
  return found.slice(0, ADDRESSES_TRIED_MAX)
}

async function lookedUp(host: string, network: Network, signal: AbortSignal): Promise<ResolvedAddress[]> {
  let found: ResolvedAddress[]
  try {
    found = await abortable(network.lookup(host, signal), signal)
  } catch (error) {
    signal.throwIfAborted()
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    const retryable = !FINAL.has(code)
    throw new FetchRefused('DNS_FAILED', `No address was found for ${host} (${code}).`, { retryable, cause: error })
  }
  if (found.length === 0) throw new FetchRefused('DNS_FAILED', `No address was found for ${host}.`)
  return found
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
