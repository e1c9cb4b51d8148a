import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { curlAbsent } from '../../test/support/curl.ts'
import { type TestService, testService } from '../../test/support/service.ts'
import { CONNECTORS } from '../connectors/registry.ts'
import { banner } from './banner.ts'
import { ensureDemo } from './demo.ts'

const run = promisify(execFile)
let api: TestService
let folder = ''

before(async () => {
  api = await testService()
  folder = await mkdtemp(join(tmpdir(), 'saatava-demo-'))
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the first run brings the published examples into every system, and out by every channel, once', async () => {
  const said: string[] = []
  const first = await ensureDemo(api.service.platform, api.origin, (line) => said.push(line))
  const outcomes = said.map((line) => line.replaceAll(/\s+/g, ' ').replace(/(Pending|sent) → /, ''))
  assert.deepEqual(outcomes.slice(1), [
    ...CONNECTORS.filter(({ country }) => country === 'FI').flatMap(({ system: name }) => [
      `${name.toLowerCase()} ledger Successfully synced`,
      `${name.toLowerCase()} payment Successfully synced`,
    ]),
    'email invoice 251601000 INVOICED by EMAIL: sent',
    'einvoice invoice 251601001 INVOICED by EINVOICE: delivered',
    'print invoice 251601002 INVOICED by PRINT: delivered',
  ])
  const counts = async () => {
    const one = async (name: string) => (await api.call<{ count: number }>('GET', `/simulators/${name}/inspect`)).body
    return [await one('mail'), await one('operator'), await one('printhouse')].map(({ count }) => count)
  }
  assert.deepEqual(await counts(), [1, 1, 1])
  const again: string[] = []
  assert.deepEqual(await ensureDemo(api.service.platform, api.origin, (line) => again.push(line)), first)
  assert.deepEqual(again, [])
  assert.deepEqual(await counts(), [1, 1, 1])
})

test('every line and address of the banner works when pasted', { skip: curlAbsent() }, async () => {
  const demo = await ensureDemo(api.service.platform, api.origin, () => {})
  const text = banner(api.origin, { console: undefined, demo, environment: 'sandbox', role: 'all', doctor: undefined })
  const commands = text.split('\n').filter((line) => line.startsWith('curl '))
  assert.equal(commands.length, 4)
  for (const command of commands) await run('sh', ['-c', command.replace('curl -s', 'curl -sf')], { cwd: folder })
  assert.ok((await stat(join(folder, 'invoice.pdf'))).size > 10_000)
  const addresses = [...text.matchAll(/^ .*?(http:\S+)/gm)].map(([, address = '']) => address)
  assert.equal(addresses.length, 6)
  for (const address of addresses) assert.equal((await fetch(address)).status, 200, address)
})
