import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { createPartner } from '../onboarding/create-partner.ts'
import { curlAbsent } from '../../test/support/curl.ts'
import { type TestService, testService } from '../../test/support/service.ts'

const ARRIVED_MS_MAX = 20_000
const run = promisify(execFile)
let api: TestService
let folder = ''

before(async () => {
  api = await testService()
  folder = await mkdtemp(join(tmpdir(), 'saatava-start-'))
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the commands of "Getting started" work when pasted, one after the other', { skip: curlAbsent() }, async () => {
  const { provisioningToken } = await createPartner(api.ctx(), { code: 'QUICK3', name: 'Partner' })
  const guide = await readFile('docs/guides/getting-started.md', 'utf8')
  const commands = [...guide.matchAll(/```sh\n(curl[\s\S]+?)\n```/g)].map(([, command = '']) => command)
  assert.equal(commands.length, 7)
  let accessToken = ''
  const paste = async (command = '') => {
    const text = command
      .replaceAll('http://127.0.0.1:8080', api.origin)
      .replaceAll('<provisioning token>', provisioningToken)
      .replaceAll('<access token>', accessToken)
    const { stdout } = await run('sh', ['-c', text], { cwd: folder })
    return (stdout === '' ? {} : JSON.parse(stdout)) as Record<string, unknown>
  }
  const [create, connect, send, watch, post, see, fetchPdf] = commands
  accessToken = String((await paste(create))['apiAccessToken'])
  assert.match(accessToken, /^[0-9a-f-]{36}$/)
  assert.equal((await paste(connect))['state'], 'active')
  const accepted = await paste(send)
  assert.equal(accepted['status'], undefined, JSON.stringify(accepted))
  const ledger = async () => ((await paste(watch))['ledgers'] as Record<string, unknown>[])[0]
  const synced = await until(ledger, (status) => status?.['status'] !== 0)
  assert.equal(synced?.['description'], 'Successfully synced')

  assert.equal((await paste(post))['status'], 'PAUSED')
  const shown = await until(
    () => paste(see),
    ({ status }) => status !== 'PAUSED' && status !== 'ACCEPTED',
  )
  assert.equal(shown['status'], 'INVOICED', JSON.stringify(shown))
  await paste(fetchPdf)
  assert.ok((await stat(join(folder, 'invoice-1001.pdf'))).size > 10_000)
})

async function until<T>(look: () => Promise<T>, settled: (seen: T) => boolean): Promise<T> {
  const deadline = Date.now() + ARRIVED_MS_MAX
  for (;;) {
    const seen = await look()
    if (settled(seen) || Date.now() > deadline) return seen
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
