/** What every outgoing request over HTTP has in common: how its lines are kept, and when it cannot have arrived. */
import { Agent } from 'undici'

const CONNECT_TIMEOUT_MS = 10_000
// Below the idle limit of common servers, so that a request is not written to a line that is being closed.
const KEEP_ALIVE_MS = 2_000

/** Codes of failures after which nothing of a request can have reached the other side. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
])

/** @param answerBytesMax of one answer's body */
export function outgoingAgent(socketsPerOriginMax: number, answerBytesMax: number): Agent {
  return new Agent({
    connections: socketsPerOriginMax,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: KEEP_ALIVE_MS,
    pipelining: 1,
    maxResponseSize: answerBytesMax,
  })
}

/** @returns the failure's code, and whether the request never left: then it is harmless to send it again */
export function outgoingFailure(error: unknown): { code: string; neverLeft: boolean } {
  const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name
  return { code, neverLeft: NEVER_LEFT.has(code) }
}
