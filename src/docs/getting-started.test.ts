import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { createPartner } from '../onboarding/create-partner.ts'
import { type TestService, testService } from '../../test/support/service.ts'

const ARRIVED_MS_MAX = 20_000
const run = promisify(execFile)
let api: TestService

before(async () => {
  api = await testService()
})
after(() => api.stop())

function curlAbsent(): string | false {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' })
    return false
  } catch {
    return 'there is no curl here'
  }
}

test('the commands of "Getting started" work when pasted, one after the other', { skip: curlAbsent() }, async () => {
  const { provisioningToken } = await createPartner(api.ctx(), { code: 'QUICK3', name: 'Partner' })
  const guide = await readFile('docs/guides/getting-started.md', 'utf8')
  const commands = [...guide.matchAll(/```sh\n(curl[\s\S]+?)\n```/g)].map(([, command = '']) => command)
  assert.equal(commands.length, 4)
  let accessToken = ''
  const paste = async (command = '') => {
    const text = command
      .replaceAll('http://127.0.0.1:8080', api.origin)
      .replaceAll('<provisioning token>', provisioningToken)
      .replaceAll('<access token>', accessToken)
    return JSON.parse((await run('sh', ['-c', text])).stdout) as Record<string, unknown>
  }
  const [create, connect, send, watch] = commands
  accessToken = String((await paste(create))['apiAccessToken'])
  assert.match(accessToken, /^[0-9a-f-]{36}$/)
  assert.equal((await paste(connect))['state'], 'active')
  const accepted = await paste(send)
  assert.equal(accepted['status'], undefined, JSON.stringify(accepted))
  const deadline = Date.now() + ARRIVED_MS_MAX
  let status: Record<string, unknown> | undefined
  do {
    status = ((await paste(watch))['ledgers'] as Record<string, unknown>[])[0]
    if (status?.['status'] === 0) await new Promise((resolve) => setTimeout(resolve, 100))
  } while (status?.['status'] === 0 && Date.now() < deadline)
  assert.equal(status?.['description'], 'Successfully synced')
})
