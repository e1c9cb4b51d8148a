/** Rules that all outgoing requests over HTTP share: how connections are kept, and when a request cannot have arrived. */
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
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/**
 * Codes with which Node and undici refuse to make a request: an address or a header that cannot be. Nothing left, and
 * nothing will until a setting is changed.
 */
const NEVER_MADE = new Set([
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
  'ERR_INVALID_PROTOCOL',
  'ERR_INVALID_CHAR',
  'ERR_INVALID_HTTP_TOKEN',
  'ERR_HTTP_INVALID_HEADER_VALUE',
  'ERR_UNESCAPED_CHARACTERS',
  'ERR_INVALID_ARG_TYPE',
  'ERR_INVALID_ARG_VALUE',
  'ERR_SOCKET_BAD_PORT',
])
/** For these codes the message names the header or the setting, and never its value. */
const SPEAKING = new Set(['UND_ERR_INVALID_ARG', 'ERR_INVALID_CHAR', 'ERR_INVALID_URL'])

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

/** Why a request could not even be made, in words without a secret; undefined for every other failure. */
export function unmadeRequest(error: unknown): { code: string; words: string } | undefined {
  const { code, message } = error as NodeJS.ErrnoException
  if (typeof code !== 'string' || !NEVER_MADE.has(code)) return undefined
  return { code, words: SPEAKING.has(code) ? `${code}: ${message}` : code }
}

/** @returns the failure's code, and whether the request never left: then it is harmless to send it again */
export function outgoingFailure(error: unknown): { code: string; neverLeft: boolean } {
  // A time-out's code is a number of the DOM; its name says more.
  const { code: given, name } = error as NodeJS.ErrnoException
  const code = typeof given === 'string' ? given : name
  return { code, neverLeft: NEVER_LEFT.has(code) }
}
