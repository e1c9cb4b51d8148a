/**
 * The long form: the package as npm packs it, by the checkers of others, in other runtimes, and its size in a bundle; and
 * clients that generators make of the API description.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { VERSION } from '../../packages/client/src/client.ts'
import { openApiText } from '../support/docs/app.ts'
import { type Installed, compileAll, installClient, writeSnippets } from '../support/client/installed.ts'
import { programOf, runTool } from '../support/client/tools.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'

const SKIP = process.env['SAATAVA_TEST_LONG'] === '1' ? false : 'part of npm run test:long: it installs tools'
const CORE_BYTES_MAX = 6 * 1024
const ALL_BYTES_MAX = 8 * 1024
const VERIFY_BYTES_MAX = 1.5 * 1024
const CORE = '{ createClient, isSaatavaError, autoRenew, invoices, payments, events }'
const USES_CORE = `import ${CORE} from 'saatava-client'
export const all = [createClient, isSaatavaError, autoRenew, invoices.submit, invoices.batch, payments.list, events.follow]`
/** The generator writes the name of a union in the place of its words, where an intersection uses the union. */
const MISREAD = ['WebhookEvent', 'WebhookBatch']
const PACKED = `saatava-client-${VERSION}.tgz`
const execute = promisify(execFile)

/** Puts the files that npm packs in the place of those that were built. */
async function asPacked({ folder, package: target }: Installed): Promise<void> {
  await execute('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: target })
  await rm(target, { recursive: true })
  await mkdir(target)
  await execute('tar', ['-xzf', join(folder, PACKED), '--strip-components=1', '-C', target])
}

/** A program of plain JavaScript that every runtime takes. */
const SMOKE = `import { ValidationError, auth, createClient, events, invoices } from 'saatava-client'
import { WebhookVerificationError, verify } from 'saatava-client/webhooks'
const [baseUrl, token] = process.argv.slice(-2)
const client = createClient({ baseUrl, token })
const { isValid } = await auth.validate(client)
const failed = await invoices.submit(client, {}).catch((error) => error)
const outcomes = []
for await (const { line, status } of invoices.batch(client, [{}, {}])) outcomes.push([line, status])
const listed = await events.list(client).toArray({ max: 1 })
const forged = await verify('{}', new Headers({ 'webhook-id': 'a', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)), 'webhook-signature': 'v1,AAAA' }), 'whsec_AAAA').catch((error) => error)
console.log(JSON.stringify([isValid, failed instanceof ValidationError, outcomes, listed.length, forged instanceof WebhookVerificationError]))
`
const SMOKE_PRINTS = [
  true,
  true,
  [
    [1, 400],
    [2, 400],
  ],
  1,
  true,
]

describe('saatava-client as it is published', { skip: SKIP }, () => {
  let installed: Installed
  let api: TestService
  let client: TestClient

  before(async () => {
    installed = await installClient()
    await writeFile(join(installed.folder, 'smoke.mjs'), SMOKE)
    await asPacked(installed)
    api = await testService()
    client = await api.createClient()
  })
  after(async () => {
    await api.stop()
    await installed.remove()
  })

  test('publint and arethetypeswrong find nothing in the packed file', async () => {
    const { folder } = installed
    const file = join(folder, PACKED)
    assert.match(await runTool('publint', ['run', file, '--strict'], folder), /All good/)
    await runTool('attw', [file, '--profile', 'esm-only'], folder)
  })

  test('the declarations compile with all others, and with TypeScript 5', async () => {
    await writeSnippets(installed)
    await compileAll(installed, { skipLibCheck: false })
    await runTool('tsc', ['--project', installed.folder], installed.folder)
  })

  async function bundled(code: string): Promise<number> {
    const entry = join(installed.folder, 'entry.js')
    await writeFile(entry, code)
    const options = ['--bundle', '--minify', '--format=esm', '--target=es2022', '--log-level=error']
    return gzipSync(await runTool('esbuild', [entry, ...options], installed.folder), { level: 9 }).length
  }

  test('a bundle holds what is used: the core and the verification are small', async (t) => {
    const sizes = {
      core: await bundled(USES_CORE),
      everything: await bundled("export * from 'saatava-client'"),
      verify: await bundled("export { verify } from 'saatava-client/webhooks'"),
      nothing: await bundled("import 'saatava-client'"),
    }
    t.diagnostic(JSON.stringify(sizes))
    assert.ok(sizes.core <= CORE_BYTES_MAX, `core: ${sizes.core} bytes`)
    assert.ok(sizes.everything <= ALL_BYTES_MAX, `everything: ${sizes.everything} bytes`)
    assert.ok(sizes.verify <= VERIFY_BYTES_MAX, `verify: ${sizes.verify} bytes`)
    assert.ok(sizes.nothing < 100, 'an import without a use leaves nothing')
  })

  for (const [name, before] of [
    ['deno', ['run', '--allow-net', '--allow-read', '--allow-env', '--no-remote']],
    ['bun', ['run']],
    ['node', []],
  ] as const) {
    test(`the package runs in ${name}`, async (t) => {
      const program = name === 'node' ? process.execPath : await programOf(name)
      if (program === undefined) return t.skip(`${name} is not there for this machine`)
      const args = [...before, 'smoke.mjs', api.origin, client.token]
      const { stdout } = await execute(program, args, { cwd: installed.folder })
      return assert.deepEqual(JSON.parse(stdout), SMOKE_PRINTS)
    })
  }

  test('the package runs in the oldest Node that it names, where the machine has it', async (t) => {
    const { stdout: version } = await execute('/usr/bin/env', ['-i', '/usr/bin/node', '--version']).catch(() => ({
      stdout: '',
    }))
    if (!version.startsWith('v20.')) return t.skip('this machine has no Node 20')
    const { stdout } = await execute('/usr/bin/node', ['smoke.mjs', api.origin, client.token], {
      cwd: installed.folder,
    })
    return assert.deepEqual(JSON.parse(stdout), SMOKE_PRINTS)
  })
})

describe('clients that generators make of /openapi.json', { skip: SKIP }, () => {
  let installed: Installed

  before(async () => {
    installed = await installClient()
    await writeFile(join(installed.folder, 'openapi.json'), await openApiText())
  })
  after(() => installed.remove())

  async function compile(files: string[]): Promise<void> {
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] },
      ...{ lib: ['es2023', 'dom', 'dom.iterable'], skipLibCheck: true },
    }
    await writeFile(join(installed.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
    await runTool('tsc', ['--project', installed.folder], installed.folder)
  }

  test('openapi-typescript makes types that compile, and that agree with the types of saatava-client', async () => {
    const { folder } = installed
    await runTool('openapi-typescript', ['openapi.json', '--output', 'theirs.ts'], folder)
    const own = await readFile(new URL('../../packages/client/generated/api.ts', import.meta.url), 'utf8')
    await writeFile(join(folder, 'own.ts'), own)
    const names = Array.from(own.matchAll(/^export (?:interface|type) (\w+)/gm), ([, name = '']) => name)
    const schemas = names.filter((name) => !['Operations', 'Open', ...MISREAD].includes(name))
    // Lists of words are open in the answers of the client, so each value of the generator fits.
    const lines = schemas.map(
      (name) => `export const _${name} = (theirs: components['schemas']['${name}']): Own.${name} => theirs`,
    )
    const imports = "import type { components } from './theirs.ts'\nimport type * as Own from './own.ts'\n"
    await writeFile(join(folder, 'agree.ts'), imports + lines.join('\n'))
    await compile(['theirs.ts', 'own.ts', 'agree.ts'])
  })

  test('@hey-api/openapi-ts makes a client that compiles', async () => {
    const { folder } = installed
    await mkdir(join(folder, 'hey'))
    await runTool(
      'openapi-ts',
      ['--input', 'openapi.json', '--output', 'hey', '--client', '@hey-api/client-fetch'],
      folder,
    )
    await compile(['hey/index.ts'])
  })
})
