/** The package as it is installed: its README and its examples run against the service, and it is small. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cp, readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, mock, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { Webhook } from 'standardwebhooks'
import type * as Erp from '../../packages/client/examples/erp.ts'
import type * as Receiver from '../../packages/client/examples/webhook-receiver.ts'
import type * as Sdk from '../../packages/client/src/index.ts'
import { VERSION } from '../../packages/client/src/client.ts'
import { INVOICE_EXAMPLE } from '../../src/invoices/examples.ts'
import { type Installed, compileAll, installClient, writeSnippets } from '../support/client/installed.ts'
import { type InvoiceClient, invoiceOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { atNoon, caseClient, somePolicies, someCase } from '../support/cases/cases.ts'
import { until } from '../support/until.ts'

const SECRET = `whsec_${randomBytes(24).toString('base64')}`
const EXAMPLES = ['erp.ts', 'webhook-receiver.ts']
/** Gzipped and without comments, and not minified: what a bundler makes of it is smaller. */
const CORE = ['client', 'send', 'call', 'list', 'errors', 'retry', 'uuid']
const CORE_BYTES_MAX = 6 * 1024
const VERIFY_BYTES_MAX = 1.5 * 1024

let api: TestService
let installed: Installed
let owner: InvoiceClient
let snippets: string[] = []

before(async () => {
  installed = await installClient()
  snippets = await writeSnippets(installed)
  for (const name of EXAMPLES)
    await cp(new URL(`../../packages/client/examples/${name}`, import.meta.url), join(installed.folder, name))
  api = await testService()
  atNoon(api, '2026-03-02')
  await somePolicies(api)
  owner = await caseClient(api, 'QUIET')
  Object.assign(process.env, { SAATAVA_URL: api.origin, SAATAVA_TOKEN: owner.token, WEBHOOK_SECRET: SECRET })
})
after(async () => {
  for (const name of ['SAATAVA_URL', 'SAATAVA_TOKEN', 'WEBHOOK_SECRET']) delete process.env[name]
  await api.stop()
  await installed.remove()
})

const load = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(join(installed.folder, name)).href)) as T

test('the README and the examples compile as the program of a careful user', async () => {
  assert.ok(snippets.length >= 6, `${snippets.length} snippets`)
  await compileAll(installed)
})

test('every snippet of the README runs', async () => {
  const printed = mock.method(console, 'log', () => undefined)
  const complained = mock.method(console, 'error', () => undefined)
  try {
    for (const name of snippets) {
      const module = await load<{ receive?: (request: Request) => Promise<Response> }>(name)
      if (module.receive === undefined) continue
      const body = JSON.stringify({ type: 'invoice.received', subject: 'invoice:1', sequence: 1 })
      const signature = new Webhook(SECRET).sign('e1', new Date(), body)
      const headers = { 'webhook-id': 'e1', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)) }
      const signed = { method: 'POST', body, headers: { ...headers, 'webhook-signature': signature } }
      assert.equal((await module.receive(new Request('https://example.com', signed))).status, 204)
      assert.equal((await module.receive(new Request('https://example.com', { ...signed, body: '{}' }))).status, 401)
    }
  } finally {
    printed.mock.restore()
    complained.mock.restore()
  }
  assert.deepEqual(
    complained.mock.calls.map(({ arguments: words }) => words),
    [],
  )
  const words = printed.mock.calls.map(({ arguments: parts }) => parts.join(' ')).join('\n')
  assert.match(words, /[0-9a-f-]{36} PAUSED/)
  assert.match(words, /invoice\.received invoice:/)
})

