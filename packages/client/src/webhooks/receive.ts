/**
 * Receivers for the usual servers. Each reads the raw body, verifies it, calls the handler with the events, and answers:
 * 204 when the handler has finished, 401 for a signature that does not hold, 500 when the handler fails, so that the
 * webhook is sent again.
 */
import type { WebhookEvent } from '../../generated/api.ts'
import { eventsOf } from './body.ts'
import { type RawBody, type VerifyOptions, type WebhookHeaders, WebhookVerificationError, verify } from './verify.ts'

/** A batch of events has at most 256 KiB. */
const BODY_BYTES_MAX = 1024 * 1024

type Secrets = string | readonly string[]

/** Stores the events; the same event may come again, with the same `eventId`. */
export type WebhookHandler = (events: WebhookEvent[]) => Promise<void> | void

export interface ReceiveOptions extends VerifyOptions {
  /** Hears why a request was refused or the handler failed. */
  onFailure?: ((error: unknown) => void) | undefined
}

async function statusOf(
  read: () => Promise<RawBody>,
  headers: WebhookHeaders,
  secrets: Secrets,
  handler: WebhookHandler,
  options: ReceiveOptions,
): Promise<204 | 401 | 500> {
  try {
    await handler(eventsOf(await verify(await read(), headers, secrets, options)))
    return 204
  } catch (error) {
    options.onFailure?.(error)
    return error instanceof WebhookVerificationError ? 401 : 500
  }
}

/** For servers that speak `Request` and `Response`: workers, Deno, Bun, Next.js and others. */
export function forRequest(
  secrets: Secrets,
  handler: WebhookHandler,
  options: ReceiveOptions = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    const status = await statusOf(() => request.arrayBuffer(), request.headers, secrets, handler, options)
    return new Response(null, { status })
  }
}

/** For Hono: `app.post('/webhooks', forHono(secrets, handler))`. */
export function forHono(
  secrets: Secrets,
  handler: WebhookHandler,
  options?: ReceiveOptions,
): (context: { req: { raw: Request } }) => Promise<Response> {
  const receive = forRequest(secrets, handler, options)
  return ({ req }) => receive(req.raw)
}

interface NodeRequest extends AsyncIterable<Uint8Array | string> {
  headers: Record<string, string | string[] | undefined>
  body?: unknown
}

interface NodeResponse {
  statusCode: number
  end(): unknown
}

/** For Express: `app.post('/webhooks', forExpress(secrets, handler))`, before `express.json()`. Also for plain node:http. */
export function forExpress(
  secrets: Secrets,
  handler: WebhookHandler,
  options: ReceiveOptions = {},
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (request, response) => {
    const read = async () => (request.body === undefined ? await readAll(request) : (request.body as RawBody))
    response.statusCode = await statusOf(read, request.headers, secrets, handler, options)
    response.end()
  }
}

async function readAll(chunks: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    const part = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
    length += part.length
    if (length > BODY_BYTES_MAX) throw new WebhookVerificationError('TOO_LARGE', 'The body is larger than 1 MiB.')
    parts.push(part)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

interface FastifyApp {
  addContentTypeParser(
    type: string,
    options: { parseAs: 'buffer' },
    parse: (request: unknown, body: Uint8Array, done: (error: null, body: unknown) => void) => void,
  ): unknown
  post(path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): unknown
}

interface FastifyRequest {
  headers: Record<string, string | string[] | undefined>
  body: unknown
}

interface FastifyReply {
  code(status: number): { send(): unknown }
}

/** For Fastify: `app.register(forFastify(secrets, handler), { prefix: '/webhooks' })`; other routes keep their parser. */
export function forFastify(
  secrets: Secrets,
  handler: WebhookHandler,
  options: ReceiveOptions = {},
): (app: FastifyApp) => Promise<void> {
  return async (app) => {
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    app.post('/', async ({ body, headers }, reply) =>
      reply.code(await statusOf(async () => body as RawBody, headers, secrets, handler, options)).send(),
    )
  }
}
