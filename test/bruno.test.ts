/**
 * The collection for Bruno against the service, by Bruno's own command line: every request of it is sent, and answered with
 * a status that the description lists. The long form of the tests installs the command line (tools/bruno) and runs it.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { createPartner } from '../src/onboarding/create-partner.ts'
import { brunoCollection } from '../src/docs/bruno/collection.ts'
import type { Document } from '../src/docs/reference/document.ts'
import { type TestService, testService } from './support/service.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const TOOL = join(import.meta.dirname, '..', 'tools', 'bruno')
const CLI = join(TOOL, 'node_modules', '.bin', 'bru')
const run = promisify(execFile)

const REFUSED = [400, 401, 403, 415]

interface Result {
  test: { filename: string }
  response: { status: number }
  status: string
  error: unknown
}

let api: TestService
let folder = ''

before(async () => {
  if (!LONG) return
  if (!existsSync(CLI)) await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: TOOL })
  api = await testService({ operatorToken: 'bruno' })
  folder = await mkdtemp(join(tmpdir(), 'saatava-bruno-'))
})
after(async () => {
  if (!LONG) return
  await rm(folder, { recursive: true, force: true })
  await api.stop()
})

test('every request of the collection is answered as described', {
  skip: LONG ? false : 'only in the long form',
}, async () => {
  const document = (await (await fetch(`${api.origin}/openapi.json`)).json()) as Document
  const files = brunoCollection(document, api.origin)
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const partner = await createPartner(api.ctx(), { code: 'QUICK3', name: 'Partner' })
  const { token } = await api.createClient(partner)
  const tokens = { token, provisioningToken: partner.provisioningToken, operatorToken: 'bruno' }
  const variables = Object.entries(tokens).flatMap(([name, value]) => ['--env-var', `${name}=${value}`])
  const report = join(folder, 'report.json')
  const command = ['run', '-r', '--env', 'Saatava', ...variables, '--reporter-json', report]
  await run(CLI, command, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }).catch((error: unknown) => {
    if (!existsSync(report)) throw error
  })
  const [{ results }] = JSON.parse(await readFile(report, 'utf8')) as [{ results: Result[] }]
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item))
  const statuses = new Map(operations.map(({ operationId, responses }) => [operationId, Object.keys(responses)]))
  const strange = results.filter(({ test: { filename }, response: { status } }) => {
    const id = filename.split('/').at(-1)?.replace('.yml', '') ?? ''
    // No example is refused for its form. An example about something that is not there is answered with 404 or 422.
    const isRefused = REFUSED.includes(status) && id !== 'acknowledgeSettlements'
    return status >= 500 || isRefused || statuses.get(id)?.includes(String(status)) !== true
  })
  assert.deepEqual(
    strange.map(({ test: { filename }, response: { status }, error }) => ({ filename, status, error })),
    [],
  )
  assert.equal(results.length, operations.length)
  assert.ok(results.filter(({ response: { status } }) => status < 300).length > operations.length / 2)
})
