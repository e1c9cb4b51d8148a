/** The command line on the embedded database: it starts it where nobody has, and leaves it to whoever else is there. */
import { strict as assert } from 'node:assert'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { Client } from 'pg'
import { embeddedFolder } from '../../src/embedded-postgres/open-database.ts'
import { startEmbeddedPostgres } from '../../src/embedded-postgres/index.ts'
import { until } from '../support/until.ts'
import { type Env, exitOf, fails, firstJson, json, lines, query, runCli, startCli } from '../support/cli/run.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const folders: string[] = []
let env: Env
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'saatava-cli-embedded-'))
  folders.push(dataDir)
  env = { DATA_DIR: dataDir, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error' }
})

let migrated: { dataDir: string; env: Env } | undefined

/** Uses a migrated database that the tests share: making one takes seconds. Each test leaves it without a server. */
async function onMigratedDatabase(): Promise<void> {
  if (migrated === undefined) await json(['migrate'], env)
  migrated ??= { dataDir, env }
  ;({ dataDir, env } = migrated)
}

after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function isRunning(): boolean {
  // Where the data are kept elsewhere, "relocated" leads there.
  return [join(dataDir, 'postgres'), join(dataDir, 'postgres', 'relocated')].some((folder) =>
    existsSync(join(folder, 'cluster', 'postmaster.pid')),
  )
}

test('migrate makes a database where there is none, reports its work, and leaves nothing running', async () => {
  const { applied } = await json<{ applied: string[] }>(['migrate'], env)
  assert.equal(applied[0], '0001_schema')
  assert.deepEqual(await lines(['migrate'], env), ['The database is up to date.'])
  assert.equal(isRunning(), false)

  await json(['partner', 'create', '--code', 'ACME', '--name', 'Acme'], env)
  assert.match((await lines(['partner', 'list'], env)).join('\n'), /ACME/)
})

test('no other command makes a database: it says where it looked, and makes no folder', async () => {
  const elsewhere = join(dataDir, 'elsewhere')
  const bankFile = join(dataDir, 'bank.xml')
  writeFileSync(bankFile, '<Document/>')
  for (const command of [
    ['partner', 'create', '--code', 'ACME', '--name', 'Acme'],
    ['bank-file', 'take', bankFile],
    ['payment', 'unallocated'],
    ['clock', 'show'],
  ]) {
    const { stderr } = await fails(
      1,
      /No database at .*elsewhere\. Is the service running with another DATA_DIR/,
      command,
      {
        ...env,
        DATA_DIR: elsewhere,
      },
    )
    assert.ok(!stderr.includes('Database '), 'it names no database that it does not have')
    assert.equal(existsSync(elsewhere), false)
  }
})

test('a command that writes first names database and environment; one that reads does not', async () => {
  const migrated = await runCli(['migrate'], env)
  assert.match(migrated.stderr, /^Database \S*saatava-cli-embedded-\S+ \(embedded\), sandbox\n$/)
  const made = await runCli(['partner', 'create', '--code', 'ACME', '--name', 'Acme'], env)
  assert.match(made.stderr, /^Database \S+ \(embedded\), sandbox\n$/)
  const forPrograms = await runCli(['partner', 'create', '--code', 'BETA', '--name', 'Beta', '--json'], env)
  assert.equal(forPrograms.stderr, '')
  assert.equal((await runCli(['partner', 'list'], env)).stderr, '')
})

test('a database of DATABASE_URL that is not migrated is named as such, and migrated by migrate alone', async () => {
  const server = await startEmbeddedPostgres({ dataDir: embeddedFolder(dataDir), log: quiet, visits: true })
  try {
    await query(server.ownerUrl, 'create database empty')
    const url = new URL(server.ownerUrl)
    url.pathname = '/empty'
    const given = { ...env, DATABASE_URL: url.href }
    await fails(1, /lacks 0001_schema.*run "saatava migrate"/, ['partner', 'list'], given)
    assert.match((await lines(['migrate'], given))[0] ?? '', /^Applied 0001_schema$/)
    await json(['partner', 'list'], given)
  } finally {
    await server.stop()
  }
})

test('many at once on one folder: each finds the database, and the last one stops it', async () => {
  await onMigratedDatabase()
  const commands = [['migrate'], ['partner', 'list'], ['token', 'list'], ['sync', 'status'], ['migrate']]
  const all = await Promise.all(commands.map((args) => runCli(args, env)))
  assert.deepEqual(
    all.map(({ code, stderr }) => [code, stderr.replace(/^Database \S+ \(embedded\), sandbox\n/, '')]),
    commands.map(() => [0, '']),
  )
  assert.equal(isRunning(), false)
})

