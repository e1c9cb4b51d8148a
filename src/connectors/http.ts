/** Outgoing HTTP for connectors: undici, one shared agent, no redirects, no retries, and errors that say whether the
 * request can have arrived. */
import { request as undiciRequest } from 'undici'
import { outgoingAgent, outgoingFailure } from '../platform/outgoing.ts'
import { ConnectorError, requestImpossible } from './errors.ts'
import type { HttpPort, HttpResponse } from './port.ts'

const ANSWER_BYTES_MAX = 64 * 1024 * 1024
const SOCKETS_PER_ORIGIN_MAX = 256

export function createHttpPort(): { http: HttpPort; close(): Promise<void> } {
  const agent = outgoingAgent(SOCKETS_PER_ORIGIN_MAX, ANSWER_BYTES_MAX)
  const http: HttpPort = async (call) => {
    try {
      const answer = await undiciRequest(call.url, {
        dispatcher: agent,
        method: call.method,
        headers: call.headers,
        body: call.body ?? null,
        signal: AbortSignal.any([call.signal, AbortSignal.timeout(call.timeoutMs)]),
        headersTimeout: call.timeoutMs,
        bodyTimeout: call.timeoutMs,
      })
      const body = new Uint8Array(await answer.body.arrayBuffer())
      return { status: answer.statusCode, headers: flat(answer.headers), body } satisfies HttpResponse
    } catch (error) {
      throw requestImpossible(error) ?? transportError(error, new URL(call.url).host)
    }
  }
  return { http, close: () => agent.destroy() }
}

function transportError(error: unknown, host: string): ConnectorError {
  const { code, neverLeft } = outgoingFailure(error)
  if (neverLeft) {
    return new ConnectorError('temporary', code, `${host} could not be reached (${code}).`, {
      advice:
        'Nothing was sent. Saatava tries again automatically. If it keeps failing, check the address and the network.',
      cause: error,
    })
  }
  return new ConnectorError('ambiguous', code, `The connection to ${host} broke before an answer arrived (${code}).`, {
    advice: 'Saatava searches for it in the accounting system before it sends anything again.',
    cause: error,
  })
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}
