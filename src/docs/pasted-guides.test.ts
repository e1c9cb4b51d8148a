/**
 * Every command of every guide works when it is pasted: all guides, one after the other as the menu has them, into one
 * sandbox with its demo, on any port, with the tokens that the sandbox's own pages show.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { curlAbsent } from '../../test/support/curl.ts'
import { type TestService, testService } from '../../test/support/service.ts'
import { ensureDemo } from '../sandbox/demo.ts'
import type { Demo } from '../sandbox/demo-record.ts'
import { withExamples } from './examples/expand.ts'
import { GUIDES } from './guide-list.ts'
import { inOwnWords } from './own-words.ts'
import { until } from '../../test/support/until.ts'

/** A long move of the clock takes its time; the short form makes one of a week. */
const isLong = process.env['SAATAVA_TEST_LONG'] === '1'
const COMMAND_MS_MAX = 60_000
const COMMAND_LINE = fileURLToPath(new URL('../cli/main.ts', import.meta.url))
/** The reader of the page has run these commands already, or webhooks-guide.test.ts runs them, or they go on until Ctrl-C. */
const NOT_PASTED = /^(npm |openssl |key=)|\bwebhook listen\b/
const run = promisify(execFile)

let api: TestService
let demo: Demo
let folder = ''

before(async () => {
  api = await testService()
  demo = await ensureDemo(api.service.platform, api.origin, () => {})
  folder = await mkdtemp(join(tmpdir(), 'saatava-pasted-'))
  await writeFile(join(folder, 'session.sh'), '')
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The README and the guides, with the examples as they are printed. */
async function textOf(slug: string): Promise<string> {
  const file = GUIDES.find((guide) => guide.slug === slug)?.file ?? `guides/${slug}.md`
  return withExamples(await readFile(slug === 'README' ? 'README.md' : `docs/${file}`, 'utf8'))
}

async function commandsOf(slug: string): Promise<string[]> {
  return [...(await textOf(slug)).matchAll(/```sh(?: curl| CLI)?\n([\s\S]+?)\n```/g)]
    .map(([, block = '']) => inOwnWords(block, { origin: api.origin, demo }))
    .filter((block) => !NOT_PASTED.test(block))
}

/** One terminal: what a command exports, the next one knows. */
async function paste(slug: string, command: string): Promise<string> {
  const text = command
    .replaceAll(/\bcurl -/g, 'curl --fail-with-body -')
    .replaceAll('npx saatava', `'${process.execPath}' '${COMMAND_LINE}'`)
  const session = join(folder, 'session.sh')
  const env = {
    ...process.env,
    DATABASE_URL: api.databaseUrl,
    DATA_DIR: api.config.dataDir,
    PORT: new URL(api.origin).port,
  }
  try {
    const script = `. '${session}'; set -e; ${text}\nexport -p | grep -E 'TOKEN=' > '${session}' || true`
    return (await run('sh', ['-c', script], { cwd: folder, env, timeout: COMMAND_MS_MAX })).stdout
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string }
    throw new Error(`${slug}: ${command}\n${stdout}\n${stderr}`, { cause: error })
  }
}

/** A reader is slower than the workers: what was sent has been evaluated, delivered and booked before the next command. */
async function idle(): Promise<void> {
  const busy = async () => {
    const { rows } = await api.pool.query<{ busy: number }>(
      `select (select count(*) from invoice where status in ('PAUSED', 'ACCEPTED'))
            + (select count(*) from delivery where state in ('pending', 'sending') and next_attempt_at <= now())
            + (select count(*) from case_action where state = 'pending')
            + (select count(*) from sandbox_setting
               where name = 'clock' and position('"MOVING"' in convert_from(value, 'UTF8')) > 0) as busy`,
    )
    return Number(rows[0]?.busy)
  }
  await until('nothing is under way', busy, (count) => count === 0)
}

test('all guides work when pasted one after the other into one sandbox', { skip: curlAbsent() }, async (t) => {
  const pasted: string[] = []
  const later: [string, string][] = []
  const enter = async (slug: string, command: string) => {
    await paste(slug, command)
    await idle()
    pasted.push(slug)
  }
  // A reader moves the clock by a request or by the command line, not by both: those of the command line come last.
  for (const slug of ['README', ...GUIDES.map((guide) => guide.slug)])
    for (const command of await commandsOf(slug))
      if (command.startsWith('npx saatava clock advance')) later.push([slug, command])
      else await enter(slug, command)
  const moves = isLong ? later : later.filter(([, command]) => command.endsWith('--days 7'))
  assert.ok(moves.length > 0)
  for (const [slug, command] of moves) await enter(slug, command)
  t.diagnostic(`${pasted.length} commands of ${new Set(pasted).size} guides`)
  assert.ok(new Set(pasted).size >= 9, [...new Set(pasted)].join(', '))
  assert.ok((await stat(join(folder, 'invoice-1101.pdf'))).size > 10_000)
})

test('no command holds a fixed token or port: pages show those of the sandbox', async () => {
  for (const slug of ['README', ...GUIDES.map((guide) => guide.slug)]) {
    const text = await textOf(slug)
    assert.doesNotMatch(text, /X-Api-Key: </, slug)
    assert.doesNotMatch(text, /curl -s\s/, `${slug}: curl -sS says why it failed`)
    assert.doesNotMatch(
      inOwnWords(text, { origin: api.origin, demo }),
      /127\.0\.0\.1:8080|<(access|provisioning) token>/,
      slug,
    )
  }
  for (const path of ['/docs/invoices', '/docs/invoices.md', '/docs/getting-started.md', '/llms-full.txt']) {
    const page = await (await fetch(api.origin + path)).text()
    assert.ok(page.includes(path.includes('started') ? demo.provisioningToken : demo.clientToken), path)
    assert.ok(page.includes(api.origin), path)
    assert.doesNotMatch(page, /(?:access|provisioning) token(?:>|&gt;)/, `${path}: each tab has the token`)
  }
})

test('a page asked for under another name shows no token', async () => {
  const { request } = await import('node:http')
  const page = await new Promise<string>((resolve, reject) => {
    request(`${api.origin}/docs/invoices`, { headers: { host: 'evil.example' } }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (part: string) => (text += part))
      reply.on('end', () => resolve(text))
    })
      .on('error', reject)
      .end()
  })
  assert.ok(!page.includes(demo.clientToken))
  assert.match(page, /&lt;access token&gt;/)
})

test('each guide uses different invoice numbers', async () => {
  const owners = new Map<string, string>()
  for (const slug of ['README', ...GUIDES.map((guide) => guide.slug)])
    for (const command of await commandsOf(slug))
      for (const [, number = ''] of command.matchAll(/"header": \{"number": (\d+)/g)) {
        assert.equal(owners.get(number) ?? slug, slug, `${number} is of ${owners.get(number)} and of ${slug}`)
        owners.set(number, slug)
      }
  assert.ok(owners.size > 5)
})
