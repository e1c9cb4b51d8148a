import type { FastifyRequest } from 'fastify'
import { AppError } from '../platform/errors.ts'

/**
 * Refuses requests that another site makes a browser send. A browser says by Sec-Fetch-Site where a request comes from; an
 * old browser says it by Origin. A request that changes something and says neither is refused too.
 * @throws AppError FORBIDDEN
 */
export function requireSameOrigin(request: Pick<FastifyRequest, 'method' | 'headers'>, origin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  const isOwn = site === undefined ? request.headers.origin === origin : site === 'same-origin' || site === 'none'
  if (isOwn) return
  throw new AppError('FORBIDDEN', 'The request came from another site. Open the console itself, and do it there.')
}
