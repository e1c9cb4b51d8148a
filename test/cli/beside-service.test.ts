/** The command line beside a running service: what it changes takes effect there. */
import { strict as assert } from 'node:assert'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { UPCOMING } from '../../src/connectors/registry.ts'
import { QUICK } from '../support/sync/basics.ts'
import { until } from '../support/until.ts'
import { COMPANY, type TestClient, ledger } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'
import { type Env, fails, json, lines, runCli } from '../support/cli/run.ts'

const REVOCATION_MS_MAX = 5_000
const ACCOUNT = '4321'

let world: World
let env: Env

before(async () => {
  world = await startWorld()
  env = { ...world.env, DATABASE_URL: world.databaseUrl }
})
after(() => world.stop())

async function validity(token: string): Promise<number> {
  const answer = await fetch(`${world.origin}/api/v1/partner/validate`, { headers: { 'x-api-key': token } })
  return answer.status
}

/** Makes a client with a separate connection, made by the command line, that waits at most moments. */
async function connected(more: string[] = []): Promise<{ client: TestClient; args: string[] }> {
  const client = await world.client()
  const args = ['--client', String(client.id)]
  const settings = join(world.env['DATA_DIR'] ?? '', `settings-${client.id}.json`)
  writeFileSync(settings, JSON.stringify(QUICK))
  const set = ['--system', 'procountor', '--company', COMPANY, '--simulator', '--settings-file', settings]
  await json(['connection', 'set', ...args, ...set, ...more], env)
  return { client, args }
}

/** A voucher on an account that the company does not have. */
async function failing(client: TestClient, identifier: string): Promise<void> {
  await client.configure('PROCOUNTOR', { missingAccounts: [ACCOUNT] })
  const { ledgerRows, ...rest } = ledger(identifier) as { ledgerRows: Record<string, unknown>[] }
  await client.ledgers({ ...rest, ledgerRows: ledgerRows.map((row) => ({ ...row, accountNumber: ACCOUNT })) })
  await client.settled('ledger', [identifier], 2)
}

test('a token issued here works there at once, and a revoked one is refused within 5 seconds', async () => {
  const client = await world.client()
  const issue = ['token', 'issue', '--partner', 'QUICK3', '--client', String(client.id)]
  const issued = await json<{ token: string; tokenId: string; expiresAt: string }>(issue, env)
  assert.ok(Date.parse(issued.expiresAt) > Date.now() + 300 * 86_400_000, 'by TOKEN_LIFETIME_DAYS')
  assert.equal(await validity(issued.token), 200)
  await json(['token', 'revoke', issued.tokenId], env)
  const since = performance.now()
  await until('the revoked token', async () => {
    const askedMs = performance.now() - since
    const refused = (await validity(issued.token)) === 401
    assert.ok(refused || askedMs < REVOCATION_MS_MAX, `let in after ${askedMs} ms`)
    return refused
  })
  assert.equal(await validity(client.token), 200, 'the client’s other token goes on working')
})

test('a connection is set, listed and tested; documents that waited are sent', async () => {
  const client = await world.client()
  await client.ledgers(ledger('waits'))
  const args = ['--client', String(client.id)]
  const before = await json<{ connections: Record<string, unknown>[] }>(['sync', 'status', ...args], env)
  assert.equal(before.connections[0]?.['state'], 'not connected')
  assert.equal(before.connections[0]?.['depth'], 1)

  const set = ['connection', 'set', ...args, '--system', 'PROCOUNTOR', '--company', COMPANY, '--simulator']
  assert.match((await lines(set, env)).join('\n'), /State +active\n[^]*saatava connection test/)
  await client.settled('ledger', ['waits'])

  const { connections } = await json<{ connections: Record<string, unknown>[] }>(['connection', 'list', ...args], env)
  assert.equal(connections[0]?.['system'], 'PROCOUNTOR')
  assert.equal(connections[0]?.['isDefault'], true)
  assert.equal('credentials' in (connections[0] ?? {}), false)
  assert.match((await lines(['connection', 'list', ...args], env))[2] ?? '', /^1234567-1 +PROCOUNTOR +yes +yes +active/)
  const report = await json<{ ok: boolean }>(['connection', 'test', ...args, '--company', COMPANY], env)
  assert.equal(report.ok, true)
  assert.match((await lines(['connection', 'test', ...args], env))[0] ?? '', /^Passed /)
})

