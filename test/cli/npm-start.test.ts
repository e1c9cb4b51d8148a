/** `npm start` as a supervisor runs it: a signal to npm's own process stops the service, and leaves nothing behind. */
import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const STOP_MS_MAX = 60_000
let database: TestDatabase
let dataDir: string
let npm: ChildProcess | undefined

before(async () => {
  database = await testDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'saatava-npm-start-'))
})
after(async () => {
  npm?.kill('SIGKILL')
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('stops the service when npm’s own process gets SIGTERM', async () => {
  const { PATH = '', HOME = '' } = process.env
  const settings = { DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error' }
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  npm = child
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const origin = await until(
    'the banner',
    async () => /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '',
    (found) => found !== '',
  )
  assert.equal((await fetch(`${origin}/health/live`)).status, 200)
  assert.match(output, /Console +http:\/\/localhost:\d+\/console\/enter#[\w-]{43}\n\n +Saatava is up/)

  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
  // 'close' comes when the last process that holds npm's output has ended: the service itself, not npm alone.
  await ended
  clearTimeout(late)
  assert.match(output, /SIGTERM: stopping/)
  await assert.rejects(fetch(`${origin}/health/live`), 'nothing listens any more')
})
