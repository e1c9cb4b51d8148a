/** Checks that every request passes before its handler: keys and MAC, replay, overlap, ordered faults and latency. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { playFault } from '../kit/answer-fault.ts'
import type { FaultOrder } from '../kit/faults.ts'
import { nextIsForReads } from '../kit/guard.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { authenticate } from './authenticate.ts'
import type { Books } from './books.ts'
import { failedEnvelope, okEnvelope } from './envelope.ts'
import { parametersOf } from './parameters.ts'
import type { Company } from './records.ts'
import { Refusal } from './refusal.ts'

/** Request ids that are remembered, oldest forgotten first. How long Netvisor remembers them is not published. */
const TRANSACTIONS_KEPT = 100_000

interface Call {
  company: Company
  query: Record<string, string | undefined>
  body: Buffer
  now: Date
}
/** @returns what follows the status in the answer; throws a Refusal. Stores at once and without waiting. */
type Handler = (call: Call) => string
export type Serve = (
  write: boolean,
  handler: Handler,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export function createGuard(kit: SimulatorKit, books: Books): Serve {
  const isReplay = createReplayCheck()

  async function answer(
    write: boolean,
    handler: Handler,
    company: Company,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string | undefined> {
    const before = write || nextIsForReads(kit, company.id) ? kit.faults.take('before', company.id) : undefined
    if (before !== undefined) {
      if (await playFault(before, request, reply)) return undefined
      throwOwnWords(before)
    }
    if (write && company.settings.latencyMs) await sleep(company.settings.latencyMs)
    const content = handler({
      company,
      query: parametersOf(resourceOf(request), request.query as Record<string, string | string[] | undefined>),
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      now: kit.now(),
    })
    const after = write ? kit.faults.take('after', company.id) : undefined
    return after !== undefined && (await playFault(after, request, reply)) ? undefined : content
  }

  return (write, handler) => async (request, reply) => {
    try {
      const caller = authenticate(request, kit.now())
      const company = books.company(caller.customerId)
      if (isReplay(caller.transactionId)) {
        company.replays += 1
        throw new Refusal('REQUEST_NOT_UNIQUE', `The transaction id ${caller.transactionId} has been used already`)
      }
      const leave = enter(company, reply)
      try {
        const content = await answer(write, handler, company, request, reply)
        leave()
        return content === undefined ? reply : send(reply, 200, okEnvelope(content, kit.now()))
      } finally {
        leave()
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const status = request.headers['x-netvisor-authentication-usehttpresponsestatuscodes'] === '1'
      return send(reply, status ? error.httpStatus : 200, failedEnvelope(error.code, error.message, kit.now()))
    }
  }
}

function resourceOf(request: FastifyRequest): string {
  return (request.routeOptions.url ?? '').split('/').at(-1) ?? ''
}

/**
 * Counts a request in; the answer counts it out, once. A client that hangs up has nothing under way any more, whatever
 * the server still does with it, so a closed connection counts out too.
 */
function enter(company: Company, reply: FastifyReply): () => void {
  if (company.underWay > 0) {
    company.overlaps += 1
    if (company.settings.overlap !== 'allow') {
      throw new Refusal('TECHNICAL_ERROR', 'another request of this company is under way')
    }
  }
  company.underWay += 1
  let inside = true
  const leave = () => {
    if (inside) company.underWay -= 1
    inside = false
  }
  reply.raw.once('close', leave)
  return leave
}

function createReplayCheck(): (transactionId: string) => boolean {
  const seen = new Set<string>()
  return (transactionId) => {
    if (seen.has(transactionId)) return true
    seen.add(transactionId)
    // A set keeps the order of insertion: the first is the oldest.
    if (seen.size > TRANSACTIONS_KEPT) for (const oldest of seen.values().take(1)) seen.delete(oldest)
    return false
  }
}

function throwOwnWords({ fault, code, text }: FaultOrder): void {
  if (fault === 'EXPIRED_TOKEN') throw new Refusal('AUTHENTICATION_FAILED', 'Integration keys are not valid any more')
  if (fault === 'MAINTENANCE') throw new Refusal('SYSTEM_MAINTANANCE', 'Netvisor is closed for maintenance')
  if (fault === 'REFUSE') throw new Refusal(code ?? 'INVALID_DATA', text ?? 'Refused')
}

async function send(reply: FastifyReply, status: number, xml: string): Promise<FastifyReply> {
  return reply.code(status).type('text/xml; charset=utf-8').send(xml)
}
