/**
 * Machine-to-machine tokens: `POST {base}/oauth/token` with client_credentials and the company's API key. A token lives
 * for an hour; it is kept, and renewed a minute before it ends or when Procountor says 401.
 */
import { asRead } from '../errors.ts'
import type { ConnectorTools, HttpResponse } from '../port.ts'
import { answerError, unauthorized, unclear } from './errors.ts'
import { createTokenSource, type Tokens, type TokenSource } from '../tokens.ts'
import type { Credentials } from './settings.ts'
import { wordsIn } from './words.ts'

const EXPIRES_IN_S_DEFAULT = 3_600

export function createProcountorTokens(
  options: { baseUrl: string; credentials: Credentials; timeoutMs: number },
  tools: Pick<ConnectorTools, 'http' | 'now'>,
): TokenSource {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: options.credentials.clientId,
    client_secret: options.credentials.clientSecret,
    api_key: options.credentials.apiKey,
  }).toString()
  const ask = async (_refreshToken: string | undefined, signal: AbortSignal): Promise<Tokens> => {
    const askedAt = tools.now()
    const response = await asRead(
      tools.http({
        method: 'POST',
        url: `${options.baseUrl}/oauth/token`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: form,
        signal,
        timeoutMs: options.timeoutMs,
      }),
    )
    const { token, expiresInS } = tokenIn(response, options.credentials, askedAt)
    return { accessToken: token, expiresAt: askedAt.getTime() + expiresInS * 1_000 }
  }
  return createTokenSource({ ask }, tools)
}

function tokenIn(response: HttpResponse, credentials: Credentials, now: Date): { token: string; expiresInS: number } {
  const { status } = response
  // OAuth 2 (RFC 6749 §5.2) says no with 400 or 401, a code and perhaps a description; it may echo what was sent.
  if (status === 400 || status === 401 || status === 403) {
    const error = textField(response, 'error') ?? ''
    const code = /^[a-z_]{1,40}$/i.test(error) ? error : `HTTP_${status}`
    const said = withoutSecrets(wordsIn(response).text, credentials)
    const words = said === '' || said === code ? '.' : `: ${said}`
    throw unauthorized(`Procountor gave no access token (${code})${words}`)
  }
  if (status < 200 || status > 299) throw answerError('read', 'POST /oauth/token', response, now)
  const token = textField(response, 'access_token')
  if (token === undefined) throw unclear('read', 'NO_TOKEN', 'Procountor’s token answer holds no access_token.')
  return { token, expiresInS: Number(textField(response, 'expires_in') ?? EXPIRES_IN_S_DEFAULT) || 0 }
}

function withoutSecrets(text: string, { clientSecret, apiKey }: Credentials): string {
  return text.replaceAll(clientSecret, '[clientSecret]').replaceAll(apiKey, '[apiKey]')
}

function textField(response: HttpResponse, name: string): string | undefined {
  try {
    const value = (JSON.parse(new TextDecoder().decode(response.body)) as Record<string, unknown> | null)?.[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  } catch {
    return undefined
  }
}
