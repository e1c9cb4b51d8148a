/** The headers of every answer of the console: the browser itself refuses whatever would come from elsewhere. */
import type { FastifyReply } from 'fastify'

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'"
const HSTS = 'max-age=31536000; includeSubDomains'

export function secureHeaders(reply: FastifyReply, origin: string): void {
  reply.headers({
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // With "no-referrer" browsers would send "Origin: null" with forms.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    ...(origin.startsWith('https:') ? { 'strict-transport-security': HSTS } : {}),
  })
  if (reply.getHeader('cache-control') === undefined) reply.header('cache-control', 'no-store')
}
