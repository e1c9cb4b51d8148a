/**
 * `/token/session`: a consumer token and an employee token become a session token that ends with a day, and a company's own
 * token becomes one that ends after some seconds. Other requests carry it as the password of HTTP Basic.
 */
import { isCivilDate } from '@saatava/core/dates.ts'
import { companyOfToken, deriveSimulatorKeys } from '../../connectors/tripletex/sandbox-keys.ts'
import { type AccessTokens, basicOf, createAccessTokens } from '../kit/access-tokens.ts'
import type { Answer } from '../kit/guard.ts'
import { CODE, complain, invalid, recordIn, valueOf } from './answers.ts'
import { MODELS } from './fields.ts'

const TTL_S_MAX = 86_400
const DAY_S = 86_400

export interface Tokens extends Pick<AccessTokens, 'companyOf' | 'revoke'> {
  create(query: Record<string, string | undefined>): Answer
  createFromRefreshToken(body: unknown): Answer
}

export function createTokens(now: () => Date): Tokens {
  const tokens = createAccessTokens(now, DAY_S)
  const bearer = (authorization: string | undefined) => {
    const basic = basicOf(authorization)
    // 0 or nothing names the company of the token; no simulated company has separate clients.
    return basic !== undefined && ['0', ''].includes(basic.id) ? `Bearer ${basic.secret}` : undefined
  }
  const session = (company: string, expiresAt: number): Answer => {
    const expirationDate = new Date(expiresAt).toISOString().slice(0, 10)
    return valueOf({ token: tokens.give(company, expiresAt), expirationDate }, MODELS.session, {})
  }
  return {
    create({ consumerToken, employeeToken = '', expirationDate = '' }) {
      const company = companyOfToken(employeeToken)
      const keys = company === undefined ? undefined : deriveSimulatorKeys(company)
      if (company === undefined || keys?.employeeToken !== employeeToken) return unauthorized()
      if (keys.consumerToken !== consumerToken) return unauthorized()
      if (!isCivilDate(expirationDate)) return invalid('expirationDate', 'Ugyldig dato.')
      const expiresAt = Date.parse(expirationDate)
      if (expiresAt <= now().getTime()) return invalid('expirationDate', 'Datoen må være i fremtiden.')
      return session(company, expiresAt)
    },
    createFromRefreshToken(body) {
      const sent = recordIn(body, ['refreshToken', 'ttlSeconds'])
      if ('code' in sent) return sent
      const { refreshToken, ttlSeconds = DAY_S } = sent.record
      const company = companyOfToken(String(refreshToken))
      if (company === undefined || deriveSimulatorKeys(company).refreshToken !== refreshToken) return unauthorized()
      if (!Number.isInteger(ttlSeconds) || Number(ttlSeconds) < 1 || Number(ttlSeconds) > TTL_S_MAX) {
        return invalid('ttlSeconds', `Må være mellom 1 og ${TTL_S_MAX}.`)
      }
      return session(company, now().getTime() + Number(ttlSeconds) * 1_000)
    },
    companyOf: (authorization) => tokens.companyOf(bearer(authorization)),
    revoke: (authorization) => tokens.revoke(bearer(authorization)),
  }
}

export function unauthorized(): Answer {
  return complain(401, CODE.AUTHENTICATION, 'Unauthorized')
}
