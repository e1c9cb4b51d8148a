import { asRead } from './errors.ts'
import type { ConnectorTools, HttpResponse } from './port.ts'
import type { TokenSource } from './tokens.ts'

export type Method = 'GET' | 'POST' | 'PUT'

export interface BearerOptions {
  baseUrl: string
  timeoutMs: number
  tokens: Pick<TokenSource, 'get' | 'drop' | 'renewalsMax'>
  /** The Authorization header of a token; without it, that of a bearer. */
  authorization?: (token: string) => string
  /** Headers that every request carries beside the token. */
  headers?: Record<string, string>
}

/** One request of JSON to a path that begins with "/". */
export type BearerRequest = (
  method: Method,
  path: string,
  body: string | undefined,
  signal: AbortSignal,
) => Promise<HttpResponse>

/**
 * Makes requests with a token, as a bearer unless `authorization` says otherwise. A 401 is answered by a new token, as
 * often as the tokens can be renewed.
 * @returns a function whose answer may have any status; a 401 is the last of several
 */
export function createBearerRequest(
  { baseUrl, timeoutMs, tokens, headers = {}, authorization = (token) => `Bearer ${token}` }: BearerOptions,
  { http }: Pick<ConnectorTools, 'http'>,
): BearerRequest {
  const once = (method: Method, path: string, token: string, body: string | undefined, signal: AbortSignal) => {
    const answer = http({
      method,
      url: baseUrl + path,
      headers: {
        ...headers,
        authorization: authorization(token),
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      signal,
      timeoutMs,
    })
    return method === 'GET' ? asRead(answer) : answer
  }
  return async (method, path, body, signal) => {
    let token = await tokens.get(signal)
    let response = await once(method, path, token, body, signal)
    for (let renewals = 0; response.status === 401; renewals++) {
      // Turned away at the door: the request was not looked at, so it may be sent again with a new token.
      tokens.drop(token)
      if (renewals === tokens.renewalsMax) break
      token = await tokens.get(signal)
      response = await once(method, path, token, body, signal)
    }
    return response
  }
}
