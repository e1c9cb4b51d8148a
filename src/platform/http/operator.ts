import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Actor, Ctx, Platform } from '../context.ts'
import { AppError, invalid } from '../errors.ts'

const BY_TOKEN = 'token:operator'
const NAME = /^[^\p{Cc}]{1,100}$/u

/** The context of an operator's request that only reads. */
export function operatorCtx(request: FastifyRequest, platform: Platform): Ctx {
  return {
    ...{ platform, log: platform.log, requestId: request.id },
    ...{ actor: BY_TOKEN, token: 'operator', remoteAddress: request.remoteAddress },
  }
}

/** The context of an operator's request that changes something. @throws AppError INVALID production gets no name of the person */
export function actingOperatorCtx(request: FastifyRequest, platform: Platform): Ctx {
  return { ...operatorCtx(request, platform), actor: actorOf(request, platform.config.environment) }
}

/** The acting person, by X-Operator-As. Production needs it; elsewhere the token may stand for its bearer. */
function actorOf(request: FastifyRequest, environment: string): Actor {
  const given = request.headers['x-operator-as']
  const name = typeof given === 'string' ? Buffer.from(given, 'latin1').toString('utf8').trim() : ''
  if (name !== '' && NAME.test(name)) return `user:${name}`
  if (given === undefined && environment !== 'production') return BY_TOKEN
  throw invalid([
    {
      pointer: '?X-Operator-As',
      code: given === undefined ? 'REQUIRED' : 'WRONG_FORM',
      message: 'must name the person who does this, for the audit: 1 to 100 characters in UTF-8',
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
