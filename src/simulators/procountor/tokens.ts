/** `POST /oauth/token`: client credentials and an API key for a token that lives an hour. */
import { randomBytes } from 'node:crypto'
import type { Answer } from './answers.ts'
import { deriveSimulatorKeys, SIMULATED_CUSTOMER } from '../../connectors/procountor/sandbox-keys.ts'

const TOKEN_LIFE_S = 3_600
/** Tokens of one company that are valid side by side; the oldest goes first. */
const TOKENS_MAX = 50

const WORDS: Record<string, string> = {
  unsupported_grant_type: 'The grant type must be client_credentials',
  invalid_client: 'Client authentication failed',
  invalid_grant: 'The API key is not valid',
}

export interface Tokens {
  /** @param form urlencoded; client id and secret may stand in a Basic header instead (RFC 6749 §2.3.1) */
  issue(form: string, headers?: { authorization?: string | undefined }): Answer
  /** The company of a request by its Authorization header; undefined where the token is unknown or has expired. */
  companyOf(authorization: string | undefined): string | undefined
  revoke(authorization: string | undefined): void
}

export function createTokens(now: () => Date): Tokens {
  const tokens = new Map<string, { company: string; expiresAt: number }>()
  const byCompany = new Map<string, string[]>()
  const bearer = (authorization: string | undefined) => /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? ''
  return {
    issue(form, headers = {}) {
      const fields = new URLSearchParams(form)
      const basic = basicOf(headers.authorization)
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
      const token = randomBytes(24).toString('base64url')
      tokens.set(token, { company, expiresAt: now().getTime() + TOKEN_LIFE_S * 1_000 })
      const held = [...(byCompany.get(company) ?? []), token]
      if (held.length > TOKENS_MAX) tokens.delete(held.shift() ?? '')
      byCompany.set(company, held)
      return { code: 200, body: { access_token: token, token_type: 'bearer', expires_in: TOKEN_LIFE_S } }
    },
    companyOf(authorization) {
      const token = tokens.get(bearer(authorization))
      return token !== undefined && now().getTime() < token.expiresAt ? token.company : undefined
    },
    revoke(authorization) {
      tokens.delete(bearer(authorization))
    },
  }
}

function basicOf(authorization: string | undefined): { id: string; secret: string } | undefined {
  const text = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
  if (text === undefined) return undefined
  const [id = '', secret = ''] = Buffer.from(text, 'base64').toString('utf8').split(':', 2).map(decoded)
  return { id, secret }
}

// Both halves are form-encoded before they are joined (RFC 6749 §2.3.1); many clients leave that out.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