test('the ERP of the examples submits, follows the states, and books each payment once', async () => {
  const erp = await load<typeof Erp>('erp.ts')
  const { createClient, sandbox } = await load<typeof Sdk>('node_modules/saatava-client/dist/src/index.js')
  const client = createClient({ baseUrl: api.origin, token: owner.token })
  const book = join(installed.folder, 'book.json')
  const open = [invoiceOf(), invoiceOf()] as unknown as Sdk.NewInvoice[]
  assert.deepEqual(await erp.submitAll(client, open), [])
  assert.deepEqual(await erp.submitAll(client, open), [], 'the service knows them by their numbers')
  const [refused] = await erp.submitAll(client, [{ ...INVOICE_EXAMPLE, invoice: {} } as unknown as Sdk.NewInvoice])
  assert.match(refused ?? '', /^line 1: .*\/invoice\/header/)
  const { invoiceNumber } = await someCase(api, owner)
  const listen = async (holds: (known: Awaited<ReturnType<typeof erp.openBook>>) => boolean) => {
    const stop = new AbortController()
    const following = erp.follow(client, book, stop.signal)
    await until('the book to know it', () => erp.openBook(book), holds)
    stop.abort()
    await following
  }
  await listen(({ states }) => states[invoiceNumber] === 'invoice.distributed')
  await sandbox.pay(client, { invoiceNumber, amount: 25.5 })
  await listen(({ payments }) => Object.keys(payments).length > 0)
  await sandbox.pay(client, { invoiceNumber, amount: 10 })
  await listen(({ payments }) => Object.keys(payments).length > 1)
  const { payments } = await erp.openBook(book)
  assert.deepEqual(
    Object.values(payments).map(({ amount }) => amount),
    [25.5, 10],
  )
})

test('the receiver of the examples stores each event once', async () => {
  const { receiver } = await load<typeof Receiver>('webhook-receiver.ts')
  const stored: string[] = []
  const complained = mock.method(process.stderr, 'write', () => true)
  const server = receiver([SECRET], ({ eventId }) => void stored.push(eventId))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const send = async (id: string, secret: string) => {
      const body = JSON.stringify({ eventId: id, type: 'invoice.received' })
      const signature = new Webhook(secret).sign(id, new Date(), body)
      const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(Date.now() / 1000)) }
      const { port } = server.address() as AddressInfo
      const signed = { method: 'POST', body, headers: { ...headers, 'webhook-signature': signature } }
      return (await fetch(`http://127.0.0.1:${port}/`, signed)).status
    }
    assert.deepEqual([await send('a', SECRET), await send('a', SECRET), await send('b', SECRET)], [204, 204, 204])
    assert.equal(await send('c', `whsec_${randomBytes(24).toString('base64')}`), 401)
  } finally {
    server.closeAllConnections()
    server.close()
    complained.mock.restore()
  }
  assert.deepEqual(stored, ['a', 'b'])
})

async function codeOf(files: string[]): Promise<string> {
  const texts = files.map((file) => readFile(join(installed.package, 'dist/src', `${file}.js`), 'utf8'))
  const code = (await Promise.all(texts)).join('\n')
  return code.replaceAll(/^\s*(?:\/\/|\/\*|\*).*$/gm, '').replaceAll(/^\s+/gm, '')
}

async function bytesOf(files: string[]): Promise<number> {
  return gzipSync(await codeOf(files), { level: 9 }).length
}

test('the core and the verification of webhooks are small', async (t) => {
  const core = await bytesOf(CORE)
  const verify = await bytesOf(['webhooks/verify'])
  t.diagnostic(`core ${core} bytes, verify ${verify} bytes, gzipped and not minified`)
  assert.ok(core <= CORE_BYTES_MAX, `core: ${core} bytes`)
  assert.ok(verify <= VERIFY_BYTES_MAX, `verify: ${verify} bytes`)
})

test('the package names its version, depends on nothing, and uses nothing of Node alone', async () => {
  const read = (path: string) => readFile(join(installed.package, path), 'utf8')
  const manifest = JSON.parse(await read('package.json')) as { version: string; dependencies?: object }
  assert.equal(manifest.version, VERSION)
  assert.equal(manifest.dependencies, undefined)
  const code = await codeOf([...CORE, 'batch', 'follow', 'renew', 'webhooks/verify', 'webhooks/receive'])
  assert.doesNotMatch(code, /\bnode:|\bBuffer\b|\bprocess\b|require\(/)
})
