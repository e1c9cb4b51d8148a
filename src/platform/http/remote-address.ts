/**
 * The address that a request came from. It is the connection's, unless the connection comes from a proxy that
 * TRUSTED_PROXIES names: then each proxy has written down, at the right end, the address that it was called from. The
 * list is read from the right; the first address that is no trusted proxy's is the caller's. Everything further left was
 * sent by the caller and may be made up.
 *
 * Fastify's `trustProxy` is not used: it reads X-Forwarded-For alone, hands on an entry that is no address as it is, and
 * lets the same proxies set the host and the scheme of a request.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { SocketAddress, isIP, isIPv4 } from 'node:net'
import type { ProxyConfig } from '../../config/trusted-proxies.ts'

const HOPS_MAX = 32
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** @param connection address of the other end of the connection; undefined where it has closed */
export function remoteAddressOf(
  connection: string | undefined,
  headers: IncomingHttpHeaders,
  { trusted, header }: ProxyConfig,
): string | undefined {
  let address = plainAddress(connection ?? '')
  if (address === undefined) return undefined
  const hops = hopsOf(headers[header], header).slice(-HOPS_MAX)
  while (trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')) {
    const next = plainAddress(hops.pop() ?? '')
    // The proxy does not say, or says what is no address: the proxy itself is the last that is known.
    if (next === undefined) return address
    address = next
  }
  return address
}

/** The addresses of a header as they are written, the latest last. */
function hopsOf(value: string | string[] | undefined, header: ProxyConfig['header']): string[] {
  const text = [value ?? []].flat().join(',')
  if (header === 'x-forwarded-for') return listOf(text, ',')
  return listOf(text, ',').map((element) => {
    const named = listOf(element, ';').filter((pair) => /^for=/i.test(pair))
    return named.length === 1 ? unquoted(named[0]?.slice(4) ?? '') : 'unknown'
  })
}

/** Splits outside quotes; empty parts are left out, as RFC 9110 wants it of lists. */
function listOf(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\' && quoted) part += character + text.charAt(++at)
    else if (character === separator && !quoted) {
      parts.push(part.trim())
      part = ''
    } else {
      if (character === '"') quoted = !quoted
      part += character
    }
  }
  return [...parts, part.trim()].filter((one) => one !== '')
}

function unquoted(text: string): string {
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text
}

/** One form for each address: without port, brackets and zone; IPv4 that is written as IPv6 is IPv4. */
function plainAddress(written: string): string | undefined {
  const bare = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(written)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(written)?.[1] ?? written
  const version = isIP(bare)
  if (version === 0) return undefined
  if (version === 4) return bare
  const { address } = new SocketAddress({ address: bare.replace(/%.*$/, ''), family: 'ipv6' })
  return MAPPED.exec(address)?.[1] ?? address
}
