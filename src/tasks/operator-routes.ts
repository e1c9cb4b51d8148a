/** GET /api/v1/operator/tasks: what needs a person, for those who run the service; there is none without OPERATOR_TOKEN. */
import { UUID } from '@saatava/core/ids.ts'
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../platform/context.ts'
import { type Fault, invalid } from '../platform/errors.ts'
import { readCursor, writeCursor } from '../platform/http/cursor.ts'
import { operatorCtx, requireOperator } from '../platform/http/operator.ts'
import { TASK_KIND_NAMES, type TaskKindName } from './kinds.ts'
import { listTasks } from './list-tasks.ts'
import { presentTask } from './present.ts'

const PATH = '/api/v1/operator/tasks'
const LIMIT_DEFAULT = 100
const TASKS_LIMIT_MAX = 1_000

export function taskRoutes(app: FastifyInstance, platform: Platform): void {
  const token = platform.config.operatorToken
  if (token === undefined) return
  app.get<{ Querystring: Record<string, unknown> }>(PATH, {
    onRequest: async (request) => requireOperator(request, token),
    handler: async (request, reply) => {
      const query = readQuery(request.query)
      const { tasks, next } = await listTasks(operatorCtx(request, platform), query)
      if (next !== undefined) reply.header('link', `<${nextUrl(request.query, next)}>; rel="next"`)
      return reply.header('cache-control', 'no-store').send({ tasks: tasks.map(presentTask) })
    },
  })
}

const isBoolean = (text: string) => text === 'true' || text === 'false'

const READERS: Record<string, { fits: (text: string) => boolean; right: string }> = {
  kind: {
    fits: (text) => TASK_KIND_NAMES.includes(text as TaskKindName),
    right: `must be one of ${TASK_KIND_NAMES.join(', ')}`,
  },
  client: { fits: (text) => /^\d{1,15}$/.test(text), right: 'must be a client’s number; 0 is the agency itself' },
  assignee: { fits: (text) => /^[^\p{Cc}]{1,100}$/u.test(text), right: 'must be a person’s name' },
  overdue: { fits: isBoolean, right: 'must be true or false' },
  snoozed: { fits: isBoolean, right: 'must be true (also those that are hidden) or false' },
  limit: {
    fits: (text) => /^[1-9]\d{0,3}$/.test(text) && Number(text) <= TASKS_LIMIT_MAX,
    right: `must be a whole number from 1 to ${TASKS_LIMIT_MAX}`,
  },
  cursor: { fits: (text) => /^[\w-]{1,100}$/.test(text), right: 'must be the cursor of a Link header, unchanged' },
}

function readQuery(query: Record<string, unknown>): Parameters<typeof listTasks>[1] {
  const faults = Object.entries(query).flatMap(([name, value]): Fault[] => {
    const reader = READERS[name]
    if (reader === undefined) {
      const known = Object.keys(READERS).join(', ')
      return [{ pointer: `?${name}`, code: 'UNKNOWN_PARAMETER', message: `is not known; known are ${known}` }]
    }
    if (typeof value === 'string' && reader.fits(value)) return []
    return [{ pointer: `?${name}`, code: 'INVALID', message: reader.right, received: value }]
  })
  if (faults.length > 0) throw invalid(faults)
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : null)
  const client = text('client')
  const limit = text('limit')
  const cursor = text('cursor')
  return {
    kind: text('kind') as TaskKindName | null,
    clientId: client === null ? null : Number(client),
    assignee: text('assignee'),
    overdue: text('overdue') === 'true',
    snoozed: text('snoozed') === 'true',
    after: cursor === null ? null : (readCursor(cursor, UUID)[0] ?? null),
    limit: limit === null ? LIMIT_DEFAULT : Number(limit),
  }
}

function nextUrl(query: Record<string, unknown>, next: string): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (name !== 'cursor') parameters.set(name, String(value))
  parameters.set('cursor', writeCursor([next]))
  return `${PATH}?${parameters.toString()}`
}
