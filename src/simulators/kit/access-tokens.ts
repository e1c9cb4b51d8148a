/** Bearer tokens of simulated companies, in memory: each lives for a while, and a restart forgets them all. */
import { randomBytes } from 'node:crypto'

/** Tokens of one company that are valid side by side; the oldest goes first. */
const TOKENS_MAX = 50

export interface AccessTokens {
  /** @param expiresAt milliseconds since 1970, where a token does not live for the usual time */
  give(company: string, expiresAt?: number): string
  /** The company of a request by its Authorization header; undefined where the token is unknown or has expired. */
  companyOf(authorization: string | undefined): string | undefined
  revoke(authorization: string | undefined): void
}

export function createAccessTokens(now: () => Date, lifeS: number): AccessTokens {
  const tokens = new Map<string, { company: string; expiresAt: number }>()
  const byCompany = new Map<string, string[]>()
  const bearer = (authorization: string | undefined) => /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? ''
  return {
    give(company, expiresAt = now().getTime() + lifeS * 1_000) {
      const token = newSecret()
      tokens.set(token, { company, expiresAt })
      const held = [...(byCompany.get(company) ?? []), token]
      if (held.length > TOKENS_MAX) tokens.delete(held.shift() ?? '')
      byCompany.set(company, held)
      return token
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

export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** The two halves of a Basic header (RFC 7617); undefined where there is none. */
export function basicOf(authorization: string | undefined): { id: string; secret: string } | undefined {
  const text = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
  if (text === undefined) return undefined
  const [id = '', ...secret] = Buffer.from(text, 'base64').toString('utf8').split(':')
  return { id, secret: secret.join(':') }
}