test('credentials come from a file or standard input and never come back; a test that fails says so with exit code 1', async () => {
  const client = await world.client()
  const args = ['--client', String(client.id)]
  const set = ['connection', 'set', ...args, '--system', 'PROCOUNTOR', '--company', COMPANY]
  await fails(1, /credentials is missing; .* needs: /, set, env)
  await fails(1, /must be one JSON object/, [...set, '--credentials-file', '-'], env, '["hush-hush"]')
  const broken = await fails(1, /not JSON/, [...set, '--credentials-file', '-'], env, '{"apiKey": hush-hush}')
  const wrong = await fails(1, /\/credentials\//, [...set, '--credentials-file', '-'], env, '{"apiKey": "hush-hush"}')
  const long = JSON.stringify({ apiKey: 'hush-hush'.repeat(2_000) })
  const tooLong = await fails(1, /\/credentials\/apiKey/, [...set, '--credentials-file', '-'], env, long)
  await fails(1, /could not be read: ENOENT/, [...set, '--credentials-file', '/nowhere/at-all'], env)
  for (const { stderr } of [broken, wrong, tooLong]) assert.ok(!stderr.includes('hush'), stderr)

  const simulated = [...set, '--simulator', '--credentials-file', '-', '--json']
  const taken = await runCli(simulated, env, JSON.stringify({ apiKey: 'hush-hush' }))
  assert.equal(taken.code, 0, taken.stderr)
  const tested = await runCli(['connection', 'test', ...args], env)
  assert.equal(tested.code, 1)
  assert.match(tested.stdout, /^Failed /)
  assert.ok(!`${taken.stdout}${taken.stderr}${tested.stdout}${tested.stderr}`.includes('hush'))
})

test('the error of a connection that fails is explained', async () => {
  const client = await world.client()
  const args = ['--client', String(client.id)]
  const set = ['connection', 'set', ...args, '--company', COMPANY, '--simulator']
  for (const system of UPCOMING)
    await fails(1, new RegExp(`${system} is published as upcoming`), [...set, '--system', system], env)
  await fails(1, /\/system must be one of: .*NETVISOR.*; it is "NETWISER"/, [...set, '--system', 'netwiser'], env)
  const settings = [...set, '--system', 'PROCOUNTOR', '--settings-file', '-']
  await fails(1, /\/settings\/colour is not a setting of/, settings, env, '{"colour": "red"}')
  await fails(1, /has no connection: "saatava connection set" creates one/, ['connection', 'test', ...args], env)
  await fails(1, /There is no client 7;/, ['connection', 'list', '--client', '7'], env)
  const stranger = { ...env, DATA_DIR: join(env['DATA_DIR'] ?? '', 'another') }
  await connected()
  await fails(1, /sealed with another master key/, [...set, '--system', 'PROCOUNTOR'], stranger)
})

test('failed documents are shown with the words of the accounting system, and retried', async () => {
  const { client, args } = await connected()
  await failing(client, 'bad-1')
  await failing(client, 'bad-2')

  const status = await json<{ connections: Record<string, unknown>[] }>(['sync', 'status', ...args], env)
  const { system, state, depth, failed, oldestAt } = status.connections[0] ?? {}
  assert.deepEqual([system, state, depth, failed, oldestAt], ['PROCOUNTOR', 'active', 0, 2, null])
  assert.match((await lines(['sync', 'status'], env))[0] ?? '', /^CLIENT +COMPANY +SYSTEM +STATE +DEPTH/)

  const list = ['sync', 'status', ...args, '--failed']
  const shown = await json<{ documents: { identifier: string; description: string }[]; more: boolean }>(list, env)
  assert.deepEqual(
    shown.documents.map(({ identifier }) => identifier),
    ['bad-1', 'bad-2'],
  )
  assert.match(shown.documents[0]?.description ?? '', new RegExp(ACCOUNT))
  assert.equal(shown.more, false)
  assert.match(
    (await lines([...list, '--limit', '1'], env)).join('\n'),
    /ledger +bad-1 [^]*There are more: use a higher --limit/,
  )

  await client.configure('PROCOUNTOR', { missingAccounts: [] })
  const one = ['sync', 'retry', ...args, '--kind', 'ledger', '--identifier', 'bad-1']
  assert.deepEqual(await json(one, env), { retried: [{ kind: 'ledger', identifier: 'bad-1' }] })
  await client.settled('ledger', ['bad-1'])
  await fails(1, /has not failed, it is synced/, one, env)
  await fails(
    1,
    /no payment with the identifier bad-1/,
    [...one.slice(0, 4), '--kind', 'payment', '--identifier', 'bad-1'],
    env,
  )

  const all = ['sync', 'retry', ...args, '--all-failed']
  assert.match((await lines(all, env)).join('\n'), /^Queued again: ledger bad-2\nFollow it: /)
  await client.settled('ledger', ['bad-2'])
  assert.deepEqual(await json(all, env), { retried: [] })
  assert.deepEqual(await client.arrivals('PROCOUNTOR', 'ledger', ['bad-1', 'bad-2']), ['bad-1', 'bad-2'])
})

test('one client’s documents are not another’s', async () => {
  const { client } = await connected()
  await failing(client, 'mine')
  const { args } = await connected()
  const mine = ['--kind', 'ledger', '--identifier', 'mine']
  await fails(1, /There is no ledger with the identifier mine/, ['sync', 'retry', ...args, ...mine], env)
  assert.deepEqual(await json(['sync', 'retry', ...args, '--all-failed'], env), { retried: [] })
  const { documents } = await json<{ documents: unknown[] }>(['sync', 'status', ...args, '--failed'], env)
  assert.deepEqual(documents, [])
})
