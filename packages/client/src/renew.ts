/**
 * Renewal of the access token. The new token is stored by the caller before anything uses it, and the old one works until
 * then: the service answers a repeated renewal with the same new token until that is used. So a crash at any point leaves
 * a stored token that works.
 */
import { call } from './call.ts'
import { type Client, type ClientState, type Renewal, withoutRenewal } from './client.ts'

const DAY_MS = 86_400_000
const DAYS_BEFORE = 30
/** After a failure the old token goes on; the next renewal waits so long. */
const PAUSE_MS = 60_000

export interface AutoRenewOptions {
  /** Stores the new token where the program reads it at its next start. The client uses it only afterwards. */
  store(token: string, expiresAt: Date): Promise<void> | void
  /** How many days before its expiry a token is renewed; default 30. */
  daysBefore?: number | undefined
  /** Hears of a renewal that failed; the old token goes on working until it expires. */
  onFailure?: ((error: unknown) => void) | undefined
}

/**
 * For `createClient({ token, renew: autoRenew({ store }) })`, with a client's token. Makes a new one for each client.
 * Several processes may share a token: all of them get the same new one.
 */
export function autoRenew({ store, daysBefore = DAYS_BEFORE, onFailure }: AutoRenewOptions): Renewal {
  let expiresAt: number | undefined
  let pausedUntil = 0
  let running: Promise<void> | undefined
  const isFresh = () => expiresAt !== undefined && expiresAt - daysBefore * DAY_MS > Date.now()

  const renew = async (client: Client, state: ClientState, refused: boolean): Promise<void> => {
    const own = withoutRenewal(client)
    if (!refused && expiresAt === undefined)
      expiresAt = Date.parse((await call(own, 'GET /validate', {})).expiresAt ?? '') || Infinity
    if (!refused && isFresh()) return
    const renewed = await call(own, 'POST /renew', {}, {}, { bare: true })
    await store(renewed.apiAccessToken, new Date(renewed.expiresAt))
    state.setToken(renewed.apiAccessToken)
    expiresAt = Date.parse(renewed.expiresAt)
  }
  const run = async (client: Client, state: ClientState, refused: boolean): Promise<void> => {
    try {
      await renew(client, state, refused)
    } catch (error) {
      pausedUntil = Date.now() + PAUSE_MS
      onFailure?.(error)
    } finally {
      running = undefined
    }
  }
  return {
    async check(client, state, refused) {
      await running
      // Another request may have renewed it meanwhile.
      if (refused !== undefined && (await state.token()) !== refused) return true
      if (refused === undefined && (isFresh() || pausedUntil > Date.now())) return false
      await (running ??= run(client, state, refused !== undefined))
      return (await state.token()) !== refused
    },
  }
}
