/**
 * Access tokens of systems that speak OAuth 2: kept, renewed a minute before they end or when the system turns one away.
 *
 * A refresh token that rotates is used once: the answer that spends it brings the next. So such tokens are stored, in
 * this order:
 *
 * 1. Only the holder of the connection's lease asks for tokens, so one process at a time does.
 * 2. It reads the stored ones first. Another process may have renewed them: then nothing is spent.
 * 3. It asks with the stored refresh token. This request is not cut when the lease ends, because its answer would be lost.
 * 4. It stores the answer, sealed and committed, on condition that nobody has stored others since 2.
 * 5. Only then does it use the new access token.
 *
 * A kill between 3 and 4 loses the new refresh token, and no document: nothing was sent with it. The next holder asks
 * once more with the spent one. A system that allows this goes on. One that forbids it answers "invalid grant", which
 * stops the queue until a person consents again.
 */
import { ConnectorError } from './errors.ts'
import type { ConnectorTools, TokenStore } from './port.ts'

const RENEW_BEFORE_MS = 60_000

export interface Tokens {
  accessToken: string
  /** Milliseconds since 1970. */
  expiresAt: number
  /** Spent by the next renewal; absent where the system needs none. */
  refreshToken?: string
}

export interface TokenSource {
  get(signal: AbortSignal): Promise<string>
  /** Forgets a token that was turned away, unless a newer one has taken its place. */
  drop(token: string): void
  /**
   * How many tokens in a row may be turned away and replaced within one call before it is us who are not let in. Where
   * tokens are stored, the first one in place may be another process's, and as old.
   */
  renewalsMax: 1 | 2
  /** Stores tokens that a person's consent brought, in place of all earlier ones. */
  adopt(tokens: Tokens): Promise<void>
}

export interface TokenOptions {
  /** Asks the system for tokens. `refreshToken` is the stored one, where tokens are stored. */
  ask(refreshToken: string | undefined, signal: AbortSignal): Promise<Tokens>
  /** Given where a refresh token rotates. */
  store?: TokenStore
}

export function createTokenSource({ ask, store }: TokenOptions, { now }: Pick<ConnectorTools, 'now'>): TokenSource {
  let held: Tokens | undefined
  let turnedAway: string | undefined
  const valid = (tokens: Tokens) =>
    tokens.accessToken !== turnedAway && now().getTime() < tokens.expiresAt - RENEW_BEFORE_MS

  async function renewed(signal: AbortSignal): Promise<Tokens> {
    if (store === undefined) return ask(undefined, signal)
    const stored = tokensIn(await store.read())
    if (stored !== undefined && valid(stored)) return stored
    signal.throwIfAborted()
    const tokens = await ask(stored?.refreshToken, new AbortController().signal)
    await keep(store, tokens)
    return tokens
  }

  return {
    async get(signal) {
      if (held !== undefined && valid(held)) return held.accessToken
      held = await renewed(signal)
      return held.accessToken
    },
    drop(token) {
      turnedAway = token
      if (held?.accessToken === token) held = undefined
    },
    renewalsMax: store === undefined ? 1 : 2,
    async adopt(tokens) {
      if (store !== undefined) {
        await store.read()
        await keep(store, tokens)
      }
      held = tokens
    },
  }
}

async function keep(store: TokenStore, tokens: Tokens): Promise<void> {
  if (await store.replace({ ...tokens })) return
  throw new ConnectorError('temporary', 'TOKENS_CHANGED', 'Other tokens of this connection were stored meanwhile.', {
    advice: 'Nothing was sent. Saatava tries again automatically with the newer tokens.',
  })
}

function tokensIn(stored: Record<string, unknown> | undefined): Tokens | undefined {
  const { accessToken, expiresAt, refreshToken } = stored ?? {}
  if (typeof accessToken !== 'string' || typeof expiresAt !== 'number') return undefined
  return { accessToken, expiresAt, ...(typeof refreshToken === 'string' ? { refreshToken } : {}) }
}
