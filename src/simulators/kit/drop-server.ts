/**
 * The other side of a drop over HTTP, as a simulator plays it: `PUT out/{name}`, `GET out/{name}`, `GET in`,
 * `GET in/{name}`, `DELETE in/{name}`, `POST in/{name}/bad`. Faults are played on PUT; on what is read from in/ only
 * those that were ordered for company "in".
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AnswerBook } from './answer-book.ts'
import { playFault } from './answer-fault.ts'
import type { FaultOrder } from './faults.ts'
import type { SimulatorKit } from './simulator.ts'

export interface StoreAnswer {
  status: number
  code: string
  message: string
}

export interface DropSide {
  /** The bearer token of callers: a wrong token is refused, a missing one is accepted, since it is a sandbox. */
  key: string
  fileBytesMax: number
  /** Checks a file and takes it. */
  store(name: string, bytes: Buffer): StoreAnswer | Promise<StoreAnswer>
  /** Returns the stored bytes of a file. */
  file(name: string): Buffer | undefined
  answers: AnswerBook
  archive(name: string, as: 'done' | 'bad'): void
}

const NAMES_MAX = 1_000
const IN = 'in'

interface Params {
  name: string
}

export function mountDrop(app: FastifyInstance, kit: SimulatorKit, side: DropSide): void {
  const now = () => kit.now().getTime()
  app.addHook('onRequest', async (request, reply) => {
    const { authorization } = request.headers
    if (authorization === undefined || authorization === `Bearer ${side.key}`) return
    await say(reply, 401, 'DROP_KEY', 'The bearer token does not open this drop.')
  })
  app.put<{ Params: Params }>('/out/:name', { bodyLimit: side.fileBytesMax }, (request, reply) =>
    put(kit, side, request, reply),
  )
  app.get<{ Params: Params }>('/out/:name', (request, reply) => {
    const bytes = side.file(request.params.name)
    if (bytes === undefined) return say(reply, 404, 'NO_SUCH_FILE', 'There is no such file.')
    return reply.type('application/octet-stream').send(bytes)
  })
  app.get<{ Querystring: { after?: string; max?: string } }>('/in', async (request, reply) => {
    if (await disturbed(kit, request, reply)) return reply
    const max = Math.min(Math.max(Number(request.query.max ?? NAMES_MAX) || 1, 1), NAMES_MAX)
    return { files: side.answers.list(request.query.after ?? '', max, now()) }
  })
  app.get<{ Params: Params }>('/in/:name', async (request, reply) => {
    if (await disturbed(kit, request, reply)) return reply
    const body = side.answers.read(request.params.name, now())
    if (body === undefined) return say(reply, 404, 'NO_SUCH_FILE', 'There is no such file.')
    return reply.type('application/json').send(body)
  })
  app.delete<{ Params: Params }>('/in/:name', async (request, reply) => {
    if (await disturbed(kit, request, reply)) return reply
    side.archive(request.params.name, 'done')
    return reply.code(204).send()
  })
  app.post<{ Params: Params }>('/in/:name/bad', (request, reply) => {
    side.archive(request.params.name, 'bad')
    return reply.code(204).send()
  })
}

async function put(
  kit: SimulatorKit,
  side: DropSide,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
): Promise<unknown> {
  const before = kit.faults.take('before', 'out')
  if (before !== undefined && (await playFault(before, request, reply))) return reply
  const refusal = before === undefined ? null : inOwnWords(before)
  if (refusal !== null) return reply.code(refusal.status).send(refusal)
  const { body } = request
  const stored =
    Buffer.isBuffer(body) && body.length > 0
      ? await side.store(request.params.name, body)
      : { status: 400, code: 'EMPTY', message: 'The file is empty.' }
  if (stored.status >= 400 && stored.status !== 409) return reply.code(stored.status).send(stored)
  const after = kit.faults.take('after', 'out')
  if (after !== undefined && (await playFault(after, request, reply))) return reply
  return reply.code(stored.status).send(stored)
}

function inOwnWords({ fault, code, text }: FaultOrder): StoreAnswer | null {
  if (fault === 'MAINTENANCE')
    return { status: 503, code: 'MAINTENANCE', message: 'The drop is closed for maintenance.' }
  if (fault === 'EXPIRED_TOKEN')
    return { status: 401, code: 'DROP_KEY', message: 'The drop does not know this key any more.' }
  if (fault === 'REFUSE') return { status: 422, code: code ?? 'REFUSED', message: text ?? 'The file was refused.' }
  return null
}

async function disturbed(kit: SimulatorKit, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  if (!kit.faults.list().some(({ company }) => company === IN)) return false
  const fault = kit.faults.take('before', IN)
  if (fault === undefined) return false
  if (await playFault(fault, request, reply)) return true
  const said = inOwnWords(fault)
  if (said === null) return false
  await reply.code(said.status).send(said)
  return true
}

function say(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ code, message })
}