test('a database newer than the command line is left alone', async () => {
  await onMigratedDatabase()
  const server = await startEmbeddedPostgres({ dataDir: embeddedFolder(dataDir), log: quiet, visits: true })
  try {
    await query(server.ownerUrl, `insert into schema_migration (name, sha256) values ('9999_later', 'x')`)
    await fails(1, /the database is newer than the code/, ['partner', 'list'], env)
    await fails(1, /the database is newer than the code/, ['migrate'], env)
    await query(server.ownerUrl, `delete from schema_migration where name = '9999_later'`)
  } finally {
    await server.stop()
  }
})

test('the first of two visitors to end leaves the server to the other, and a service that came meanwhile owns it', async () => {
  await onMigratedDatabase()
  const visitor = await startEmbeddedPostgres({ dataDir: embeddedFolder(dataDir), log: quiet, visits: true })
  assert.equal(visitor.owned, false)
  await json(['partner', 'list'], env)
  assert.deepEqual(await query(visitor.url, 'select 1 as one'), [{ one: 1 }])

  const service = startCli(['start', '--json'], env)
  const { origin } = await firstJson(service, 'origin')
  await visitor.stop()
  await json(['partner', 'create', '--code', 'ACME', '--name', 'Acme'], env)
  const ready = await fetch(`${String(origin)}/health/ready`)
  assert.equal(ready.status, 200)
  const ended = exitOf(service)
  service.kill('SIGTERM')
  assert.equal(await ended, 0)
  assert.equal(isRunning(), false)
})

test('a command interrupted while the server starts stops it again', async () => {
  await onMigratedDatabase()
  const child = startCli(['token', 'list'], env)
  const ended = exitOf(child)
  await until(
    'the server',
    async () => isRunning(),
    (running) => running,
  )
  child.kill('SIGINT')
  const code = await ended
  assert.ok(code === 130 || code === 0, `it ended with ${code}`)
  assert.equal(isRunning(), false)
})

test('a command interrupted while it waits for the database changes nothing there and ends soon', async () => {
  await onMigratedDatabase()
  const visitor = await startEmbeddedPostgres({ dataDir: embeddedFolder(dataDir), log: quiet, visits: true })
  const holder = new Client({ connectionString: visitor.ownerUrl })
  await holder.connect()
  await holder.query('begin; lock table partner in access exclusive mode')
  const child = startCli(['partner', 'create', '--code', 'LOST', '--name', 'Lost'], env)
  const ended = exitOf(child)
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock'`
  await until(
    'the command to wait',
    () => query(visitor.ownerUrl, waiting),
    (rows) => rows.length === 1,
  )
  const since = performance.now()
  child.kill('SIGTERM')
  assert.equal(await ended, 143)
  assert.ok(performance.now() - since < 30_000)
  assert.match(said, /^Database \S+ \(embedded\), sandbox\n$/)
  await holder.query('rollback')
  await holder.end()
  await until(
    'the dead command’s line to be closed',
    () => query(visitor.ownerUrl, `select 1 from pg_stat_activity where application_name = 'saatava'`),
    (rows) => rows.length === 0,
  )
  assert.deepEqual(await query(visitor.ownerUrl, `select code from partner where code = 'LOST'`), [])
  await visitor.stop()
  assert.equal(isRunning(), false)
})

test('the simulators run alone until they are stopped', async () => {
  const child = startCli(['simulators', '--port', '0', '--json'], env)
  const ended = exitOf(child)
  try {
    const { origin, smtp } = await firstJson(child, 'origin')
    const inspected = await fetch(`${String(origin)}/simulators/procountor/inspect`)
    assert.equal(inspected.status, 200)
    const mail = createTransport(String(smtp))
    await mail.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 'It arrives', text: 'Hello' })
    mail.close()
    assert.match(await (await fetch(`${String(origin)}/simulators/mail/messages`)).text(), /It arrives/)
    const taken = new URL(String(origin)).port
    await fails(1, /is in use: choose another with --port/, ['simulators', '--port', taken], env)
  } finally {
    child.kill('SIGTERM')
  }
  assert.equal(await ended, 0)
  const production = { ...env, SAATAVA_ENV: 'production', SAATAVA_MASTER_KEY: `k1:${'A'.repeat(43)}=` }
  await fails(1, /production, which never runs with simulators/, ['simulators'], production)
})

test('the sandbox’s key is only made when something is sealed', async () => {
  await json(['migrate'], env)
  await json(['partner', 'create', '--code', 'ACME', '--name', 'Acme'], env)
  assert.equal(existsSync(join(dataDir, 'master.key')), false)
  assert.ok(readFileSync(join(embeddedFolder(dataDir), 'postgres.log'), 'utf8').length > 0)
})
