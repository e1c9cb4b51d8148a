/** A start that cannot succeed says why in one sentence, before anything is started. */
import { strict as assert } from 'node:assert'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type Env, query, runCli } from '../support/cli/run.ts'

const PASSWORD = 'very-secret'
const USER = `start_problem_${process.pid}`
let database: TestDatabase
let dataDir: string
let env: Env

before(async () => {
  database = await testDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'saatava-start-problems-'))
  env = { DATA_DIR: dataDir, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error' }
  await query(database.ownerUrl, `create role ${USER} login password '${PASSWORD}'`)
})
after(async () => {
  await query(database.ownerUrl, `drop role ${USER}`)
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

function databaseUrl(change: (url: URL) => void): string {
  const url = new URL(database.url)
  url.username = USER
  url.password = PASSWORD
  change(url)
  return url.href
}

async function startFails(says: RegExp, settings: Env): Promise<void> {
  const { code, stdout, stderr } = await runCli(['start'], { ...env, ...settings })
  assert.equal(code, 1)
  const sentences = stderr.trim()
  assert.match(sentences, says)
  assert.equal(sentences.split('\n').length, 1, sentences)
  assert.ok(!sentences.includes(PASSWORD) && !sentences.includes('wrong-secret'), sentences)
  assert.ok(!sentences.includes('    at '), 'it holds no stack')
  assert.equal(stdout, '')
}

test('says which user’s password the server refused', async () => {
  // A server that trusts everybody on loopback checks no password: the name of an unknown user is refused there too.
  const url = databaseUrl((url) => {
    url.username = 'nobody_of_that_name'
    url.password = 'wrong-secret'
  })
  await startFails(
    /^Saatava could not start\. The server at \S+:\d+ (refused the password of|does not let) user "nobody_of_that_name"/,
    {
      DATABASE_URL: url,
    },
  )
})

test('says which database the server lacks', async () => {
  await startFails(/has no database "no_such_database"\. Create it \(createdb no_such_database\)/, {
    DATABASE_URL: databaseUrl((url) => (url.pathname = '/no_such_database')),
  })
})

test('says which host is unknown', async () => {
  await startFails(/The host of no-such-host\.invalid:5432 is unknown\. Correct the host in DATABASE_URL\./, {
    DATABASE_URL: `postgres://${USER}:${PASSWORD}@no-such-host.invalid:5432/saatava`,
  })
})

test('says that nothing listens at the address', async () => {
  await startFails(/Nothing listens at 127\.0\.0\.1:1\. Start the database server, or correct DATABASE_URL\./, {
    DATABASE_URL: `postgres://${USER}:${PASSWORD}@127.0.0.1:1/saatava`,
  })
})

test('says which right the user lacks', async () => {
  await startFails(new RegExp(`User "${USER}" lacks a right in database`), {
    DATABASE_URL: databaseUrl(() => undefined),
  })
})

test('says that the port is in use before it makes a database', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  try {
    await startFails(new RegExp(`Port ${port} is in use\\. Set PORT to another number`), { PORT: String(port) })
    assert.equal(existsSync(join(dataDir, 'postgres')), false)
  } finally {
    other.close()
  }
})

test('says that this machine does not have the address in HOST', async () => {
  await startFails(/HOST is "192\.0\.2\.1", which is not an address of this machine/, {
    HOST: '192.0.2.1',
    PORT: '18999',
  })
})
