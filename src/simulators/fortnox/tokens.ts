/**
 * `/oauth-v1/auth` and `/oauth-v1/token`: a code that lives ten minutes, an access token that lives an hour, a refresh
 * token that is spent by its use, and client credentials with the header TenantId. Refresh tokens stand in the books.
 */
import { deriveSimulatorKeys, SIMULATED_CUSTOMER } from '../../connectors/fortnox/sandbox-keys.ts'
import { type AccessTokens, basicOf, createAccessTokens, newSecret } from '../kit/access-tokens.ts'
import type { Answer } from '../kit/guard.ts'
import type { Books, Commit } from './books.ts'

const TOKEN_LIFE_S = 3_600
const CODE_LIFE_MS = 600_000

const WORDS: Record<string, string> = {
  unsupported_grant_type: 'The grant type is not supported',
  invalid_client: 'Client authentication failed',
  invalid_grant: 'The code or the refresh token is invalid, expired or used',
  invalid_request: 'TenantId does not name a company that has consented',
}

interface Headers {
  authorization?: string | undefined
  tenantid?: string | string[] | undefined
}

export interface Tokens extends Pick<AccessTokens, 'companyOf' | 'revoke'> {
  /** The address to which a person who consents is sent back, with a code. */
  consent(query: Record<string, string | undefined>): string | undefined
  issue(form: string, headers: Headers): Answer
}

export function createTokens(now: () => Date, books: Books, commit: Commit): Tokens {
  const tokens = createAccessTokens(now, TOKEN_LIFE_S)
  const codes = new Map<string, { company: string; redirectUri: string; expiresAt: number }>()

  function access(company: string, more: object = {}): Answer {
    const body = { access_token: tokens.give(company), token_type: 'bearer', expires_in: TOKEN_LIFE_S, ...more }
    return { code: 200, body }
  }

  function rotated(company: string, spent?: string): Answer {
    const given = newSecret()
    commit({ t: 'refresh', company, given, ...(spent === undefined ? {} : { spent }) })
    return access(company, { refresh_token: given })
  }

  function byCode(company: string, fields: URLSearchParams): Answer {
    const code = fields.get('code') ?? ''
    const known = codes.get(code)
    codes.delete(code)
    const fits =
      known?.company === company &&
      known.redirectUri === fields.get('redirect_uri') &&
      now().getTime() < known.expiresAt
    return fits ? rotated(company) : refuse('invalid_grant')
  }

  return {
    consent({ client_id: company = '', redirect_uri: redirectUri = '', state, response_type: type }) {
      if (!SIMULATED_CUSTOMER.test(company) || type !== 'code' || !URL.canParse(redirectUri)) return undefined
      const code = newSecret()
      codes.set(code, { company, redirectUri, expiresAt: now().getTime() + CODE_LIFE_MS })
      const back = new URL(redirectUri)
      back.searchParams.set('code', code)
      if (state !== undefined) back.searchParams.set('state', state)
      return back.href
    },
    issue(form, headers) {
      const { id: company = '', secret: given } = basicOf(headers.authorization) ?? {}
      const keys = deriveSimulatorKeys(company)
      if (!SIMULATED_CUSTOMER.test(company) || given !== keys.clientSecret) return refuse('invalid_client', 401)
      const fields = new URLSearchParams(form)
      switch (fields.get('grant_type') ?? '') {
        case 'client_credentials':
          return String(headers.tenantid) === keys.tenantId ? access(company) : refuse('invalid_request')
        case 'authorization_code':
          return byCode(company, fields)
        case 'refresh_token': {
          const spent = fields.get('refresh_token') ?? ''
          return books.company(company).refreshTokens.has(spent) ? rotated(company, spent) : refuse('invalid_grant')
        }
        default:
          return refuse('unsupported_grant_type')
      }
    },
    companyOf: (authorization) => tokens.companyOf(authorization),
    revoke: (authorization) => tokens.revoke(authorization),
  }
}

function refuse(error: string, code = 400): Answer {
  return { code, body: { error, error_description: WORDS[error] } }
}
