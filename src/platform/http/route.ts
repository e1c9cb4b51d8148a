/**
 * How every endpoint is declared: method, path, who may call it, what goes in and out, and one handler `(ctx, input)`.
 * The declaration is also what /openapi.json is made of, and what the tests of protection and isolation enumerate.
 */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { type Permission, type ReachOf, reachOf } from '../../permissions/permissions.ts'
import type { ClientCtx, Ctx, PartnerCtx, Platform } from '../context.ts'
import { AppError, type Fault, invalid } from '../errors.ts'
import { csvWriter, prefersCsv } from './csv.ts'
import { type Deprecation, deprecationHeaders, setHeaders } from './deprecation.ts'
import { type Prefer, preferOf } from './prefer.ts'
import { type Cleaner, type UnknownField, compileCleaner, ignoredText, textFaults, unknownFault } from './shape.ts'
import { type QueryCheck, checkQuery, warningsHeader } from './unknown-query.ts'
import { faultsOf, validatorOfBody, validatorOfQuery } from './validation.ts'

/** The permissions that a route of the partner API may name: those of the agency are for its own people. */
export type RoutePermission = { [P in Permission]: ReachOf<P> extends 'agency' ? never : P }[Permission]

export interface Warning {
  code: string
  message: string
  pointer?: string
}

export interface Answer {
  status?: number
  /** Undefined, and no content: 204. */
  body?: Record<string, unknown> | unknown[]
  /** Instead of a JSON body: a file, or lines as they come. */
  content?: { data: Buffer | Readable; mediaType: string }
  /** With `etag`, a reader that names it in If-None-Match is answered with 304. */
  headers?: Record<string, string>
  warnings?: Warning[]
}

/** A renewal also serves tokens that have expired, and looks at the token itself. */
type CtxOf<P extends RoutePermission> = P extends 'token.renew'
  ? Ctx
  : ReachOf<P> extends 'either'
    ? ClientCtx | PartnerCtx
    : ReachOf<P> extends 'partner'
      ? PartnerCtx
      : ClientCtx

export interface Idempotency {
  key: string
  bodyHash: Buffer
}

interface Input<B, Q, P> {
  body: B
  query: Q
  params: P
  idempotency: Idempotency | undefined
  tokenText: string
  prefer: Prefer
  /** The body of a route that takes NDJSON, as it arrives. */
  lines: Readable
}

interface RouteResponse {
  description: string
  /** Schema of the JSON body; of a line, where mediaTypes say that there are lines. */
  schema?: TSchema
  example?: unknown
  /** Possible media types of the answer's `content`; without them the body is JSON. */
  mediaTypes?: readonly string[]
}

export interface RouteSpec<A extends RoutePermission, B extends TSchema, Q extends TSchema, P extends TSchema> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** The permission that the caller needs; it also says whose token calls: a client's, or its partner's. */
  permission: A
  /** Names the operation in the OpenAPI description and in what is generated from it: a verb and a noun, for good. */
  operationId: string
  /** One of TAGS (src/docs/openapi/tags.ts). */
  tag: string
  summary: string
  description?: string
  /** The operation is on its way out. */
  deprecated?: Deprecation
  body?: B
  /** The body is NDJSON of any length: lines of `body`, read by the handler itself. */
  ndjson?: boolean
  /** The handler follows the header Prefer. */
  prefers?: true
  query?: Q
  params?: P
  /** A GET that changes rows: HEAD of its path is 405, so that a link checker or a prefetch changes nothing. */
  writes?: true
  /** The path is part of the published API: an unknown query parameter is answered, unless it resembles a known one. */
  published?: true
  /** `refuse`: an unknown field is a 400, because a typo in it would silently undo or not do what was meant. */
  unknownFields?: 'refuse'
  /**
   * The answer is a list, and `Accept: text/csv` gives its rows as CSV: the name of the rows in the body, or '' where the
   * body itself is the list.
   */
  csv?: string
  /** Schemas of successes by status; problems are added for all. */
  responses: Record<number, RouteResponse>
  bodyExamples?: Record<string, unknown>
  handler(ctx: CtxOf<A>, input: Input<Static<B>, Static<Q>, Static<P>>): Promise<Answer>
}

/** True where a partner's provisioning token calls, and not a client's. */
export function isOfPartner({ permission }: Pick<AnyRouteSpec, 'permission'>): boolean {
  return reachOf(permission) === 'partner'
}

export type AnyRouteSpec = Omit<RouteSpec<RoutePermission, TSchema, TSchema, TSchema>, 'handler'>

