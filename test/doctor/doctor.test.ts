/** The doctor says what a deployment lacks, and what that stops; it never prints a secret. */
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { confirmLaw } from '../../src/agency/confirm-law.ts'
import { setFourEyes } from '../../src/approvals/setting.ts'
import { diagnose } from '../../src/doctor/diagnose.ts'
import { type Diagnosis, summaryLine } from '../../src/doctor/diagnosis.ts'
import { PACKS } from '@saatava/law/packs/index.ts'
import { closePool, createPool } from '../../src/platform/database.ts'
import { createPlatform } from '../../src/service.ts'
import type { Platform } from '../../src/platform/context.ts'
import { readConfig } from '../../src/config/config.ts'
import { json, runCli } from '../support/cli/run.ts'
import { testDatabase } from '../support/database.ts'
import { type TestService, testService } from '../support/service.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const TOKEN = 'operator-secret-0123456789'

let api: TestService
before(async () => {
  api = await testService()
})
after(() => api.stop())

const env = (more: Record<string, string> = {}) => ({
  DATABASE_URL: api.databaseUrl,
  DATA_DIR: api.config.dataDir,
  SAATAVA_ENV: 'production',
  SAATAVA_MASTER_KEY: `k1:${KEY}`,
  OPERATOR_TOKEN: TOKEN,
  ...more,
})

/** On a day on which the packs that ship know every rate. */
function inMay(platform: Platform): Platform {
  return { ...platform, clock: { now: () => new Date('2025-11-20T09:00:00Z'), real: () => new Date() } }
}

function check({ checks }: Pick<Diagnosis, 'checks'>, name: string) {
  const found = checks.find((one) => one.name === name)
  assert.ok(found, `${name} is among ${checks.map((one) => one.name).join(', ')}`)
  return found
}

test('a sandbox passes, over the command line and over HTTP', async () => {
  const shown = await json<Diagnosis>(['doctor'], { DATABASE_URL: api.databaseUrl, DATA_DIR: api.config.dataDir })
  assert.deepEqual(
    shown.checks.filter(({ state }) => state === 'FAIL'),
    [],
  )
  assert.match(check(shown, 'law FI').says, /In production: Businesses: no reminder will be sent/)
  assert.match(check(shown, 'workers').says, /^1 at work/)
  const { status, body } = await api.call<Diagnosis & { status: string }>('GET', '/health/ready?verbose')
  assert.deepEqual([status, body.status, body.collects], [200, 'ok', true])
  assert.equal(check(body, 'migrations').state, 'OK')
})

test('a bare production says that nothing is collected, and why; exit code 1 and no secret', async () => {
  const database = await testDatabase()
  const run = await runCli(['doctor'], env({ DATABASE_URL: database.url }))
  assert.equal(run.code, 1, run.stderr)
  assert.match(run.stdout, /^FAIL +client-funds accounts +There is no account/m)
  assert.match(run.stdout, /^FAIL +agency details +The agency has no address/m)
  assert.match(run.stdout, /^FAIL +law FI +\d+ of \d+ rules are unconfirmed\. Consumers: no reminder will be sent/m)
  assert.match(run.stdout, /^FAIL +channel EMAIL +SMTP_URL is not set/m)
  assert.match(run.stdout, /nothing is collected/)
  assert.ok(!run.stdout.includes(KEY) && !run.stdout.includes(TOKEN))
  await database.drop()
})

test('without a master key, a password or a database every other check is still made', async () => {
  const url = 'postgres://saatava:hidden-password@127.0.0.1:1/saatava'
  const { SAATAVA_MASTER_KEY: _key, ...rest } = env({ DATABASE_URL: url })
  const run = await runCli(['doctor', '--json'], rest)
  assert.equal(run.code, 1)
  const shown = JSON.parse(run.stdout) as Diagnosis
  assert.match(check(shown, 'master key').says, /SAATAVA_MASTER_KEY is not set/)
  assert.match(check(shown, 'database').says, /Nothing listens at 127\.0\.0\.1:1/)
  assert.equal(check(shown, 'channel PRINT').state, 'FAIL')
  assert.ok(!run.stdout.includes('hidden-password'))
})

test('a channel that answers is OK, one that nobody serves is FAIL with the address', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const examined = async (smtp: string) =>
    diagnose(
      createPlatform(
        readConfig(env({ SMTP_URL: smtp, MAIL_FROM: 'a@example.com', LOG_LEVEL: 'silent' })),
        api.databaseUrl,
      ),
    )
  assert.equal(check(await examined(`smtp://u:secret@127.0.0.1:${port}`), 'channel EMAIL').state, 'OK')
  server.close()
  const { state, says } = check(await examined('smtp://u:secret@127.0.0.1:1'), 'channel EMAIL')
  assert.equal(state, 'FAIL')
  assert.match(says, /127\.0\.0\.1:1 cannot be reached \(nothing listens there\)/)
  assert.doesNotMatch(says, /secret/)
})

