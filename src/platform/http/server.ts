/** The Fastify server: request ids, tokens, rate limits, problems, logs and metrics. Routes are registered by the nouns. */
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { hasScope, isFromAllowed } from '../auth/allowed.ts'
import type { TokenRow } from '../auth/queries.ts'
import type { TokenCheck, Tokens } from '../auth/tokens.ts'
import { noteWrong, refuseGuesses } from '../auth/wrong-token.ts'
import { PERMISSIONS } from '../../permissions/permissions.ts'
import { type ClientCtx, type Ctx, type PartnerCtx, type Platform, clientCtx } from '../context.ts'
import { isDatabaseUnavailable, isDeadlock } from '../database.ts'
import { AppError, problemOf } from '../errors.ts'
import { followMethods } from './allowed-methods.ts'
import { answerUnreadable } from './connection-errors.ts'
import { BODY_BYTES_MAX, acceptJson } from './json-body.ts'
import { remoteAddressOf } from './remote-address.ts'
import { createRateLimit } from './rate-limit.ts'
import type { RoutePermission } from './route.ts'
import { addSecureHeaders } from './secure-headers.ts'

const REQUEST_ID = /^[\w-]{1,64}$/
const HEADERS_TIMEOUT_MS = 30_000
const REQUEST_TIMEOUT_MS = 120_000
const RETRY_AFTER_SECONDS = 5
/** Length of a path’s part as it is written: an identifier of 64 characters, each up to four bytes as %XX. */
const PARAM_LENGTH_MAX = 64 * 12

export interface ServerParts {
  platform: Platform
  tokens: Tokens
}

export function createServer({ platform, tokens }: ServerParts): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()
    },
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: 0,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX, ignoreTrailingSlash: true },
    // Paths that cannot be read never reach a route, nor its hooks.
    frameworkErrors: (error, request, reply) => {
      void answerError(platform, error, request, reply.header('x-request-id', request.id))
    },
    return503OnClosing: true,
    clientErrorHandler: answerUnreadable,
    forceCloseConnections: 'idle',
  })
  app.server.headersTimeout = HEADERS_TIMEOUT_MS
  app.decorate('platform', platform)
  app.decorate('routeSpecs', [])
  app.decorate('authorize', authorizer(platform, tokens))
  app.decorateRequest('ctx', undefined)
  app.decorateRequest('remoteAddress', {
    getter(this: FastifyRequest) {
      return remoteAddressOf(this.socket.remoteAddress, this.headers, platform.config.proxies)
    },
  })
  acceptJson(app)
  const methodsOf = followMethods(app)
  const httpsHost = httpsHostOf(platform.config.console.origin)
  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('x-request-id', request.id)
    addSecureHeaders(request, reply, httpsHost)
    return payload
  })
  app.addHook('onResponse', async (request, reply) => observe(platform, request, reply))
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => answerError(platform, error, request, reply))
  app.setNotFoundHandler((request, reply) => answerError(platform, noRoute(request, reply, methodsOf), request, reply))
  return app
}

/** 405 names the methods of a path that is known, in the header Allow too. */
function noRoute(request: FastifyRequest, reply: FastifyReply, methodsOf: (path: string) => string[]): AppError {
  const path = pathOf(request)
  const methods = methodsOf(path)
  if (methods.length === 0)
    return new AppError('NOT_FOUND', `There is no ${request.method} ${path}; /docs lists what there is.`)
  reply.header('allow', methods.join(', '))
  return new AppError(
    'METHOD_NOT_ALLOWED',
    `${request.method} ${path} is not allowed; the path takes ${methods.join(', ')}.`,
  )
}

/** The host of an origin that browsers reach by https. */
function httpsHostOf(origin: string | undefined): string | undefined {
  return origin?.startsWith('https:') === true ? new URL(origin).host : undefined
}

function authorizer(platform: Platform, tokens: Tokens) {
  const limit = createRateLimit(platform.config.rateLimitPerSecond, platform.config.rateLimitBurst)
  return async (request: FastifyRequest, reply: FastifyReply, permission: RoutePermission): Promise<Ctx> => {
    const header = request.headers['x-api-key']
    const text = typeof header === 'string' ? header.trim() : undefined
    // A token that was in use here lately still works: nobody is locked out by a neighbour behind the same address.
    if (!tokens.isKnown(text)) refuseGuesses(platform, tokens.wrong, request)
    const check = await tokens.check(text)
    const base: Ctx = {
      platform,
      log: platform.log,
      requestId: request.id,
      actor: `token:${check.row?.tokenId ?? 'none'}`,
      token: check.row?.tokenId,
      remoteAddress: request.remoteAddress,
    }
    if (check.row) {
      const rate = limit.take(check.row.tokenId)
      reply.header('ratelimit-policy', limit.policy)
      reply.header('ratelimit', `"token";r=${rate.remaining};t=${rate.resetSeconds}`)
      if (!rate.allowed) {
        throw new AppError(
          'TOO_MANY_REQUESTS',
          `This token may send ${platform.config.rateLimitPerSecond} requests a second.`,
          {
            retryAfterSeconds: rate.resetSeconds,
          },
        )
      }
    }
    if (check.state !== 'valid' && text !== undefined && text !== '')
      noteWrong(platform, tokens.wrong, request, check.state)
    if (check.row !== undefined && !isFromAllowed(check.row, request.remoteAddress)) {
      noteWrong(platform, tokens.wrong, request, 'address')
      throw new AppError('FORBIDDEN', `This token is not taken from the address ${request.remoteAddress ?? 'unknown'}.`)
    }
    // Renewal also serves tokens that have expired; it does its own, stricter check on the stored row.
    if (permission === 'token.renew') return base
    if (check.state !== 'valid' || check.row === undefined) throw unauthorized(check, header)
    return contextOf(base, check.row, permission)
  }
}

