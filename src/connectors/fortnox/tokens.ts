/**
 * Tokens of Fortnox: `POST {oauth}/token` with the integration's id and secret in a Basic header. A company that has
 * consented to a service account is named by the header TenantId (client_credentials); else a person's consent brings a
 * code, and the refresh token of the answer is spent by its use (45 days). An access token lives for an hour.
 */
import { asRead, ConnectorError } from '../errors.ts'
import { recordOf, textOf } from '../json.ts'
import type { ConnectionConfig, ConnectorTools, HttpResponse } from '../port.ts'
import { createTokenSource, type Tokens, type TokenSource } from '../tokens.ts'
import { answerError, unauthorized, unclear, wordsIn } from './errors.ts'
import type { Credentials, FortnoxSettings } from './settings.ts'

const EXPIRES_IN_S_DEFAULT = 3_600

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
    return tokensIn(response, [clientSecret, ...Object.values(form)], askedAt)
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

function tokensIn(response: HttpResponse, secrets: string[], askedAt: Date): Tokens {
  const { status } = response
  // OAuth 2 (RFC 6749 §5.2) says no with 400 or 401, a code and perhaps a description; it may echo what was sent.
  if (status === 400 || status === 401 || status === 403) {
    const error = textOf(json(response)['error']) ?? ''
    const code = /^[a-z_]{1,40}$/i.test(error) ? error : `HTTP_${status}`
    let said = wordsIn(response).message
    for (const secret of secrets) if (secret.length > 5) said = said.replaceAll(secret, '[secret]')
    const message = `Fortnox gave no access token (${code})${said === '' || said === code ? '.' : `: ${said}`}`
    if (code !== 'invalid_grant') throw unauthorized('UNAUTHORIZED', message)
    throw new ConnectorError('auth', 'CONSENT_EXPIRED', message, {
      advice:
        'The code or the refresh token was used before, or is too old: consent again in Fortnox, and send the code by POST /accounting/connection/consent.',
    })
  }
  if (status < 200 || status > 299) throw answerError('read', 'POST /oauth-v1/token', response, askedAt)
  const accessToken = textOf(json(response)['access_token'])
  const refreshToken = textOf(json(response)['refresh_token'])
  if (accessToken === undefined) throw unclear('read', 'NO_TOKEN', 'Fortnox’s token answer holds no access_token.')
  const expiresInS = Number(textOf(json(response)['expires_in']) ?? EXPIRES_IN_S_DEFAULT) || 0
  return {
    accessToken,
    expiresAt: askedAt.getTime() + expiresInS * 1_000,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  }
}

function json(response: HttpResponse): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(new TextDecoder().decode(response.body)))
  } catch {
    return {}
  }
}
