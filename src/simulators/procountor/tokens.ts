/** `POST /oauth/token`: client credentials and an API key for a token that lives an hour. */
import { randomBytes } from 'node:crypto'
import type { Answer } from './answers.ts'
import { deriveSimulatorKeys, SIMULATED_CUSTOMER } from './keys.ts'

export const TOKEN_LIFE_S = 3_600
/** Tokens of one company that are valid side by side; the oldest goes first. */
const TOKENS_MAX = 50

export interface Tokens {
  issue(form: string): Answer
  /** The company of a request by its Authorization header; undefined where the token is unknown or has expired. */
  companyOf(authorization: string | undefined): string | undefined
  revoke(authorization: string | undefined): void
}

export function createTokens(now: () => Date): Tokens {
  const tokens = new Map<string, { company: string; expiresAt: number }>()
  const byCompany = new Map<string, string[]>()
  const bearer = (authorization: string | undefined) => /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? ''
  return {
    issue(form) {
      const fields = new URLSearchParams(form)
      const fail = (code: number, error: string) => ({ code, body: { error } })
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
