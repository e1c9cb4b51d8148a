/** `saatava webhook`: people set up, test, pause and mend endpoints, and developers listen without a tunnel. */
import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { Webhook as Verifier } from 'standardwebhooks'
import { type Env, fails, json, lines, startCli } from '../support/cli/run.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { makeEvents } from '../support/webhooks/endpoint.ts'
import { type Receiver, openReceiver } from '../support/webhooks/receiver.ts'

let api: TestService
let env: Env
let client: TestClient
let receiver: Receiver
before(async () => {
  api = await testService()
  env = { DATABASE_URL: api.databaseUrl, SAATAVA_ENV: 'sandbox', DATA_DIR: api.service.platform.config.dataDir }
  client = await api.createClient()
  receiver = await openReceiver()
})
after(async () => {
  await api.stop()
  await receiver.close()
})

interface Shown {
  state: string
  pending: number
  sequence: number
  deliveries: { deliveryId: string; state: string }[]
}

test('an endpoint is set up, tested, paused, resumed, replayed and rotated, and a delivery is sent again', async () => {
  const whose = ['--client', `${client.clientIdentifier}`]
  await fails(1, /either --client or --partner/, ['webhook', 'create', '--url', receiver.url], env)
  const made = await json<{ webhookId: string; secret: string }>(
    ['webhook', 'create', ...whose, '--url', receiver.url, '--type', 'client.settings'],
    env,
  )
  const id = made.webhookId
  const show = () => json<Shown>(['webhook', 'show', id], env)
  assert.match((await lines(['webhook', 'test', id], env))[0] ?? '', /It arrived: status 204/)
  await lines(['webhook', 'pause', id], env)
  await makeEvents(api, client.token, 1)
  assert.equal((await show()).state, 'PAUSED')
  await lines(['webhook', 'resume', id], env)
  const sent = await until('it arrives', show, ({ deliveries }) => deliveries[0]?.state === 'DELIVERED')
  await lines(['webhook', 'resend', id, sent.deliveries[0]?.deliveryId ?? ''], env)
  await until('it arrives again', () => receiver.taken().filter(({ test: isTest }) => isTest !== true).length === 2)
  await until('its outcome', show, ({ deliveries }) => deliveries[0]?.state === 'DELIVERED')
  assert.equal(
    (await json<{ deliveries: number }>(['webhook', 'resend', id, '--all', '--state', 'FAILED'], env)).deliveries,
    0,
  )
  await lines(['webhook', 'replay', id, '--time', '2020-01-01'], env)
  await until('the replay', show, ({ sequence, pending }) => sequence > 1 && pending === 0)
  assert.match((await lines(['webhook', 'list'], env)).join('\n'), new RegExp(`${id} +\\d+ +ACTIVE`))
  assert.notEqual((await json<{ secret: string }>(['webhook', 'rotate', id], env)).secret, made.secret)
  assert.ok(Array.isArray((await json<{ sources: string[] }>(['webhook', 'sources'], env)).sources))
})

test('"listen" brings each event to a receiver, signed with the secret that it prints, and goes on from its file', async () => {
  const own = await openReceiver()
  const keep = `${api.service.platform.config.dataDir}/listen.json`
  const args = [
    'webhook',
    'listen',
    '--forward',
    own.url,
    '--origin',
    api.origin,
    '--keep',
    keep,
    '--type',
    'client.settings',
    '--json',
  ]
  await fails(1, /Whose events\?/, args, env)
  const run = async (during: (printed: () => string) => Promise<void>) => {
    const child = startCli(args, { ...env, TOKEN: client.token })
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text))
    const ended = once(child, 'close')
    await until('its secret', () => printed.includes('whsec_'))
    await during(() => printed)
    child.kill('SIGINT')
    assert.equal((await ended)[0], 130)
    return (JSON.parse(printed.split('\n')[0] ?? '') as { secret: string }).secret
  }
  const secret = await run(async (printed) => {
    await makeEvents(api, client.token, 1)
    await until('the event', () => printed().includes('"status":204'))
  })
  await makeEvents(api, client.token, 1)
  const kept = await run(async (printed) => {
    await until('the other event', () => printed().includes('"status":204'))
  })
  assert.equal(kept, secret)
  assert.deepEqual(
    own.taken().map(({ type, sequence }) => [type, sequence]),
    [
      ['client.settings.changed', 1],
      ['client.settings.changed', 2],
    ],
  )
  for (const { text, headers } of own.received)
    assert.deepEqual(new Verifier(secret).verify(text, headers as Record<string, string>), JSON.parse(text))
  await own.close()
})
