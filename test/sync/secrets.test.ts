/** Credentials go in and never come out: not in an answer, not in a log line, not in the database as they are. */
import { strict as assert } from 'node:assert'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connectorOf } from '../../src/connectors/registry.ts'
import { FACTS, SYSTEMS } from '../support/sync/systems.ts'
import { until } from '../support/until.ts'
import { COMPANY, createTestClient, ledger, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** Starts the service as a separate process on the world's database, and keeps every line of its log. */
async function startLogged(world: World) {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...world.env, DATABASE_URL: world.databaseUrl, LOG_LEVEL: 'trace' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const origin = await until(
    'the banner',
    async () => /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0],
    (found) => found !== undefined,
  )
  return {
    origin: origin ?? '',
    output: () => output,
    async stop() {
      child.kill('SIGTERM')
      await closed
    },
  }
}

test('no secret in any answer or log line, whatever goes wrong', async () => {
  const world = await startWorld({ SAATAVA_ROLE: 'api' })
  const logged = await startLogged({ ...world, env: { ...world.env, SAATAVA_ROLE: 'all' } })
  try {
    const secrets: string[] = []
    const answers: string[] = []
    for (const [i, system] of SYSTEMS.entries()) {
      const { provisioningToken, simulators } = world
      const client = await createTestClient({
        origin: logged.origin,
        simulators,
        provisioningToken,
        businessCode: `${2_000_000 + i}-1`,
      })
      secrets.push(client.token)
      const derived = connectorOf(system)?.simulatorCredentials(client.id, COMPANY) ?? {}
      secrets.push(...FACTS[system].secrets.flatMap((field) => derived[field] ?? []))
      const wrong = Object.fromEntries(
        FACTS[system].secrets.map((field) => [field, `wrong-${field}-${system}`.padEnd(32, '0')]),
      )
      secrets.push(...Object.values(wrong))
      await client.connect(system, {}, { credentials: wrong })
      await client.ledgers(ledger('S-1'), ledger('S-2'))
      await until(
        'stopped',
        () => client.connection(),
        ({ state }) => state === 'stopped',
      )
      await client.call('POST', '/accounting/connection/test')
      await client.call('PUT', '/accounting/connection', {
        ...{
          system,
          companyIdentifier: COMPANY,
          credentials: { ...wrong, nonsense: wrong },
          settings: { nonsense: 1 },
        },
      })
      for (const fault of ['COMMIT_THEN_CUT', 'MAINTENANCE', 'HTML_502', 'REFUSE'] as const)
        await client.fault(system, { fault, text: 'no' })
      await client.connect(system)
      await client.payments(payment('S-p'))
      await until(
        'done',
        async () => [...(await client.status('ledger')).values(), ...(await client.status('payment')).values()],
        (all) => all.every(({ status }) => status !== 0),
      )
      await client.call('POST', '/accounting/connection/test')
      await client.call('GET', '/accounting/reconciliation?fromDate=2026-03-01&toDate=2026-03-31')
      await client.call('GET', '/validate')
      answers.push(...client.answers)
    }
    await logged.stop()
    const log = logged.output()
    assert.match(log, /could not be sent/, 'failures are logged at all')
    for (const secret of secrets) {
      assert.ok(!log.includes(secret), `a log line holds ${secret.slice(0, 6)}…: ${lineWith(log, secret)}`)
      const answer = answers.find((text) => text.includes(secret))
      assert.equal(answer, undefined, `an answer holds ${secret.slice(0, 6)}…`)
    }
    const { rows } = await world.pool.query<{ text: string }>(
      `select c::text as text from accounting_connection c union all select d::text from accounting_document d
       union all select e::text from event e union all select a::text from audit_entry a union all select q::text from accounting_queue q`,
    )
    const stored = rows.map(({ text }) => text).join('\n')
    for (const secret of secrets) {
      assert.ok(!stored.includes(secret), `the database holds ${secret.slice(0, 6)}… in plain sight`)
      assert.ok(
        !stored.includes(Buffer.from(secret).toString('hex')),
        `the database holds ${secret.slice(0, 6)}… as bytes`,
      )
    }
  } finally {
    await logged.stop()
    await world.stop()
  }
})

function lineWith(text: string, part: string): string {
  return text.split('\n').find((line) => line.includes(part)) ?? ''
}
