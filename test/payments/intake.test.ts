/** Bank files on their way in: each entry once, whatever happens on the way; from a folder and over HTTP. */
import { strict as assert } from 'node:assert'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { camtFile } from '../../packages/bank-files/test/camt.ts'
import { createTokens } from '../../src/platform/auth/tokens.ts'
import { createServer } from '../../src/platform/http/server.ts'
import { bankFileRoutes } from '../../src/payments/operator-routes.ts'
import { startBankInbox } from '../../src/payments/services.ts'
import { exitOf, json, startCli } from '../support/cli/run.ts'
import { until } from '../support/until.ts'
import { camtOf, entryOf, startWorld, type World } from '../support/payments/world.ts'

/** The file of the killed command. A kill has to come while its entries are stored, and while they are handled. */
const LARGE = process.env['SAATAVA_TEST_LONG'] === '1' ? 6_000 : 1_500
const KILL_AT = LARGE / 6

let world: World
let env: Record<string, string>
before(async () => {
  world = await startWorld()
  env = { DATABASE_URL: world.api.databaseUrl, DATA_DIR: world.folder, LOG_LEVEL: 'silent' }
})
after(() => world.stop())

async function count(where: string, values: unknown[] = []): Promise<number> {
  const { rows } = await world.api.pool.query<{ n: string }>(`select count(*) as n from ${where}`, values)
  return Number(rows[0]?.n)
}

const ofFile = (prefix: string) => count('bank_entry where bank_reference like $1', [`%/${prefix}-%`])

test('one bad entry does not lose the others, and its fault names its place', async () => {
  const entries = [1, 2, 3].map((n) => entryOf(`BAD-${n}`, `${n}.00`, { reference: '12345672' }))
  const text = camtOf(entries).replace('>2.00<', '>two<')
  const taken = await world.take(text)
  assert.equal(taken.entries, 2)
  assert.equal(taken.complete, true)
  assert.equal(taken.faultCount, 1)
  assert.match(taken.faults[0]?.position ?? '', /Ntry\[2\]/)
  assert.equal(await ofFile('BAD'), 2)
})

test('taking a file again changes nothing; another file with some of its entries adds the others', async () => {
  const entries = [1, 2, 3].map((n) => entryOf(`SAME-${n}`, `${n}.00`, { reference: '12345672' }))
  const text = camtOf(entries, 'SAME')
  assert.deepEqual(
    [(await world.take(text)).before, (await world.take(text, 'another-name.xml')).before],
    [false, true],
  )
  const other = await world.take(camtOf([...entries, entryOf('SAME-4', '4.00')], 'OTHER'))
  assert.deepEqual([other.entries, other.known, other.before], [4, 3, false])
  assert.equal(await ofFile('SAME'), 4)
})

test('a file that ends too early keeps its whole entries, and a file that is no bank file has none', async () => {
  const text = camtOf([1, 2].map((n) => entryOf(`CUT-${n}`, `${n}.00`)))
  const cut = await world.take(text.slice(0, text.lastIndexOf('<Ntry>') + 20))
  assert.deepEqual([cut.complete, cut.entries], [false, 1])
  assert.ok(cut.faults.some(({ scope }) => scope === 'file'))
  const other = await world.take('hello')
  assert.deepEqual([other.complete, other.entries, other.format], [false, 0, 'unknown'])
})

test('a file that two processes take at once is taken once', async () => {
  const client = await world.api.createClient()
  const cases = await Promise.all(Array.from({ length: 40 }, () => world.openCase(client, { capital: 10_000n })))
  const path = join(world.folder, 'twice.xml')
  const entries = cases.flatMap(({ reference }, i) =>
    Array.from({ length: 30 }, (_, n) => entryOf(`TWICE-${i}-${n}`, '1.00', { reference })),
  )
  await writeFile(path, camtOf(entries, 'TWICE'))
  const both = await Promise.all([1, 2].map(() => json(['bank-file', 'take', path], env)))
  assert.equal(await ofFile('TWICE'), 1_200)
  assert.equal(await count(`bank_file where name = 'twice.xml'`), 1)
  assert.ok(
    both.every((one) => one['entries'] === 1_200 && one['known'] === 0),
    JSON.stringify(both),
  )
  await json(['bank-file', 'take', path], env)
  assert.equal(await count('payment where client_id = $1', [client.clientIdentifier]), 1_200)
  const { rows } = await world.api.pool.query<{ total: string }>(
    'select sum(capital_minor)::text as total from allocation where client_id = $1',
    [client.clientIdentifier],
  )
  assert.equal(rows[0]?.total, '120000')
})

test(`a file that is killed in the middle of ${LARGE} entries and taken again has each entry once, each payment once`, {
  timeout: 600_000,
}, async () => {
  const client = await world.api.createClient()
  const cases = await Promise.all(Array.from({ length: 20 }, () => world.openCase(client, { capital: 10_000_000n })))
  const path = join(world.folder, 'large.xml')
  const entries = Array.from({ length: LARGE }, (_, i) =>
    entryOf(
      `KILL-${i}`,
      '1.00',
      i % 10 === 0 ? { reference: cases[(i / 10) % 20]?.reference ?? '' } : { reference: '12345672' },
    ),
  )
  await writeFile(path, camtOf(entries, 'KILL'))
  const killedAt = async (stored: number, dealt: number) => {
    const child = startCli(['bank-file', 'take', path], env)
    const exited = exitOf(child)
    await until(
      `${stored} stored, ${dealt} handled`,
      async () =>
        [
          await ofFile('KILL'),
          await count(`bank_entry where bank_reference like '%/KILL-%' and state <> 'new'`),
        ] as const,
      ([some, done]) => some >= stored && done >= dealt,
      180_000,
    )
    child.kill('SIGKILL')
    await exited
  }
  await killedAt(KILL_AT, 0)
  const stored = await ofFile('KILL')
  assert.ok(stored >= KILL_AT && stored < LARGE, `${stored} stored when it was killed`)
  await killedAt(LARGE, KILL_AT)
  const dealt = await count(`bank_entry where bank_reference like '%/KILL-%' and state <> 'new'`)
  assert.ok(dealt >= KILL_AT && dealt < LARGE, `${dealt} handled when it was killed`)
  const last = await json(['bank-file', 'take', path], env)
  assert.equal(last['entries'], LARGE)
  assert.equal(last['known'], 0)
  assert.equal(await ofFile('KILL'), LARGE)
  assert.equal(await count(`bank_entry where bank_reference like '%/KILL-%' and state = 'new'`), 0)
  assert.equal(await count('payment where client_id = $1', [client.clientIdentifier]), LARGE / 10)
  assert.equal(
    await world.balance('CLIENT_FUNDS', { clientId: client.clientIdentifier, caseId: 0 }),
    BigInt(LARGE * 10),
  )
})

