/** Headers that an answer has unless its page sets its own, such as the console. */
import type { FastifyReply, FastifyRequest } from 'fastify'

const HSTS = 'max-age=31536000; includeSubDomains'

/** @param httpsHost the host that is known to be reached by https; undefined where none is */
export function addSecureHeaders(request: FastifyRequest, reply: FastifyReply, httpsHost: string | undefined): void {
  unless(reply, 'x-content-type-options', 'nosniff')
  unless(reply, 'referrer-policy', 'no-referrer')
  if (httpsHost !== undefined && request.host === httpsHost) unless(reply, 'strict-transport-security', HSTS)
  if (!request.url.startsWith('/api/')) return
  // The API has no pages: a browser that is led here shows nothing and runs nothing.
  unless(reply, 'content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  unless(reply, 'cache-control', 'no-store')
}

function unless(reply: FastifyReply, name: string, value: string): void {
  if (reply.getHeader(name) === undefined) reply.header(name, value)
}
