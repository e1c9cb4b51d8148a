/** An operation on its way out: RFC 9745 says since when it is deprecated, RFC 8594 when it ends. */
import type { FastifyReply } from 'fastify'

export interface Deprecation {
  /** Civil date, by UTC. */
  since: string
  /** Civil date from which on it may be gone; none is set without it. */
  sunset?: string
  /** Address of the page that says what to use instead. */
  link: string
}

/** Each answer of the operation has these headers, errors too. A page's own Link is added to this one. */
export function deprecationHeaders({ since, sunset, link }: Deprecation): Record<string, string> {
  return {
    deprecation: `@${Date.parse(since) / 1_000}`,
    ...(sunset === undefined ? {} : { sunset: new Date(sunset).toUTCString() }),
    link: `<${link}>; rel="deprecation"; type="text/html"`,
  }
}

/** Sets headers, and keeps a Link that is there already. */
export function setHeaders(reply: FastifyReply, headers: Record<string, string>): void {
  const there = reply.getHeader('link')
  reply.headers(headers)
  if (typeof there === 'string' && headers['link'] !== undefined) reply.header('link', `${there}, ${headers['link']}`)
}
