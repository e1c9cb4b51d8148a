/** Checks that every request passes before its handler: token, ordered faults, the rate limit, and latency of writes. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { playFault } from '../kit/answer-fault.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { type Answer, complain, complainAll } from './answers.ts'
import type { Books } from './books.ts'
import { complaintsAbout, queryOf, type Resource } from './parameters.ts'
import type { Company } from './records.ts'
import type { Tokens } from './tokens.ts'

interface Call {
  company: Company
  params: Record<string, string>
  query: Record<string, string | undefined>
  body: unknown
  now: Date
}
export type Handler = (call: Call) => Answer
export type Serve = (
  write: boolean,
  parameters: Resource,
  handler: Handler,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** Wraps handlers. A handler stores at once and without waiting, so requests side by side never see half a change. */
export function createGuard(kit: SimulatorKit, books: Books, tokens: Tokens): Serve {
  const tooMany = createRateLimit(() => kit.now())
  return (write, parameters, handler) => async (request, reply) => {
    const id = tokens.companyOf(request.headers.authorization)
    if (id === undefined) return send(reply, complain(401, 'Access token is missing, unknown or expired'))
    const company = books.company(id)
    const before = write || nextIsForReads(kit, id) ? kit.faults.take('before', id) : undefined
    if (before !== undefined) {
      if (await playFault(before, request, reply)) return reply
      if (before.fault === 'EXPIRED_TOKEN') {
        tokens.revoke(request.headers.authorization)
        return send(reply, complain(401, 'Access token has expired'))
      }
      if (before.fault === 'MAINTENANCE') return send(reply, complain(503, 'Procountor is closed for maintenance'))
      if (before.fault === 'REFUSE' && before.code === 'FORBIDDEN') {
        return send(reply, complain(403, before.text ?? 'Insufficient rights'))
      }
      if (before.fault === 'REFUSE') return send(reply, complain(400, before.text ?? 'Refused', before.code))
    }
    if (tooMany(company)) return send(reply.header('retry-after', '1'), complain(429, 'Too many requests'))
    const given = request.query as Record<string, string | string[] | undefined>
    const complaints = complaintsAbout(parameters, given)
    if (complaints.length > 0) return send(reply, complainAll(400, complaints))
    if (write && company.settings.latencyMs) await sleep(company.settings.latencyMs)
    const answer = handler({
      company,
      params: request.params as Record<string, string>,
      query: queryOf(given),
      body: request.body,
      now: kit.now(),
    })
    const after = write && answer.code === 200 ? kit.faults.take('after', id) : undefined
    if (after !== undefined && (await playFault(after, request, reply))) return reply
    return send(reply, answer)
  }
}

export async function send(reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  return reply.code(answer.code).send(answer.body)
}

function createRateLimit(now: () => Date): (company: Company) => boolean {
  const seconds = new Map<string, { second: number; count: number }>()
  return (company) => {
    const max = company.settings.requestsPerSecond
    if (max === undefined) return false
    const second = Math.floor(now().getTime() / 1_000)
    const used = seconds.get(company.id)
    const count = used?.second === second ? used.count + 1 : 1
    seconds.set(company.id, { second, count })
    return count > max
  }
}

// Reads are left alone but for an expired token and maintenance: only when one of these is next is a fault taken.
function nextIsForReads(kit: SimulatorKit, company: string): boolean {
  for (const order of kit.faults.list()) {
    const fault: string = order.fault
    if (fault.startsWith('COMMIT_') || (order.company !== undefined && order.company !== company)) continue
    return fault === 'EXPIRED_TOKEN' || fault === 'MAINTENANCE'
  }
  return false
}
