/**
 * Session tokens of Tripletex. A consumer token and an employee token become one by `PUT /token/session/:create`, with the
 * day on which it ends; a company's own API token by `POST /token/session/:createFromRefreshToken`, with seconds to live.
 * Neither is spent by it, so nothing is stored.
 */
import { asRead, ConnectorError } from '../errors.ts'
import { recordOf, textOf } from '../json.ts'
import type { ConnectorTools, HttpResponse } from '../port.ts'
import { createTokenSource, type Tokens, type TokenSource } from '../tokens.ts'
import { answerError, unauthorized, unclear, wordsIn } from './errors.ts'
import type { Credentials } from './settings.ts'

const DAY_MS = 86_400_000
const LIFE_DAYS = 2
const LIFE_S = 3_600
/** The day ends or begins in Norway, which is at most so far ahead of UTC. */
const AHEAD_MS = 7_200_000

export function createTripletexTokens(
  { baseUrl, credentials, timeoutMs }: { baseUrl: string; credentials: Credentials; timeoutMs: number },
  tools: Pick<ConnectorTools, 'http' | 'now'>,
): TokenSource {
  const { consumerToken, employeeToken, refreshToken } = credentials
  const secrets = [consumerToken, employeeToken, refreshToken].filter((secret) => secret !== undefined)

  async function ask(_stored: string | undefined, signal: AbortSignal): Promise<Tokens> {
    const askedAt = tools.now()
    const day = new Date(askedAt.getTime() + LIFE_DAYS * DAY_MS).toISOString().slice(0, 10)
    if (refreshToken !== undefined) {
      const body = JSON.stringify({ refreshToken, ttlSeconds: LIFE_S })
      const response = await request('POST', '/token/session/:createFromRefreshToken', body, signal)
      return { accessToken: tokenIn(response, askedAt), expiresAt: askedAt.getTime() + LIFE_S * 1_000 }
    }
    if (consumerToken === undefined || employeeToken === undefined) throw incomplete()
    const query = new URLSearchParams({ consumerToken, employeeToken, expirationDate: day })
    const response = await request('PUT', `/token/session/:create?${query.toString()}`, undefined, signal)
    return { accessToken: tokenIn(response, askedAt), expiresAt: Date.parse(day) - AHEAD_MS }
  }

  function request(method: 'POST' | 'PUT', path: string, body: string | undefined, signal: AbortSignal) {
    return asRead(
      tools.http({
        method,
        url: baseUrl + path,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
        signal,
        timeoutMs,
      }),
    )
  }

  function tokenIn(response: HttpResponse, askedAt: Date): string {
    const { status } = response
    if ([400, 401, 403, 404, 422].includes(status)) {
      let said = wordsIn(response).message
      for (const secret of secrets) if (secret.length > 5) said = said.replaceAll(secret, '[secret]')
      throw unauthorized(
        'UNAUTHORIZED',
        `Tripletex gave no session token (${status})${said === '' ? '.' : `: ${said}`}`,
      )
    }
    if (status < 200 || status > 299) throw answerError('read', 'PUT /token/session/:create', response, askedAt)
    const token = textOf(recordOf(json(response)['value'])['token'])
    if (token === undefined) throw unclear('read', 'NO_TOKEN', 'Tripletex’s answer holds no session token.')
    return token
  }

  return createTokenSource({ ask }, tools)
}

function incomplete(): ConnectorError {
  return new ConnectorError('auth', 'CREDENTIALS_INCOMPLETE', 'The credentials hold no token for a session.', {
    advice: 'Give consumerToken and employeeToken, or the company’s own refreshToken; then test the connection.',
  })
}

function json(response: HttpResponse): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(new TextDecoder().decode(response.body)))
  } catch {
    return {}
  }
}