function contextOf(base: Ctx, row: TokenRow, permission: RoutePermission): ClientCtx | PartnerCtx {
  const { reach } = PERMISSIONS[permission]
  const isOfPartner = reach === 'either' ? row.clientId === null : reach === 'partner'
  if (isOfPartner && row.kind !== 'PROVISIONING')
    throw new AppError(
      'FORBIDDEN',
      'This needs the partner’s provisioning token, as creating clients does; this is a client’s access token.',
    )
  if (!isOfPartner && row.clientId === null)
    throw new AppError(
      'FORBIDDEN',
      'This is a provisioning token: it creates and corrects clients. Use the client’s access token.',
    )
  if (!hasScope(row, permission))
    throw new AppError('FORBIDDEN', `This token lacks the scope ${permission}; its scopes are ${scopesOf(row)}.`)
  if (row.clientId !== null) return clientCtx(base, row.clientId)
  return { ...base, partnerId: row.partnerId, partnerCode: row.partnerCode }
}

function scopesOf({ scopes }: TokenRow): string {
  return scopes === null || scopes.length === 0 ? 'none' : scopes.join(', ')
}

const WHY: Record<Exclude<TokenCheck['state'], 'valid'>, string> = {
  unknown: 'The token in X-Api-Key is not known here.',
  expired: 'The token has expired. GET /api/v1/partner/renew with it gives a new one for 30 days.',
  revoked: 'The token was revoked.',
  'other environment': 'The token belongs to another environment.',
}

function unauthorized(check: TokenCheck, given: string | string[] | undefined): AppError {
  const detail = wrongToken(given) ?? (check.state === 'valid' ? WHY.unknown : WHY[check.state])
  return new AppError('UNAUTHORIZED', detail, { extra: { isValid: false, message: detail } })
}

/** Explains a text that is no token at all, whatever the tables hold. */
function wrongToken(given: string | string[] | undefined): string | undefined {
  if (given === undefined) return 'The header X-Api-Key is missing.'
  const text = [given].flat().join(', ').trim()
  if (text === '') return 'The header X-Api-Key is empty: is TOKEN set in this shell?'
  if (/^<.*>$|^\$\w+$/.test(text)) return `X-Api-Key holds the placeholder ${text}: put your token in its place.`
  return undefined
}

function answerError(
  platform: Platform,
  error: FastifyError | AppError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = appErrorOf(error)
  if (known.status >= 500) {
    const line = { requestId: request.id, err: error, method: request.method, path: pathOf(request) }
    platform.log[known.code === 'UNAVAILABLE' ? 'warn' : 'error'](line, known.message)
  }
  // It was not done and is no failure: it waits for a second person.
  if (known.code === 'WAITING')
    return reply.code(202).type('application/json; charset=utf-8').send(JSON.stringify(known.extra))
  if (known.retryAfterSeconds !== undefined) reply.header('retry-after', String(known.retryAfterSeconds))
  const problem = problemOf(known, { id: request.id, path: pathOf(request) })
  return reply.code(known.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem))
}

/** The error as it is answered. */
export function appErrorOf(error: FastifyError | AppError): AppError {
  if (error instanceof AppError) return error
  const options = { cause: error }
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body must be sent as Content-Type: application/json.', options)
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError(
        'TOO_LARGE',
        `The body is larger than ${BODY_BYTES_MAX / 1024 / 1024} MiB; send it in parts.`,
        options,
      )
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return new AppError('MALFORMED', error.message, options)
    default:
  }
  if (isDatabaseUnavailable(error)) {
    return new AppError('UNAVAILABLE', 'The database cannot be reached; nothing was stored. Try again.', {
      ...options,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    })
  }
  if (isDeadlock(error)) {
    return new AppError(
      'UNAVAILABLE',
      'Another request changed the same data at the same time; nothing was stored. Try again.',
      {
        ...options,
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      },
    )
  }
  const status = error.statusCode
  if (status !== undefined && status >= 400 && status < 500) return new AppError('MALFORMED', error.message, options)
  return new AppError('INTERNAL', 'Saatava had an internal error. The requestId identifies the log line.', options)
}

function observe(platform: Platform, request: FastifyRequest, reply: FastifyReply): void {
  const seconds = reply.elapsedTime / 1000
  const route = request.routeOptions.url ?? 'none'
  platform.metrics.requests.observe({ method: request.method, route, status: String(reply.statusCode) }, seconds)
  if (!platform.log.isLevelEnabled('info') || route.startsWith('/health') || route.startsWith('/simulators')) return
  platform.log.info(
    {
      ...{ requestId: request.id, actor: request.ctx?.actor, remoteAddress: request.remoteAddress },
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    `${request.method} ${pathOf(request)} ${reply.statusCode}`,
  )
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url
}
