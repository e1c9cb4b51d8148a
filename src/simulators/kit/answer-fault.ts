import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FaultOrder } from './faults.ts'

const HTML_502 = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

/**
 * Plays the faults that look the same in every system. Returns true when the answer is done with (or the line is cut)
 * and false when the request should go on: after a delay, or for a fault that has the system's own words
 * (MAINTENANCE, EXPIRED_TOKEN, REFUSE).
 */
export async function playFault(fault: FaultOrder, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  switch (fault.fault) {
    case 'CUT':
    case 'COMMIT_THEN_CUT':
      reply.hijack()
      request.raw.socket.destroy()
      return true
    case 'HTML_502':
    case 'COMMIT_THEN_HTML_502':
      await reply.code(502).type('text/html').send(HTML_502)
      return true
    case 'TOO_MANY_REQUESTS':
      await reply
        .code(429)
        .header('retry-after', String(fault.retryAfterSeconds ?? 1))
        .send({ errors: [{ status: 429, message: 'Too many requests' }] })
      return true
    case 'SLOW':
    case 'COMMIT_THEN_SLOW':
      await sleep(fault.delayMs ?? 1_000)
      return false
    case 'MAINTENANCE':
    case 'EXPIRED_TOKEN':
    case 'REFUSE':
    case 'REJECT_FILE':
    case 'REJECT_TRANSACTION':
    case 'RETURN_PAYOUT':
    case 'LOSE_ANSWER':
    case 'ANSWER_TWICE':
    case 'STATEMENT_LATE':
    case 'DUPLICATE_STATEMENT':
    case 'SERVER_ERROR':
    case 'GONE':
    case 'DISABLE':
    case 'REDIRECT':
      return false
    default:
      return fault.fault satisfies never
  }
}
