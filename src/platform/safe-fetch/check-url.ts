/** Checks a URL before anything is asked of the network. */
import { isIP } from 'node:net'
import type { Network } from './network.ts'
import { FetchRefused } from './refused.ts'

export const URL_CHARACTERS_MAX = 2_048

// Whitespace, control characters and "\" are dropped or turned round by URL parsers, each in its own way.
const AMBIGUOUS = /[\p{Cc}\p{Z}\\]/u
const ABSOLUTE = /^[a-z][a-z\d+.-]*:/i
const AUTHORITY = /^(?:[a-z][a-z\d+.-]*:)?\/\/([^/?#]*)/i

/**
 * Suffixes that lead nowhere or inside: RFC 6761, 6762, 7686, 8375 and 9476, ICANN's .internal (2024), and those that
 * ICANN holds back because networks use them (SAC 062: .home, .corp, .mail; .lan and .intranet by custom).
 */
const INSIDE_SUFFIXES = new Set(
  'localhost local internal test invalid onion alt arpa home corp mail lan intranet private'.split(' '),
)

/**
 * Reads a URL, or the Location of a redirect against the URL that sent it, and refuses what must not be fetched.
 * @returns a URL without fragment, whose host is a name or an address in its usual spelling
 * @throws FetchRefused URL_INVALID, SCHEME_NOT_ALLOWED, CREDENTIALS_IN_URL, PORT_NOT_ALLOWED or ADDRESS_NOT_PUBLIC
 */
export function checkUrl(text: string, network: Network, from?: URL): URL {
  const url = parsed(text, from)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && network.allowHttp)) {
    const allowed = network.allowHttp ? 'https and http' : 'https'
    throw new FetchRefused('SCHEME_NOT_ALLOWED', `Only ${allowed} addresses are fetched, not ${url.protocol}//.`)
  }
  if (from?.protocol === 'https:' && url.protocol === 'http:') {
    throw new FetchRefused('SCHEME_NOT_ALLOWED', 'The server redirects from https to http, which is not followed.')
  }
  if (url.username !== '' || url.password !== '') {
    throw new FetchRefused(
      'CREDENTIALS_IN_URL',
      'The address holds a user name or password ("name@"); use an address that needs none, such as a signed link.',
    )
  }
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  if (network.ports !== undefined && !network.ports.has(port)) {
    const allowed = [...network.ports].join(' and ')
    throw new FetchRefused('PORT_NOT_ALLOWED', `Port ${port} is not allowed; allowed ports are ${allowed}.`)
  }
  checkHost(text, url, network)
  url.hash = ''
  return url
}

/** The host without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

function parsed(text: string, from: URL | undefined): URL {
  if (text.length > URL_CHARACTERS_MAX) {
    throw urlInvalid(`is longer than ${URL_CHARACTERS_MAX} characters`)
  }
  if (AMBIGUOUS.test(text) || !text.isWellFormed()) throw urlInvalid('holds spaces, control characters or backslashes')
  // "https:host" and "https:///host" are read by some and not by others.
  const usual = ABSOLUTE.test(text) ? /^[a-z][a-z\d+.-]*:\/\/[^/]/i.test(text) : from && !text.startsWith('///')
  const url = usual ? URL.parse(text, from?.href) : null
  if (url === null) throw urlInvalid('is not a complete URL such as https://example.com/invoice.pdf')
  return url
}

function checkHost(text: string, url: URL, network: Network): void {
  const host = hostOf(url)
  const family = isIP(host)
  if (family !== 0) {
    // 2130706433, 0x7f.1 and 127。0。0。1 are 127.0.0.1 to the URL's parser; whoever writes so wants to be misread.
    const written = AUTHORITY.exec(text)?.[1]?.replace(/:\d*$/, '')
    if (family === 4 && written !== undefined && written !== host) throw urlInvalid('has a number as its host')
    if (!network.isReachable(host)) throw notPublic(host)
    return
  }
  const labels = host.split('.')
  // Also a name with a dot at its end: right for name servers, but certificates and lists of names do not have it.
  if (host.length > 253 || labels.some((label) => label === '' || label.length > 63)) {
    throw urlInvalid('has no proper host name')
  }
  const inside = labels.length === 1 || INSIDE_SUFFIXES.has(labels.at(-1) ?? '')
  if (inside && !network.allowInsideNames) throw notPublic(host)
}

export function notPublic(host: string): FetchRefused {
  return new FetchRefused(
    'ADDRESS_NOT_PUBLIC',
    `${host} is not an address of the public internet; give a public address, or send the file itself.`,
  )
}

function urlInvalid(what: string): FetchRefused {
  return new FetchRefused('URL_INVALID', `The address ${what}.`)
}
