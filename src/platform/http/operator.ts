import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { AppError, invalid } from '../errors.ts'

const NAME = /^[^\p{Cc}]{1,100}$/u

/**
 * Returns the acting person, for the audit: X-Operator-As. Production needs it where something is changed; elsewhere it
 * is "operator".
 * @throws AppError INVALID
 */
export function operatorOf(request: FastifyRequest, environment: string): string {
  const given = request.headers['x-operator-as']
  const name = typeof given === 'string' ? Buffer.from(given, 'latin1').toString('utf8').trim() : ''
  if (name !== '' && NAME.test(name)) return `person:${name}`
  if (given === undefined && environment !== 'production') return 'operator'
  throw invalid([
    {
      pointer: '?X-Operator-As',
      code: given === undefined ? 'REQUIRED' : 'WRONG_FORM',
      message: 'must name who does this, for the audit: 1 to 100 characters in UTF-8',
      ...(given === undefined ? {} : { received: name }),
    },
  ])
}

/**
 * Lets those who run the service in: OPERATOR_TOKEN in X-Operator-Token, compared in constant time.
 * @throws AppError UNAUTHORIZED
 */
export function requireOperator(request: FastifyRequest, token: string): void {
  if (!bearsOperatorToken(request, token))
    throw new AppError('UNAUTHORIZED', 'X-Operator-Token is missing, or is not OPERATOR_TOKEN of this service.')
}

/** Compared in constant time. */
export function bearsOperatorToken(request: FastifyRequest, token: string): boolean {
  const given = request.headers['x-operator-token']
  return typeof given === 'string' && timingSafeEqual(hashOf(given.trim()), hashOf(token))
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
