/**
 * Checks that every request passes before its handler, in the order of the systems: who asks, the limit of calls, ordered
 * faults, unknown parameters, latency of writes. A handler stores at once and without waiting, so that requests side by
 * side never see half a change.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { playFault } from './answer-fault.ts'
import type { FaultOrder } from './faults.ts'
import type { SimulatorKit } from './simulator.ts'

export interface Answer {
  code: number
  body: unknown
  headers?: Record<string, string>
}

interface GuardedCompany {
  id: string
  settings: { latencyMs?: number }
}

export interface Call<Company extends GuardedCompany> {
  company: Company
  params: Record<string, string>
  query: Record<string, string | undefined>
  body: unknown
  headers: FastifyRequest['headers']
  now: Date
}

/** The checks of a system at its door, and its answers there. */
interface Door<Company extends GuardedCompany, Parameters> {
  /** The company whose token or keys a request bears, or the answer to a stranger. */
  enter(request: FastifyRequest): Company | Answer
  /** The answer to one call too many. */
  tooMany?(company: Company): Answer | undefined
  /** The answer to EXPIRED_TOKEN; forgets the token, where there is one. */
  expire(request: FastifyRequest): Answer
  /** The answers to MAINTENANCE and REFUSE; undefined for other faults. */
  inOwnWords(fault: FaultOrder): Answer | undefined
  /** The answer to parameters that the resource does not take. */
  wrongQuery(parameters: Parameters, query: Record<string, string | string[] | undefined>): Answer | undefined
}

/** Wraps a handler. @param parameters what the resource takes in its query */
export type Serve<Company extends GuardedCompany, Parameters = readonly string[]> = (
  write: boolean,
  parameters: Parameters,
  handler: (call: Call<Company>) => Answer | Promise<Answer>,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export function createGuard<Company extends GuardedCompany, Parameters>(
  kit: SimulatorKit,
  door: Door<Company, Parameters>,
): Serve<Company, Parameters> {
  return (write, parameters, handler) => async (request, reply) => {
    const company = door.enter(request)
    if ('code' in company) return send(reply, company)
    const busy = door.tooMany?.(company)
    if (busy !== undefined) return send(reply, busy)
    const before = write || nextIsForReads(kit, company.id) ? kit.faults.take('before', company.id) : undefined
    if (before !== undefined) {
      if (await playFault(before, request, reply)) return reply
      const said = before.fault === 'EXPIRED_TOKEN' ? door.expire(request) : door.inOwnWords(before)
      if (said !== undefined) return send(reply, said)
    }
    const given = request.query as Record<string, string | string[] | undefined>
    const wrong = door.wrongQuery(parameters, given)
    if (wrong !== undefined) return send(reply, wrong)
    if (write && company.settings.latencyMs) await sleep(company.settings.latencyMs)
    const answer = await handler({
      company,
      params: request.params as Record<string, string>,
      query: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value].flat().join(',')])),
      body: request.body,
      headers: request.headers,
      now: kit.now(),
    })
    const after = write && answer.code < 300 ? kit.faults.take('after', company.id) : undefined
    if (after !== undefined && (await playFault(after, request, reply))) return reply
    return send(reply, answer)
  }
}

export async function send(reply: FastifyReply, { code, body, headers = {} }: Answer): Promise<FastifyReply> {
  return reply.headers(headers).code(code).send(body)
}

/** At most so many calls in any window. @returns whether this call is one too many */
export function createCallLimit(now: () => number, windowMs: number): (id: string, max: number | undefined) => boolean {
  const calls = new Map<string, number[]>()
  return (id, max) => {
    if (max === undefined) return false
    const recent = (calls.get(id) ?? []).filter((at) => at > now() - windowMs)
    recent.push(now())
    calls.set(id, recent)
    return recent.length > max
  }
}

/** Reads are left alone but for an expired token and maintenance: only when one of these is next is a fault taken. */
export function nextIsForReads(kit: SimulatorKit, company: string): boolean {
  for (const order of kit.faults.list()) {
    const fault: string = order.fault
    if (fault.startsWith('COMMIT_') || (order.company !== undefined && order.company !== company)) continue
    return fault === 'EXPIRED_TOKEN' || fault === 'MAINTENANCE'
  }
  return false
}