declare module 'fastify' {
  interface FastifyInstance {
    platform: Platform
    routeSpecs: AnyRouteSpec[]
    authorize(request: FastifyRequest, reply: FastifyReply, permission: RoutePermission): Promise<Ctx>
  }
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/

export function route<A extends RoutePermission, B extends TSchema, Q extends TSchema, P extends TSchema>(
  app: FastifyInstance,
  spec: RouteSpec<A, B, Q, P>,
): void {
  const json = spec.ndjson === true ? undefined : spec.body
  const cleaner = json ? compileCleaner(json, spec.method === 'PATCH' ? 'clear' : undefined) : undefined
  const validateBody = json ? validatorOfBody(json) : undefined
  const validateQuery = spec.query ? validatorOfQuery(spec.query) : undefined
  const validateParams = spec.params ? validatorOfQuery(spec.params) : undefined
  const listSchema = spec.responses[200]?.schema
  const writeCsv = spec.csv === undefined || listSchema === undefined ? undefined : csvWriter(listSchema, spec.csv)
  app.routeSpecs.push(spec)
  const outdated = spec.deprecated && deprecationHeaders(spec.deprecated)
  const queryNames = Object.keys((spec.query as { properties?: object } | undefined)?.properties ?? {})
  const lenient = spec.published === true && app.platform.config.unknownQuery === 'warn'
  const queryCheck = (request: FastifyRequest): QueryCheck =>
    checkQuery(request.query as Record<string, unknown>, queryNames, lenient)

  app.route({
    method: spec.method,
    url: spec.path,
    exposeHeadRoute: spec.writes !== true,
    // Before the body is read: a stranger's 10 MiB are not worth parsing.
    onRequest: async (request, reply) => {
      if (outdated !== undefined) reply.headers(outdated)
      request.ctx = await app.authorize(request, reply, spec.permission)
    },
    handler: async (request, reply) => {
      const faults: Fault[] = []
      const unknown = cleaner ? cleanBody(request, cleaner, faults) : []
      if (spec.unknownFields === 'refuse') faults.push(...unknown.map(unknownFault))
      const query = queryCheck(request)
      faults.push(...query.faults)
      if (validateBody) faults.push(...faultsOf(validateBody(request.body)))
      if (validateQuery) faults.push(...faultsOf(validateQuery(request.query), '?'))
      if (validateParams) faults.push(...faultsOf(validateParams(request.params), '{'))
      if (validateQuery) faults.push(...textFaults(request.query, (name) => `?${name}`))
      if (validateParams) faults.push(...textFaults(request.params, (name) => `{${name}}`))
      if (faults.length > 0) throw invalid(faults)
      if (request.body instanceof Readable !== (spec.ndjson === true)) throw wrongType(spec.ndjson === true)
      const answer = await spec.handler(request.ctx as CtxOf<A>, {
        body: request.body as Static<B>,
        query: request.query as Static<Q>,
        params: request.params as Static<P>,
        idempotency: spec.method === 'GET' ? undefined : idempotencyOf(request),
        tokenText: String(request.headers['x-api-key']),
        prefer: preferOf(request),
        lines: request.body as Readable,
      })
      if (query.ignored.length > 0) reply.header('x-saatava-warnings', warningsHeader(query.ignored))
      if (writeCsv !== undefined) reply.header('vary', 'Accept')
      if (writeCsv !== undefined && answer.body !== undefined && prefersCsv(request.headers.accept))
        return send(reply, { ...answer, content: writeCsv(answer.body) }, [])
      return send(reply, answer, unknown)
    },
  })
  if (spec.writes === true) refuseHead(app, spec.path, spec.permission)
}

function refuseHead(app: FastifyInstance, path: string, permission: RoutePermission): void {
  app.route({
    method: 'HEAD',
    url: path,
    config: { refuses: true },
    onRequest: async (request, reply) => {
      request.ctx = await app.authorize(request, reply, permission === 'token.renew' ? 'token.use' : permission)
    },
    handler: (_request, reply) => {
      const methods = app.routeSpecs.filter((spec) => spec.path === path).map(({ method }) => method)
      reply.header('allow', methods.join(', '))
      throw new AppError('METHOD_NOT_ALLOWED', `HEAD ${path} is not allowed: GET of this path changes stored data.`)
    },
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    ctx: Ctx | undefined
    /** Where the request came from; behind proxies that TRUSTED_PROXIES names, what they say. */
    readonly remoteAddress: string | undefined
  }
}

function wrongType(ndjson: boolean): AppError {
  const type = ndjson ? 'application/x-ndjson, one JSON object a line' : 'application/json'
  return new AppError('UNSUPPORTED_MEDIA_TYPE', `The body must be sent as Content-Type: ${type}.`)
}

function cleanBody(request: FastifyRequest, cleaner: Cleaner, faults: Fault[]): UnknownField[] {
  if (request.body instanceof Readable) throw wrongType(false)
  if (request.body === undefined) {
    throw new AppError('MALFORMED', 'The body is missing. Send a JSON object with Content-Type: application/json.')
  }
  const cleaned = cleaner(request.body, request.suspiciousText)
  faults.push(...cleaned.faults)
  return cleaned.unknown
}

function idempotencyOf(request: FastifyRequest): Idempotency | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) {
    throw invalid([
      {
        pointer: '?Idempotency-Key',
        code: 'WRONG_FORM',
        message: 'must be 1 to 255 printable ASCII characters',
        received: key,
      },
    ])
  }
  return { key, bodyHash: request.bodyHash ?? Buffer.alloc(0) }
}

function send(reply: FastifyReply, answer: Answer, unknown: UnknownField[]): FastifyReply {
  if (answer.headers) setHeaders(reply, answer.headers)
  const etag = answer.headers?.['etag']
  if (etag !== undefined && reply.request.headers['if-none-match'] === etag) return reply.code(304).send()
  if (answer.content)
    return reply
      .code(answer.status ?? 200)
      .type(answer.content.mediaType)
      .send(answer.content.data)
  if (answer.body === undefined) return reply.code(204).send()
  const warnings = [
    ...(answer.warnings ?? []),
    ...unknown.map((field) => ({ code: 'UNKNOWN_FIELD', message: ignoredText(field), pointer: field.pointer })),
  ]
  reply.code(answer.status ?? 200).type('application/json; charset=utf-8')
  // JSON.stringify of small answers is as fast as a compiled serializer, and never drops a field that is missing in its schema.
  const body = warnings.length > 0 && !Array.isArray(answer.body) ? { ...answer.body, warnings } : answer.body
  return reply.send(JSON.stringify(body))
}
