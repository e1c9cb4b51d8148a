/** GET /api/v1/operator/audit: who did what, for those who run the service; there is none without OPERATOR_TOKEN. */
import { UUID } from '@saatava/core/ids.ts'
import type { FastifyInstance } from 'fastify'
import { isCivilDate, startOfDay } from '@saatava/core/dates.ts'
import type { Platform } from '../platform/context.ts'
import { type Fault, invalid } from '../platform/errors.ts'
import { readCursor, writeCursor } from '../platform/http/cursor.ts'
import { operatorCtx, requireOperator } from '../platform/http/operator.ts'
import { type AuditQuery, listAudit } from './list-audit.ts'
import { present } from './present.ts'

const PATH = '/api/v1/operator/audit'
const LIMIT_DEFAULT = 100
const AUDIT_LIMIT_MAX = 1_000
const NUMBER = /^[1-9]\d{0,14}$/
const TEXT = /^[^\p{Cc}]{1,200}$/u

export function auditRoutes(app: FastifyInstance, platform: Platform): void {
  const token = platform.config.operatorToken
  if (token === undefined) return
  app.get<{ Querystring: Record<string, unknown> }>(PATH, {
    onRequest: async (request) => requireOperator(request, token),
    handler: async (request, reply) => {
      const query = readQuery(request.query)
      const ctx = operatorCtx(request, platform)
      const { entries, next } = await listAudit(ctx, query)
      if (next !== undefined) reply.header('link', `<${nextUrl(request.query, next)}>; rel="next"`)
      return reply.header('cache-control', 'no-store').send({ entries: entries.map(present) })
    },
  })
}

const READERS: Record<string, { pattern: (text: string) => boolean; right: string }> = {
  caseId: { pattern: (text) => NUMBER.test(text), right: 'must be a case’s number, such as 5000001' },
  client: { pattern: (text) => /^\d{1,15}$/.test(text), right: 'must be a client’s number; 0 is the agency itself' },
  actor: { pattern: (text) => TEXT.test(text), right: 'must be a person’s name, or an actor in the form of the audit' },
  action: {
    pattern: (text) => /^[a-z.]{1,60}$/.test(text),
    right: 'must be an action, or the beginning of actions, such as payment.',
  },
  since: { pattern: isTime, right: 'must be a date or a date-time' },
  until: { pattern: isTime, right: 'must be a date (inclusive) or a date-time' },
  limit: {
    pattern: (text) => NUMBER.test(text) && Number(text) <= AUDIT_LIMIT_MAX,
    right: `must be a whole number from 1 to ${AUDIT_LIMIT_MAX}`,
  },
  cursor: { pattern: (text) => /^[\w-]{1,100}$/.test(text), right: 'must be the cursor of a Link header, unchanged' },
}

function readQuery(query: Record<string, unknown>): AuditQuery {
  const faults = Object.entries(query).flatMap(([name, value]): Fault[] => {
    const reader = READERS[name]
    if (reader === undefined) {
      const known = Object.keys(READERS).join(', ')
      return [{ pointer: `?${name}`, code: 'UNKNOWN_PARAMETER', message: `is not known; known are ${known}` }]
    }
    if (typeof value === 'string' && reader.pattern(value)) return []
    return [{ pointer: `?${name}`, code: 'INVALID', message: reader.right, received: value }]
  })
  if (faults.length > 0) throw invalid(faults)
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined)
  const [caseId, client, limit, cursor] = ['caseId', 'client', 'limit', 'cursor'].map(text)
  return {
    caseId: caseId === undefined ? undefined : Number(caseId),
    clientId: client === undefined ? undefined : Number(client),
    actor: text('actor'),
    action: text('action'),
    since: timeOf(text('since')),
    until: timeOf(text('until'), true),
    before: cursor === undefined ? undefined : readCursor(cursor, UUID)[0],
    limit: limit === undefined ? LIMIT_DEFAULT : Number(limit),
  }
}

function isTime(text: string): boolean {
  return (
    isCivilDate(text) || (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)))
  )
}

/** @param end of a date, the end of that day, UTC */
function timeOf(text: string | undefined, end = false): Date | undefined {
  if (text === undefined) return undefined
  if (!isCivilDate(text)) return new Date(text)
  const start = startOfDay(text, 'UTC')
  return end ? new Date(start.getTime() + 86_400_000) : start
}

function nextUrl(query: Record<string, unknown>, next: string): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (name !== 'cursor') parameters.set(name, String(value))
  parameters.set('cursor', writeCursor([next]))
  return `${PATH}?${parameters.toString()}`
}
