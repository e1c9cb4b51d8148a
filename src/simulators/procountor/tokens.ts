/** `POST /oauth/token`: client credentials and an API key for a token that lives an hour. */
import { type AccessTokens, basicOf, createAccessTokens } from '../kit/access-tokens.ts'
import type { Answer } from '../kit/guard.ts'
import { deriveSimulatorKeys, SIMULATED_CUSTOMER } from '../../connectors/procountor/sandbox-keys.ts'

const TOKEN_LIFE_S = 3_600

const WORDS: Record<string, string> = {
  unsupported_grant_type: 'The grant type must be client_credentials',
  invalid_client: 'Client authentication failed',
  invalid_grant: 'The API key is not valid',
}

export interface Tokens extends Pick<AccessTokens, 'companyOf' | 'revoke'> {
  /** @param form urlencoded; client id and secret may stand in a Basic header instead (RFC 6749 §2.3.1) */
  issue(form: string, headers?: { authorization?: string | undefined }): Answer
}

export function createTokens(now: () => Date): Tokens {
  const tokens = createAccessTokens(now, TOKEN_LIFE_S)
  return {
    issue(form, headers = {}) {
      const fields = new URLSearchParams(form)
      const basic = decodedBasic(headers.authorization)
      if (basic !== undefined && !fields.has('client_id')) fields.set('client_id', basic.id)
      if (basic !== undefined && !fields.has('client_secret')) fields.set('client_secret', basic.secret)
      const fail = (code: number, error: string) => ({ code, body: { error, error_description: WORDS[error] } })
      if (fields.get('grant_type') !== 'client_credentials') return fail(400, 'unsupported_grant_type')
      const company = fields.get('client_id') ?? ''
      const keys = deriveSimulatorKeys(company)
      if (!SIMULATED_CUSTOMER.test(company) || fields.get('client_secret') !== keys.clientSecret) {
        return fail(401, 'invalid_client')
      }
      if (fields.get('api_key') !== keys.apiKey) return fail(400, 'invalid_grant')
      return {
        code: 200,
        body: { access_token: tokens.give(company), token_type: 'bearer', expires_in: TOKEN_LIFE_S },
      }
    },
    companyOf: (authorization) => tokens.companyOf(authorization),
    revoke: (authorization) => tokens.revoke(authorization),
  }
}

// Both halves are form-encoded before they are joined (RFC 6749 §2.3.1); many clients leave that out.
function decodedBasic(authorization: string | undefined): { id: string; secret: string } | undefined {
  const basic = basicOf(authorization)
  return basic && { id: decoded(basic.id), secret: decoded(basic.secret) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
