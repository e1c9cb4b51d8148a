/**
 * Machine-to-machine tokens: `POST {base}/oauth/token` with client_credentials and the company's API key. A token lives
 * for an hour; it is kept, and renewed a minute before it ends or when Procountor says 401.
 */
import { asRead } from '../errors.ts'
import type { ConnectorTools } from '../port.ts'
import { answerError, unauthorized, unclear } from './errors.ts'
import { tokenRefusal, tokensIn } from '../token-answer.ts'
import { createTokenSource, type Tokens, type TokenSource } from '../tokens.ts'
import type { Credentials } from './settings.ts'
import { wordsIn } from './words.ts'

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
    const { clientSecret, apiKey } = options.credentials
    const words = wordsIn(response).text
    const refusal = tokenRefusal(response, { title: 'Procountor', words, secrets: [clientSecret, apiKey] })
    if (refusal !== undefined) throw unauthorized(refusal.message)
    if (response.status < 200 || response.status > 299) {
      throw answerError('read', 'POST /oauth/token', response, askedAt)
    }
    const tokens = tokensIn(response, askedAt)
    if (tokens === undefined) throw unclear('read', 'NO_TOKEN', 'Procountor’s token answer holds no access_token.')
    return tokens
  }
  return createTokenSource({ ask }, tools)
}
