import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tokensInMemory } from '../../test/support/connectors/tokens-in-memory.ts'
import { ConnectorError } from './errors.ts'
import type { TokenStore } from './port.ts'
import { createTokenSource } from './tokens.ts'

const signal = new AbortController().signal
const HOUR_MS = 3_600_000

/** A system whose refresh token is spent by one use, and a clock. */
function system() {
  let issued = 0
  let refresh: string | undefined = 'r0'
  const clock = { ms: 1_000_000 }
  return {
    clock,
    asked: () => issued,
    ask: async (refreshToken: string | undefined) => {
      if (refreshToken !== refresh) throw new ConnectorError('auth', 'invalid_grant', 'spent', { advice: 'Consent.' })
      issued += 1
      refresh = `r${issued}`
      return { accessToken: `a${issued}`, expiresAt: clock.ms + HOUR_MS, refreshToken: refresh }
    },
    now: () => new Date(clock.ms),
  }
}
const consented = (store: TokenStore) => store.replace({ accessToken: 'a0', expiresAt: 0, refreshToken: 'r0' })

test('a token is asked for once, renewed before it ends, and when it was turned away', async () => {
  const store = tokensInMemory()
  const there = system()
  await consented(store)
  const source = createTokenSource({ ask: there.ask, store }, there)
  assert.deepEqual([await source.get(signal), await source.get(signal)], ['a1', 'a1'])
  there.clock.ms += HOUR_MS - 59_000
  assert.equal(await source.get(signal), 'a2')
  source.drop('a2')
  assert.equal(await source.get(signal), 'a3')
  assert.deepEqual((await store.read())?.['refreshToken'], 'r3')
})

test('tokens that another process has renewed are used, and nothing is spent', async () => {
  const store = tokensInMemory()
  const there = system()
  await consented(store)
  const [one, other] = [
    createTokenSource({ ask: there.ask, store }, there),
    createTokenSource({ ask: there.ask, store }, there),
  ]
  assert.equal(await one.get(signal), 'a1')
  assert.equal(await other.get(signal), 'a1')
  one.drop('a1')
  assert.equal(await one.get(signal), 'a2')
  other.drop('a1')
  assert.equal(await other.get(signal), 'a2')
  assert.equal(there.asked(), 2)
})

test('new tokens are stored before they are used: those that could not be stored are not', async () => {
  const there = system()
  const memory = tokensInMemory()
  await consented(memory)
  const store: TokenStore = { read: memory.read, replace: async () => false }
  const source = createTokenSource({ ask: there.ask, store }, there)
  await assert.rejects(source.get(signal), { kind: 'temporary', code: 'TOKENS_CHANGED' })
  // The refresh token was spent and the next one lost, as by a kill at that moment: the system says so, a person consents.
  const next = createTokenSource({ ask: there.ask, store: memory }, there)
  await assert.rejects(next.get(signal), { kind: 'auth', code: 'invalid_grant' })
  await next.adopt({ accessToken: 'b1', expiresAt: there.clock.ms + HOUR_MS, refreshToken: 'r1' })
  assert.equal(await next.get(signal), 'b1')
  next.drop('b1')
  assert.equal(await next.get(signal), 'a2')
})

test('a renewal that has begun is not cut: its answer brings the only refresh token there is', async () => {
  const store = tokensInMemory()
  const there = system()
  await consented(store)
  const abort = new AbortController()
  let given: AbortSignal | undefined
  const source = createTokenSource(
    {
      store,
      ask: async (refreshToken, asking) => {
        given = asking
        abort.abort()
        return there.ask(refreshToken)
      },
    },
    there,
  )
  await source.get(abort.signal)
  assert.equal(given?.aborted, false)
  assert.equal((await store.read())?.['refreshToken'], 'r1')
  source.drop('a1')
  await assert.rejects(source.get(abort.signal), { name: 'AbortError' })
  assert.equal(there.asked(), 1)
})
