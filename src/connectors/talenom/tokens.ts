/** Tokens of Talenom's identity server: client credentials in a form. They are kept, and renewed before they end. */
import { asRead } from '../errors.ts'
import type { ConnectorTools } from '../port.ts'
import { tokenRefusal, tokensIn } from '../token-answer.ts'
import { createTokenSource, type Tokens, type TokenSource } from '../tokens.ts'
import { answerError, unauthorized, unclear, wordsIn } from './errors.ts'
import type { Credentials } from './settings.ts'

interface TokenOptions {
  /** The whole address of the token endpoint. */
  url: string
  credentials: Credentials
  scope: string | undefined
  timeoutMs: number
}

export function createTalenomTokens(
  { url, credentials: { clientId, clientSecret }, scope, timeoutMs }: TokenOptions,
  tools: Pick<ConnectorTools, 'http' | 'now'>,
): TokenSource {
  const form = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
    ...(scope === undefined ? {} : { scope }),
  }).toString()
  const ask = async (_refreshToken: string | undefined, signal: AbortSignal): Promise<Tokens> => {
    const askedAt = tools.now()
    const response = await asRead(
      tools.http({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: form,
        signal,
        timeoutMs,
      }),
    )
    const words = wordsIn(response)
    const refusal = tokenRefusal(response, { title: 'Talenom', words, secrets: [clientSecret] })
    if (refusal !== undefined) throw unauthorized('UNAUTHORIZED', refusal.message)
    if (response.status < 200 || response.status > 299)
      throw answerError('read', 'the token request', response, askedAt)
    const tokens = tokensIn(response, askedAt)
    if (tokens === undefined) throw unclear('read', 'NO_TOKEN', 'Talenom’s token answer holds no access_token.')
    return tokens
  }
  return createTokenSource({ ask }, tools)
}