test('a folder: complete files are taken and moved, others wait', async () => {
  const folder = join(world.folder, 'inbox')
  await mkdir(folder)
  const { platform } = world.api.service
  const own = { ...platform, config: { ...platform.config, bankInbox: folder } }
  const inbox = startBankInbox(own, { onTaken: () => undefined, quietMs: 150, pollMs: 20 })
  try {
    const text = camtOf([entryOf('FOLDER-1', '1.00')], 'FOLDER')
    await writeFile(join(folder, 'growing.xml.part'), text)
    await writeFile(join(folder, '.hidden.xml'), text)
    await writeFile(join(folder, 'slow.xml'), text.slice(0, 200))
    await inbox?.look()
    await writeFile(join(folder, 'slow.xml'), text)
    await writeFile(join(folder, 'broken.xml'), 'no bank file')
    await until(
      'both moved',
      () => readdir(folder),
      (names) => !names.includes('slow.xml') && !names.includes('broken.xml'),
    )
    assert.deepEqual(await readdir(join(folder, 'done')), ['slow.xml'])
    assert.deepEqual(await readdir(join(folder, 'failed')), ['broken.xml'])
    assert.equal(await ofFile('FOLDER'), 1)
    await writeFile(join(folder, 'slow.xml'), camtOf([entryOf('FOLDER-2', '1.00')], 'FOLDER-2'))
    await until(
      'the second of the name',
      () => readdir(join(folder, 'done')),
      (names) => names.length === 2,
    )
    assert.deepEqual((await readdir(folder)).sort(), ['.hidden.xml', 'done', 'failed', 'growing.xml.part'])
  } finally {
    await inbox?.stop()
  }
})

test('the operator’s endpoint takes a body of any type with the token, and is not there without the setting', async () => {
  const { platform } = world.api.service
  const token = 'operator-token-of-the-test'
  const serve = async (operatorToken: string | undefined) => {
    const own = { ...platform, config: { ...platform.config, operatorToken, dataDir: world.folder } }
    const app = createServer({ platform: own, tokens: createTokens(platform.pool, platform.config, () => new Date()) })
    bankFileRoutes(app, own, () => undefined)
    return { app, origin: await app.listen({ port: 0, host: '127.0.0.1' }) }
  }
  const open = await serve(token)
  const closed = await serve(undefined)
  const send = (origin: string, headers: Record<string, string>, body: string | null) =>
    fetch(`${origin}/api/v1/operator/bank-files?name=upload.xml`, { method: 'POST', headers, body })
  try {
    const text = camtOf([entryOf('HTTP-1', '1.00')], 'HTTP')
    assert.equal((await send(closed.origin, { 'x-operator-token': token }, text)).status, 404)
    assert.equal((await send(open.origin, {}, text)).status, 401)
    assert.equal((await send(open.origin, { 'x-operator-token': 'wrong' }, text)).status, 401)
    assert.equal(await ofFile('HTTP'), 0)
    for (const [i, type] of ['application/xml', 'application/json', 'text/plain'].entries()) {
      const reply = await send(open.origin, { 'x-operator-token': token, 'content-type': type }, text)
      assert.equal(reply.status, 200)
      const body = (await reply.json()) as { entries: number; name: string; takenBefore: boolean }
      assert.deepEqual([body.entries, body.name, body.takenBefore], [1, 'upload.xml', i > 0])
    }
    assert.equal((await send(open.origin, { 'x-operator-token': token }, null)).status, 400)
    assert.equal(await ofFile('HTTP'), 1)
    assert.deepEqual(await readdir(join(world.folder, 'bank-files')), [], 'nothing is left behind')
  } finally {
    await open.app.close()
    await closed.app.close()
  }
})

test('entries that the database cannot hold are faults, and their neighbours are stored', async () => {
  const taken = await world.take(
    camtOf([entryOf('HUGE-1', '1.00'), entryOf('HUGE-2', '99999999999999999.99'), entryOf('HUGE-3', '3.00')], 'HUGE'),
  )
  assert.ok(
    taken.faults.some(({ scope, position }) => scope === 'entry' && position.includes('Ntry[2]')),
    JSON.stringify(taken),
  )
  assert.equal(await ofFile('HUGE'), 2)
})

test('a statement whose balance no account holds is left out, and its entries are stored', async () => {
  const opening = '99999999999999999.99'
  await world.take(
    camtFile({
      format: 'camt.053.001.02',
      messageId: 'RICH',
      statements: [{ id: 'RICH', opening, entries: [entryOf('RICH-1', '1.00')] }],
    }),
  )
  assert.equal(await ofFile('RICH'), 1)
  assert.equal(await count(`bank_statement where statement_id = 'RICH'`), 0)
})
