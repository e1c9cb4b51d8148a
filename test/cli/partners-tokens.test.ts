/** Partners and tokens from a terminal, on a database that no service runs on. */
import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type Env, fails, json, lines, query, runCli } from '../support/cli/run.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

interface Listed {
  tokens: { tokenId: string; kind: string; status: string; expiresAt: string | null; label: string }[]
}

let database: TestDatabase
let env: Env
const dataDir = mkdtempSync(join(tmpdir(), 'saatava-cli-'))

before(async () => {
  database = await testDatabase()
  env = { DATABASE_URL: database.url, DATA_DIR: dataDir }
})
after(async () => {
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('partner create prints exactly the code and the token, and a second one of that code is refused', async () => {
  const made = await json(['partner', 'create', '--code', 'ACME', '--name', 'Acme Oy'], env)
  assert.deepEqual(Object.keys(made), ['partnerCode', 'provisioningToken'])
  assert.equal(made['partnerCode'], 'ACME')
  assert.match(String(made['provisioningToken']), UUID)
  await fails(1, /There is a partner ACME already/, ['partner', 'create', '--code', 'ACME', '--name', 'X'], env)
  await fails(
    1,
    /"acme" must be 2 to 32 characters of A–Z/,
    ['partner', 'create', '--code', 'acme', '--name', 'X'],
    env,
  )
})

test('partner create and partner list show a table to people', async () => {
  const created = await lines(['partner', 'create', '--code', 'BETA', '--name', 'Beta Oy'], env)
  assert.match(created.join('\n'), /Partner +BETA\n.*\nProvisioning token +[0-9a-f-]{36}\n\nKeep the token now/)
  const listed = await lines(['partner', 'list'], env)
  assert.match(listed[0] ?? '', /^CODE +CLIENTS +CREATED +NAME$/)
  assert.ok(listed.some((line) => /^BETA +0 +\d{4}-\d\d-\d\dT[\d:.]+Z +Beta Oy$/.test(line)))
  const { partners } = await json<{ partners: { partnerCode: string; clients: number }[] }>(['partner', 'list'], env)
  assert.ok(partners.some((partner) => partner.partnerCode === 'BETA' && partner.clients === 0))
})

test('a token is issued until the end of a day, listed without its text, and revoked once', async () => {
  await json(['partner', 'create', '--code', 'GAMMA', '--name', 'Gamma'], env)
  const issued = await json(
    ['token', 'issue', '--partner', 'GAMMA', '--expires', '2099-12-31', '--label', 'night batch'],
    env,
  )
  assert.match(String(issued['token']), UUID)
  assert.equal(issued['expiresAt'], '2100-01-01T00:00:00.000Z')
  assert.equal(issued['kind'], 'PROVISIONING')

  const listed = await runCli(['token', 'list', '--partner', 'GAMMA', '--json'], env)
  assert.ok(!listed.stdout.includes(String(issued['token'])), 'the list shows the text of a token')
  const { tokens } = JSON.parse(listed.stdout) as Listed
  assert.deepEqual(
    tokens.map(({ status, label }) => [status, label]),
    [
      ['active', 'night batch'],
      ['active', 'made with the partner'],
    ],
  )
  const table = await lines(['token', 'list', '--partner', 'GAMMA'], env)
  assert.match(table[2] ?? '', new RegExp(`^${String(issued['tokenId'])} .*2100-01-01T00:00:00.000Z.*night batch$`))

  const id = String(issued['tokenId'])
  assert.match((await lines(['token', 'revoke', id], env)).join(' '), /Revoked/)
  const again = await fails(1, /no valid token/, ['token', 'revoke', id], env)
  assert.ok(!again.stderr.includes(id))
  const after = await json<Listed>(['token', 'list', '--partner', 'GAMMA'], env)
  assert.equal(after.tokens.find((token) => token.tokenId === id)?.status, 'revoked')
})

test('the audit names each act and its actor, without a secret', async () => {
  const made = await json(['partner', 'create', '--code', 'DELTA', '--name', 'Delta'], env)
  const rows = await query<{ actor: string; action: string; all: string }>(
    database.ownerUrl,
    `select actor, action, audit_entry::text as all from audit_entry where details::text like '%DELTA%'`,
  )
  assert.deepEqual(
    rows.map(({ actor, action }) => [actor, action]),
    [[`user:${userInfo().username}`, 'partner.created']],
  )
  assert.ok(!JSON.stringify(rows).includes(String(made['provisioningToken'])))
})

test('the fault and what would be right are named, with exit code 1', async () => {
  await fails(1, /no partner NOBODY/, ['token', 'issue', '--partner', 'NOBODY'], env)
  await fails(1, /no partner NOBODY/, ['token', 'list', '--partner', 'NOBODY'], env)
  await fails(1, /no client 42/, ['token', 'list', '--client', '42'], env)
  await fails(1, /ACME has no client 42/, ['token', 'issue', '--partner', 'ACME', '--client', '42'], env)
  await fails(1, /which is past/, ['token', 'issue', '--partner', 'ACME', '--expires', '2020-01-01'], env)
  const { stderr } = await fails(1, /./, ['token', 'issue', '--partner', 'NOBODY', '--json'], env)
  const { error } = JSON.parse(stderr) as { error: { code: string; message: string } }
  assert.equal(error.code, 'NOT_FOUND')
})

test('a database that cannot be used is named without its password', async () => {
  const wrong = new URL(database.url)
  wrong.password = 'very-secret'
  wrong.port = '1'
  const { stderr } = await fails(1, /127\.0\.0\.1:1/, ['partner', 'list'], { ...env, DATABASE_URL: wrong.href })
  assert.ok(!stderr.includes('very-secret'))
  await fails(1, /DATABASE_URL does not begin with/, ['partner', 'list'], { ...env, DATABASE_URL: 'mysql://x' })
  await fails(1, /SAATAVA_MASTER_KEY is not set/, ['partner', 'list'], { ...env, SAATAVA_ENV: 'staging' })
})
