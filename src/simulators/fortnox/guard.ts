/** Checks that every request passes before its handler: token, ordered faults, the limit of calls, latency of writes. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { playFault } from '../kit/answer-fault.ts'
import type { FaultOrder } from '../kit/faults.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { type Answer, CODE, complain } from './answers.ts'
import type { Books, Company } from './books.ts'
import type { Tokens } from './tokens.ts'

const WINDOW_MS = 5_000

export interface Call {
  company: Company
  params: Record<string, string>
  query: Record<string, string | undefined>
  body: unknown
  now: Date
}
type Handler = (call: Call) => Answer
/** Wraps a handler. @param parameters names of the query parameters that the resource takes */
export type Serve = (
  write: boolean,
  parameters: readonly string[],
  handler: Handler,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** A handler stores at once and without waiting, so requests side by side never see half a change. */
export function createGuard(kit: SimulatorKit, books: Books, tokens: Tokens): Serve {
  const tooMany = createLimit(() => kit.now().getTime())
  return (write, parameters, handler) => async (request, reply) => {
    const id = tokens.companyOf(request.headers.authorization)
    if (id === undefined) return unauthorized(reply)
    const company = books.company(id)
    if (tooMany(company)) return send(reply, { code: 429, body: { message: 'Rate limit exceeded' } })
    const before = write || nextIsForReads(kit, id) ? kit.faults.take('before', id) : undefined
    if (before !== undefined) {
      if (await playFault(before, request, reply)) return reply
      if (before.fault === 'EXPIRED_TOKEN') {
        tokens.revoke(request.headers.authorization)
        return unauthorized(reply)
      }
      const said = inOwnWords(before)
      if (said !== undefined) return send(reply, said)
    }
    const query = request.query as Record<string, string | undefined>
    const unknown = Object.keys(query).find((name) => !parameters.includes(name))
    if (unknown !== undefined) return send(reply, complain(`Ogiltig parameter i anropet. (${unknown})`, CODE.PARAMETER))
    if (write && company.settings.latencyMs) await sleep(company.settings.latencyMs)
    const params = request.params as Record<string, string>
    const answer = handler({ company, params, query, body: request.body, now: kit.now() })
    const after = write && answer.code < 300 ? kit.faults.take('after', id) : undefined
    if (after !== undefined && (await playFault(after, request, reply))) return reply
    return send(reply, answer)
  }
}

export async function send(reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  return reply.code(answer.code).send(answer.body)
}

function unauthorized(reply: FastifyReply): Promise<FastifyReply> {
  return send(reply, { code: 401, body: { message: 'unauthorized' } })
}

function inOwnWords({ fault, code, text }: FaultOrder): Answer | undefined {
  if (fault === 'MAINTENANCE') return complain('System exception', CODE.SYSTEM, 503)
  if (fault !== 'REFUSE') return undefined
  if (code === 'FORBIDDEN') return complain(text ?? 'Har inte behörighet för scope.', CODE.SCOPE, 403)
  return complain(text ?? 'Refused', Number(code) || CODE.OTHER)
}

/** At most so many calls in any five seconds. */
function createLimit(now: () => number): (company: Company) => boolean {
  const calls = new Map<string, number[]>()
  return ({ id, settings: { callsPer5Seconds: max } }) => {
    if (max === undefined) return false
    const recent = (calls.get(id) ?? []).filter((at) => at > now() - WINDOW_MS)
    recent.push(now())
    calls.set(id, recent)
    return recent.length > max
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
