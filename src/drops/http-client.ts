import { request } from 'undici'
import { outgoingAgent, outgoingFailure, unmadeRequest } from '../platform/outgoing.ts'
import { READ_BYTES_MAX } from './drop.ts'
import { DropError, notKnown, notLetIn, notNow, tooLarge } from './errors.ts'

export interface HttpDropClientOptions {
  /** Sent as a bearer token. */
  token?: string | undefined
  /** Milliseconds for one request; much to carry is given more. */
  timeoutMs?: number
  readBytesMax?: number
}

export interface HttpDropAnswer {
  status: number
  retryAfter: string | undefined
  body: Uint8Array
}

export interface HttpDropClient {
  /** @throws DropError temporary when nothing can have arrived, else ambiguous; never for a status */
  call(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    url: string,
    body: Uint8Array | undefined,
    signal: AbortSignal,
  ): Promise<HttpDropAnswer>
  close(): Promise<void>
}

const TIMEOUT_MS = 60_000
const SOCKETS_MAX = 64
/** Slower than this a line counts as broken. */
const BYTES_PER_MS_MIN = 64

/** No redirects and no retries: whoever calls knows whether a second try is harmless. */
export function createHttpDropClient(options: HttpDropClientOptions): HttpDropClient {
  const { timeoutMs = TIMEOUT_MS, readBytesMax = READ_BYTES_MAX, token } = options
  const agent = outgoingAgent(SOCKETS_MAX, readBytesMax)
  return {
    async call(method, url, body, signal) {
      if (signal.aborted)
        throw notNow('ABORTED', 'The delivery was stopped before it began.', 'Saatava tries again automatically.')
      const limitMs = timeoutMs + Math.ceil((body?.length ?? 0) / BYTES_PER_MS_MIN)
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method,
          headers: {
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(body === undefined ? {} : { 'content-type': 'application/octet-stream' }),
          },
          body: body ?? null,
          signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
          headersTimeout: limitMs,
          bodyTimeout: limitMs,
        })
        const retryAfter = answer.headers['retry-after']
        return {
          status: answer.statusCode,
          retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
          body: new Uint8Array(await answer.body.arrayBuffer()),
        }
      } catch (error) {
        throw requestImpossible(error) ?? transportError(error, new URL(url), readBytesMax)
      }
    },
    close: () => agent.destroy(),
  }
}

// A header or an address that cannot be: trying again changes nothing.
function requestImpossible(error: unknown): DropError | undefined {
  const unmade = unmadeRequest(error)
  return unmade === undefined
    ? undefined
    : notLetIn(
        'REQUEST_IMPOSSIBLE',
        `The request cannot be made (${unmade.words}).`,
        'Nothing was sent. Check the address and the token of the drop for invisible characters.',
        error,
      )
}

function transportError(error: unknown, url: URL, bytesMax: number): DropError {
  const { code, neverLeft } = outgoingFailure(error)
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return tooLarge(url.pathname, bytesMax + 1, bytesMax)
  if (neverLeft) {
    const advice =
      'Nothing was sent. Saatava tries again automatically. If it keeps failing, check the address and the network.'
    return notNow(code, `${url.host} could not be reached (${code}).`, advice, error)
  }
  return notKnown(code, `The connection to ${url.host} broke before an answer arrived (${code}).`, error)
}

/** The object in an answer's body, null where there is none. */
export function jsonOf(answer: HttpDropAnswer): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(answer.body).toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}
