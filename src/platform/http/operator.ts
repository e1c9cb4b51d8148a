import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

/**
 * Lets those who run the service in: OPERATOR_TOKEN in X-Operator-Token, compared in constant time.
 * @throws AppError UNAUTHORIZED
 */
export function requireOperator(request: FastifyRequest, token: string): void {
  const given = request.headers['x-operator-token']
  if (typeof given !== 'string' || !timingSafeEqual(hashOf(given.trim()), hashOf(token)))
    throw new AppError('UNAUTHORIZED', 'X-Operator-Token is missing, or is not OPERATOR_TOKEN of this service.')
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
