/**
 * Tokens of Fortnox: `POST {oauth}/token` with the integration's id and secret in a Basic header. A company that has
 * consented to a service account is named by the header TenantId (client_credentials); else a person's consent brings a
 * code, and the refresh token of the answer is spent by its use (45 days). An access token lives for an hour.
 */
import { asRead, ConnectorError } from '../errors.ts'
import type { ConnectionConfig, ConnectorTools, HttpResponse } from '../port.ts'
import { tokenRefusal, tokensIn } from '../token-answer.ts'
import { createTokenSource, type Tokens, type TokenSource } from '../tokens.ts'
import { answerError, unauthorized, unclear, wordsIn } from './errors.ts'
import type { Credentials, FortnoxSettings } from './settings.ts'

export interface FortnoxTokens extends TokenSource {
  consent(given: { authorizationCode: string; redirectUri: string }, signal: AbortSignal): Promise<void>
}

export function createFortnoxTokens(
  config: Pick<ConnectionConfig, 'addresses'> & { credentials: Credentials; timeoutMs: number },
  { grant }: Pick<FortnoxSettings, 'grant'>,
  tools: Pick<ConnectorTools, 'http' | 'now' | 'tokens'>,
): FortnoxTokens {
  const { clientId, clientSecret, tenantId } = config.credentials
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')

  async function request(form: Record<string, string>, signal: AbortSignal, tenant?: string): Promise<Tokens> {
    const askedAt = tools.now()
    const response = await asRead(
      tools.http({
        method: 'POST',
        url: `${config.addresses?.['oauth'] ?? ''}/token`,
        headers: {
          authorization: `Basic ${basic}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
          ...(tenant === undefined ? {} : { TenantId: tenant }),
        },
        body: new URLSearchParams(form).toString(),
        signal,
        timeoutMs: config.timeoutMs,
      }),
    )
    return answered(response, [clientSecret, ...Object.values(form)], askedAt)
  }

  async function ask(refreshToken: string | undefined, signal: AbortSignal): Promise<Tokens> {
    if (grant === 'CLIENT_CREDENTIALS') {
      if (tenantId === undefined) throw incomplete()
      return request({ grant_type: 'client_credentials' }, signal, tenantId)
    }
    if (refreshToken === undefined) throw noConsent()
    return request({ grant_type: 'refresh_token', refresh_token: refreshToken }, signal)
  }

  const source = createTokenSource(grant === 'AUTHORIZATION_CODE' ? { ask, store: tools.tokens } : { ask }, tools)
  return {
    ...source,
    async consent({ authorizationCode, redirectUri }, signal) {
      const form = { grant_type: 'authorization_code', code: authorizationCode, redirect_uri: redirectUri }
      await source.adopt(await request(form, signal))
    },
  }
}

function incomplete(): ConnectorError {
  return new ConnectorError('auth', 'CREDENTIALS_INCOMPLETE', 'The credentials hold no tenantId.', {
    advice:
      'Give tenantId, or set grant AUTHORIZATION_CODE and send a person’s consent by POST /accounting/connection/consent.',
  })
}

function noConsent(): ConnectorError {
  return new ConnectorError('auth', 'CONSENT_MISSING', 'Nobody has consented to this connection in Fortnox yet.', {
    advice: 'Open Fortnox’s consent page, and send the code by POST /accounting/connection/consent.',
  })
}

function answered(response: HttpResponse, secrets: string[], askedAt: Date): Tokens {
  const refusal = tokenRefusal(response, { title: 'Fortnox', words: wordsIn(response).message, secrets })
  if (refusal?.code === 'invalid_grant') {
    throw new ConnectorError('auth', 'CONSENT_EXPIRED', refusal.message, {
      advice:
        'The code or the refresh token was used before, or is too old: consent again in Fortnox, and send the code by POST /accounting/connection/consent.',
    })
  }
  if (refusal !== undefined) throw unauthorized('UNAUTHORIZED', refusal.message)
  if (response.status < 200 || response.status > 299) {
    throw answerError('read', 'POST /oauth-v1/token', response, askedAt)
  }
  const tokens = tokensIn(response, askedAt)
  if (tokens === undefined) throw unclear('read', 'NO_TOKEN', 'Fortnox’s token answer holds no access_token.')
  return tokens
}
