/** The token endpoint: client credentials in a form, for a token that lives an hour. */
import { deriveSimulatorKeys, organisationOf } from '../../connectors/talenom/sandbox-keys.ts'
import { type AccessTokens, createAccessTokens } from '../kit/access-tokens.ts'
import type { Answer } from '../kit/guard.ts'

const TOKEN_LIFE_S = 3_600

export interface Tokens extends Pick<AccessTokens, 'companyOf' | 'revoke'> {
  issue(form: string): Answer
}

export function createTokens(now: () => Date): Tokens {
  const tokens = createAccessTokens(now, TOKEN_LIFE_S)
  const refuse = (error: string): Answer => ({ code: 400, body: { error } })
  return {
    issue(form) {
      const fields = new URLSearchParams(form)
      if (fields.get('grant_type') !== 'client_credentials') return refuse('unsupported_grant_type')
      const company = fields.get('client_id') ?? ''
      const isKnown = organisationOf(company) !== undefined
      if (!isKnown || fields.get('client_secret') !== deriveSimulatorKeys(company).clientSecret) {
        return refuse('invalid_client')
      }
      const body = { access_token: tokens.give(company), expires_in: TOKEN_LIFE_S, token_type: 'Bearer' }
      return { code: 200, body }
    },
    companyOf: (authorization) => tokens.companyOf(authorization),
    revoke: (authorization) => tokens.revoke(authorization),
  }
}