test('confirmed rules lift what they stop, and law confirm stores them with the person', async () => {
  const database = await testDatabase()
  const own = env({ DATABASE_URL: database.url })
  const listed = await runCli(['law', 'confirm', '--country', 'SE'], own)
  assert.match(listed.stdout, /SE\.DEMAND_TERM/)
  const refused = await runCli(['law', 'confirm', '--country', 'SE', '--yes'], own)
  assert.equal(refused.code, 1)
  const args = ['law', 'confirm', '--country', 'SE', '--as', 'N. N.', '--sources', 'Lagen', '--yes']
  // In production a second person approves it.
  const { approvalId } = await json<{ approvalId: string }>(args, own)
  assert.equal((await runCli(['approval', 'approve', approvalId, '--as', 'n. n.'], own)).code, 1)
  await json(['approval', 'approve', approvalId, '--as', 'M. M.'], own)
  assert.equal((await json<{ confirmed: number }>(args, own)).confirmed, 0, 'nothing is left')
  const platform = inMay(createPlatform(readConfig({ ...own, LOG_LEVEL: 'silent' }), database.url))
  const diagnosis = await diagnose(platform)
  assert.equal(check(diagnosis, 'law SE').state, 'OK')
  assert.equal(check(diagnosis, 'law FI').state, 'WARN', 'one country that works is enough to collect there')
  // Later the rates of the new half-year are missing, which confirming does not mend.
  const later = { ...platform, clock: { now: () => new Date('2031-05-20T09:00:00Z'), real: () => new Date() } }
  assert.match(check(await diagnose(later), 'law SE').says, /All \d+ rules are confirmed\. .*has no version for today/)
  const open = PACKS.filter(({ country, status }) => country === 'SE' && status === 'unverified').length
  const { rows } = await platform.pool.query(
    `select confirmed_by, sources_read, count(*)::int as rules from law_confirmation group by 1, 2`,
  )
  assert.deepEqual(rows, [{ confirmed_by: 'user:N. N.', sources_read: 'Lagen', rules: open }])
  await closePool(platform.pool)
  await database.drop()
})

test('one confirmed step moves what the doctor names to the next one', async () => {
  const database = await testDatabase()
  const platform = inMay(createPlatform(readConfig({ ...env(), LOG_LEVEL: 'silent' }), database.url))
  const ctx = { platform, log: platform.log, requestId: 'test', actor: 'system:test' as const }
  await setFourEyes(ctx, { isOn: false })
  const seen: string[] = []
  for (let i = 0; i < 40; i++) {
    const [, step = '', rule = ''] =
      /Businesses: (.+?) \((DK[\w.]+)/.exec(check(await diagnose(platform), 'law DK').says) ?? []
    if (rule === '') break
    seen.push(step)
    assert.equal(
      PACKS.some(({ ruleId }) => ruleId === rule),
      true,
      rule,
    )
    const rules = [{ ruleId: rule, status: 'verified' }]
    await confirmLaw(ctx, { rules, person: 'N. N.', sourcesRead: null })
  }
  assert.match(seen[0] ?? '', /^no reminder will be sent/)
  assert.ok(seen.length > 3, seen.join('; '))
  assert.doesNotMatch(check(await diagnose(platform), 'law DK').says, /Businesses/)
  await closePool(platform.pool)
  await database.drop()
})

test('the start says in one line that nothing will be collected', async () => {
  const database = await testDatabase()
  const pool = createPool(database.url, 2)
  const platform = { ...createPlatform(readConfig({ ...env(), LOG_LEVEL: 'silent' }), database.url), pool }
  const line = summaryLine(await diagnose(platform)) ?? ''
  assert.match(
    line,
    /^Nothing will be collected: .*no client-funds account, the agency has no address, the law rules for a first step are unconfirmed in every country/,
  )
  assert.doesNotMatch(line, /\n/)
  await closePool(pool)
  await database.drop()
})

test('the doctor shows only names and states to a caller who is no operator', async () => {
  const { body } = await api.call<Diagnosis>('GET', '/health/ready?verbose', {})
  assert.ok(body.checks[0]?.says)
  const verbose = (await import('../../src/doctor/health.ts')).createVerboseHealth(api.service.platform)
  const short = (await verbose(false)) as { checks: object[] }
  assert.deepEqual(Object.keys(short.checks[0] ?? {}), ['name', 'state'])
})
