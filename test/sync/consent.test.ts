/** Tokens that rotate, over the API: consent, several processes, a spent refresh token, and the limit of calls. */
import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { until } from '../support/until.ts'
import { COMPANY, ledger, named, type TestClient } from '../support/sync/client.ts'
import { FACTS } from '../support/sync/systems.ts'
import { type World, startWorld } from '../support/sync/world.ts'

const REDIRECT = 'https://example.com/consented'
const CONSENTED = { grant: 'AUTHORIZATION_CODE' }

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

/** A person opens the consent page of the simulated Fortnox; the code comes back with the redirect. */
async function code(client: TestClient): Promise<string> {
  const query = new URLSearchParams({ redirect_uri: REDIRECT, response_type: 'code', scope: 'bookkeeping' })
  query.set('client_id', `sim-${client.id}-${COMPANY}`)
  const answer = await fetch(`${world.simulators}/simulators/fortnox/oauth-v1/auth?${query.toString()}`, {
    redirect: 'manual',
  })
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
}

const consent = async (client: TestClient, authorizationCode?: string) =>
  client.call('POST', '/accounting/connection/consent', {
    ...{ companyIdentifier: COMPANY, redirectUri: REDIRECT },
    authorizationCode: authorizationCode ?? (await code(client)),
  })

async function tokensOf(client: TestClient): Promise<{ tokens: Buffer | null; version: number }> {
  const { rows } = await world.pool.query<{ tokens: Buffer | null; version: number }>(
    'select tokens, tokens_version as version from accounting_connection where client_id = $1',
    [client.id],
  )
  return rows[0] ?? { tokens: null, version: -1 }
}

const stopped = async (client: TestClient) =>
  until(
    'stopped',
    () => client.connection(),
    ({ state }) => state === 'stopped',
  )

describe('a connection that a person consents to', { concurrency: true }, () => {
  test('waits for the consent, then sends everything once and in order', async () => {
    const client = await world.client()
    await client.connect('FORTNOX', CONSENTED)
    const ids = named('C', 10)
    await client.ledgers(...ids.map((id) => ledger(id)))
    assert.match(String((await stopped(client))['reason']), /^CONSENT_MISSING: .*consent/i)
    const wrong = await consent(client, 'a-code-that-nobody-gave')
    assert.equal(wrong.body['ok'], false, wrong.text)
    assert.match(wrong.text, /CONSENT_EXPIRED/)
    assert.doesNotMatch(wrong.text, /a-code-that-nobody-gave/)
    const answer = await consent(client)
    assert.equal(answer.body['ok'], true, answer.text)
    await client.settled('ledger', ids)
    assert.deepEqual(await client.arrivals('FORTNOX', 'ledger', ids), ids)
  })

  test('keeps its tokens when the same credentials are given again, and drops them with other ones', async () => {
    const client = await world.client()
    await client.connect('FORTNOX', CONSENTED)
    assert.equal((await consent(client)).body['ok'], true)
    const { version } = await tokensOf(client)
    await client.connect('FORTNOX', CONSENTED)
    assert.equal((await tokensOf(client)).version, version)
    await client.ledgers(ledger('K-1'))
    await client.settled('ledger', ['K-1'])
    await client.connect('FORTNOX', CONSENTED, { credentials: FACTS.FORTNOX.wrongKeys })
    assert.equal((await tokensOf(client)).tokens, null)
  })

  test('after a refresh token was spent without a record, as by a kill, a new consent loses and doubles nothing', async () => {
    const client = await world.client()
    await client.connect('FORTNOX', CONSENTED)
    assert.equal((await consent(client)).body['ok'], true)
    const spent = await tokensOf(client)
    const ids = named('S', 12)
    await client.ledgers(...ids.slice(0, 4).map((id) => ledger(id)))
    await client.settled('ledger', ids.slice(0, 4))
    // The access token is turned away: the refresh token is spent, and its successor stored.
    await client.fault('FORTNOX', { fault: 'EXPIRED_TOKEN' })
    await client.ledgers(...ids.slice(4, 8).map((id) => ledger(id)))
    await client.settled('ledger', ids.slice(4, 8))
    assert.ok((await tokensOf(client)).version > spent.version)
    // The record of it is lost.
    await world.pool.query('update accounting_connection set tokens = $2 where client_id = $1', [
      client.id,
      spent.tokens,
    ])
    await client.fault('FORTNOX', { fault: 'EXPIRED_TOKEN' })
    await client.ledgers(...ids.slice(8).map((id) => ledger(id)))
    assert.match(String((await stopped(client))['reason']), /^CONSENT_EXPIRED: /)
    assert.equal((await client.one('ledger', 'S-012')).status, 0)
    assert.equal((await consent(client)).body['ok'], true)
    await client.settled('ledger', ids)
    assert.deepEqual(await client.arrivals('FORTNOX', 'ledger', ids), ids)
  })

  test('shares its tokens among processes: none spends the refresh token of another', async () => {
    await world.worker()
    const client = await world.client()
    await client.connect('FORTNOX', CONSENTED)
    assert.equal((await consent(client)).body['ok'], true)
    const ids = named('P', 40)
    for (let i = 0; i < ids.length; i += 5) {
      if (i % 10 === 0) await client.fault('FORTNOX', { fault: 'EXPIRED_TOKEN' })
      await client.ledgers(...ids.slice(i, i + 5).map((id) => ledger(id)))
      await client.settled('ledger', ids.slice(i, i + 5))
    }
    assert.equal((await client.connection())['state'], 'active')
    assert.deepEqual(await client.arrivals('FORTNOX', 'ledger', ids), ids)
  })

  test('a system that needs no consent says so', async () => {
    const client = await world.client()
    await client.connect('NETVISOR')
    const answer = await consent(client, 'code')
    assert.equal(answer.status, 422)
    assert.match(answer.text, /Netvisor takes no authorization code/)
  })

  test('the limit of calls is kept, so that the system never has to say 429', async () => {
    const client = await world.client()
    await client.connect('FORTNOX', { callsPer5Seconds: 25, requestTimeoutMs: 8_000, settleMs: 8_000 })
    await client.configure('FORTNOX', { callsPer5Seconds: 25 })
    const ids = named('L', 60)
    const started = performance.now()
    await client.ledgers(...ids.map((id) => ledger(id)))
    let failures = 0
    await until(
      'all arrived',
      async () => {
        failures = Math.max(failures, Number((await client.connection())['failures']))
        return [...(await client.status('ledger')).values()].filter(({ status }) => status === 1).length
      },
      (count) => count === ids.length,
    )
    assert.equal(failures, 0)
    assert.ok(performance.now() - started > 9_000, 'sixty calls and more take more than two windows')
    assert.deepEqual(await client.arrivals('FORTNOX', 'ledger', ids), ids)
  })
})
