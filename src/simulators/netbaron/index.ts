/**
 * A stand-in for NetBaron and the drop before it: files are put over HTTP, imported with the checks the real import is
 * documented to make, booked, and acknowledged with `<name>.ok` or `<name>.error` beside them.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { playFault } from '../kit/answer-fault.ts'
import type { FaultOrder } from '../kit/faults.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { type Books, createBooks } from './books.ts'
import { type Company, fileIn, namesIn } from './company.ts'
import { inspectCompany } from './inspect.ts'
import { dropKeyOf } from '../../connectors/netbaron/sandbox-keys.ts'

const FILE_BYTES_MAX = 16 * 1024 * 1024
const FILES_PER_COMPANY_MAX = 1_000_000
const NAMES_ASKED_MAX = 1_000
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.csv$/

interface Params {
  organisation: string
  '*': string
}

export function createNetbaronSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks(kit)
  return {
    name: 'netbaron',
    mount(app) {
      app.put<{ Params: Params }>('/drop/:organisation/*', (request, reply) => put(kit, books, request, reply))
      app.get<{ Params: Params }>('/drop/:organisation/*', async (request, reply) => {
        const company = await letIn(books, request, reply)
        if (company === null) return reply
        const bytes = fileIn(company, request.params['*'])
        if (bytes === undefined) return say(reply, 404, 'NO_SUCH_FILE', 'There is no such file.')
        return reply.type('application/octet-stream').send(bytes)
      })
      app.get<{ Params: Params; Querystring: { prefix?: string; name?: string | string[] } }>(
        '/drop/:organisation',
        async (request, reply) => {
          const company = await letIn(books, request, reply)
          if (company === null) return reply
          const { prefix, name } = request.query
          const asked = name === undefined ? null : [name].flat().slice(0, NAMES_ASKED_MAX)
          const files = asked?.filter((one) => fileIn(company, one) !== undefined) ?? namesIn(company, prefix ?? '')
          return { files }
        },
      )
      mountCompanies(app, books)
    },
    inspect(organisation) {
      const shown = (company: Company) => {
        books.importDue(company)
        return inspectCompany(company)
      }
      if (organisation !== undefined) return shown(books.company(organisation))
      return { companies: Object.fromEntries([...books.companies].map(([id, company]) => [id, shown(company)])) }
    },
  }
}

/** Test routes: what the company's books look like, and when its import runs. */
function mountCompanies(app: FastifyInstance, books: Books): void {
  app.put<{ Params: { company: string } }>('/companies/:company', (request, reply) => {
    const wrong = books.settings(request.params.company, json(request.body))
    if (wrong !== null) return say(reply, 400, 'SETTINGS', wrong)
    return books.company(request.params.company).settings
  })
  app.post<{ Params: { company: string } }>('/companies/:company/acknowledge', (request) => {
    const name = (json(request.body) as { file?: unknown } | null)?.file
    const company = books.company(request.params.company)
    return { imported: books.importDue(company, typeof name === 'string' ? { name } : {}) }
  })
}

async function put(
  kit: SimulatorKit,
  books: Books,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
): Promise<unknown> {
  const company = await letIn(books, request, reply)
  if (company === null) return reply
  const before = kit.faults.take('before', company.organisation)
  if (before !== undefined && (await playFault(before, request, reply))) return reply
  if (before?.fault === 'MAINTENANCE') return say(reply, 503, 'MAINTENANCE', 'The drop is closed for maintenance.')
  if (before?.fault === 'EXPIRED_TOKEN') return say(reply, 401, 'DROP_KEY', 'The drop does not know this key any more.')
  const stored = store(books, company, request.params['*'], request.body, before)
  if (stored.status >= 400 && stored.status !== 409) return reply.code(stored.status).send(stored)
  const after = kit.faults.take('after', company.organisation)
  if (after !== undefined && (await playFault(after, request, reply))) return reply
  return reply.code(stored.status).send(stored)
}

function store(books: Books, company: Company, name: string, body: unknown, fault: FaultOrder | undefined): Answer {
  if (!FILE_NAME.test(name))
    return answer(400, 'FILE_NAME', 'A file is named with letters, digits, ".", "-", "_" and .csv.')
  if (!Buffer.isBuffer(body) || body.length === 0) return answer(400, 'EMPTY', 'The file is empty.')
  if (body.length > FILE_BYTES_MAX) return answer(413, 'TOO_LARGE', `A file has at most ${FILE_BYTES_MAX} bytes.`)
  const there = company.files.get(name)
  if (there !== undefined) {
    return there.bytes.equals(body)
      ? answer(200, 'SAME', 'The file stands there already.')
      : answer(409, 'DIFFERS', 'Another file of this name stands there.')
  }
  if (company.files.size >= FILES_PER_COMPANY_MAX) return answer(507, 'FULL', 'The drop is full.')
  const refuse =
    fault?.fault === 'REFUSE' ? [fault.code, fault.text].filter(Boolean).join(': ') || 'REFUSED' : undefined
  books.file(company.organisation, name, body, refuse)
  return answer(201, 'CREATED', 'The file was taken.')
}

async function letIn(
  books: Books,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
): Promise<Company | null> {
  const { organisation } = request.params
  if (!organisation.startsWith('sim-') || request.headers['x-drop-key'] !== dropKeyOf(organisation)) {
    await say(reply, 401, 'DROP_KEY', 'X-Drop-Key does not open the drop of this organisation.')
    return null
  }
  const company = books.company(organisation)
  if (company.settings.latencyMs > 0) await sleep(company.settings.latencyMs)
  books.importDue(company)
  return company
}

interface Answer {
  status: number
  code: string
  message: string
}

function answer(status: number, code: string, message: string): Answer {
  return { status, code, message }
}

function say(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send(answer(status, code, message))
}

function json(body: unknown): unknown {
  try {
    return Buffer.isBuffer(body) && body.length > 0 ? JSON.parse(body.toString('utf8')) : {}
  } catch {
    return null
  }
}
