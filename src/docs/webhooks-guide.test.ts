/** The verifiers of the guide "Webhooks", as they are printed, against requests that the service signs. */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { examplesAbsent } from '../../test/support/docs/example-programs.ts'
import { until } from '../../test/support/until.ts'
import { newKeys } from '../webhooks/signing/keys.ts'
import { signedHeaders } from '../webhooks/signing/sign.ts'

const run = promisify(execFile)
const isLong = process.env['SAATAVA_TEST_LONG'] === '1'
const GUIDE = await readFile('docs/guides/webhooks.md', 'utf8')
const BODY = Buffer.from('{"type": "invoice.accepted", "subject": "invoice:ä", "sequence": 1}')
const KEYS = [newKeys(), newKeys()]
const [{ secret } = { secret: '' }] = KEYS
const ID = '019aa5c4-7d1e-7c3f-b1a4-0f6f2a0c9d11'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saatava-webhooks-'))
  await writeFile(join(folder, 'body.json'), BODY)
})
after(() => rm(folder, { recursive: true, force: true }))

function block(language: string, holds: string): string {
  const found = [...GUIDE.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].find(
    ([, word, text = '']) => word === language && text.includes(holds),
  )
  return found?.[2] ?? assert.fail(`${language}: ${holds}`)
}

/** Headers after a rotation: two signatures. @param ageMs how long ago it was signed */
function headers(ageMs = 0): Record<string, string> {
  return signedHeaders({ id: ID, body: BODY }, KEYS.toReversed(), 'V1_V1A', new Date(Date.now() - ageMs))
}

const CASES: Record<string, Record<string, string>> = {
  valid: headers(),
  old: headers(400_000),
  forged: { ...headers(), 'webhook-id': `${ID}0` },
}
const EXPECTED = { valid: true, old: false, forged: false }

test('the function in Python takes what is signed, and refuses what is old or forged', {
  skip: examplesAbsent('Python'),
}, async () => {
  const program = `${block('python', 'def verify')}
import json, sys
body = open("body.json", "rb").read()
print(json.dumps({name: verify(body, headers, sys.argv[2]) for name, headers in json.loads(sys.argv[1]).items()}))`
  const { stdout } = await run('python3', ['-c', program, JSON.stringify(CASES), secret], { cwd: folder })
  assert.deepEqual(JSON.parse(stdout), EXPECTED)
})

const csharp = isLong ? examplesAbsent('C#') : 'npm run test:long'
test('the class in C# takes what is signed, and refuses what is old or forged', { skip: csharp }, async () => {
  const main = `static class Program { static void Main(string[] a) {
  var body = System.IO.File.ReadAllBytes("body.json");
  for (var i = 1; i < a.Length; i += 3) Console.WriteLine(Webhooks.Verify(body, a[i], a[i + 1], a[i + 2], a[0]));
} }`
  await writeFile(join(folder, 'Program.cs'), `${block('csharp', 'class Webhooks')}\n${main}`)
  await run('mcs', ['-out:program.exe', 'Program.cs'], { cwd: folder })
  const given = Object.values(CASES).flatMap((one) => [
    ...[one['webhook-id'] ?? '', one['webhook-timestamp'] ?? '', one['webhook-signature'] ?? ''],
  ])
  const { stdout } = await run('mono', ['program.exe', secret, ...given], { cwd: folder })
  assert.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.trim() === 'True'),
    Object.values(EXPECTED),
  )
})

test('the commands make the signature by hand', async () => {
  const { 'webhook-timestamp': TIMESTAMP = '', 'webhook-signature': signature = '' } = CASES['valid'] ?? {}
  const env = { ...process.env, SECRET: secret, ID, TIMESTAMP }
  const { stdout } = await run('sh', ['-c', block('sh', 'openssl dgst')], { cwd: folder, env })
  assert.ok(signature.split(' ').includes(`v1,${stdout.trim()}`))
})

test('the server in TypeScript answers 204 to what is signed, and 401 to what is not', async () => {
  const source = join(import.meta.dirname, '../../packages/client/src/webhooks.ts')
  const link = join(folder, 'linked')
  await mkdir(link)
  await mkdir(join(folder, 'node_modules'))
  await writeFile(join(link, 'package.json'), '{"type": "module", "exports": {"./webhooks": "./webhooks.ts"}}')
  await writeFile(join(link, 'webhooks.ts'), `export * from ${JSON.stringify(source)}\n`)
  await symlink(link, join(folder, 'node_modules/saatava-client'))
  await writeFile(join(folder, 'package.json'), '{"type": "module"}')
  const shown = block('ts', 'forExpress').replace(
    /createServer\(receive\)\.listen\(.*\)$/,
    `const server = createServer(receive).listen(0, '127.0.0.1', () => console.log('port ' + server.address().port))`,
  )
  await writeFile(join(folder, 'server.ts'), shown)
  const server = spawn(process.execPath, ['server.ts'], {
    cwd: folder,
    env: { ...process.env, WEBHOOK_SECRET: secret },
  })
  let printed = ''
  server.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  try {
    const port = await until('its port', () => /port (\d+)/.exec(printed)?.[1])
    const statuses: number[] = []
    for (const one of Object.values(CASES))
      statuses.push((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: one, body: BODY })).status)
    assert.deepEqual(statuses, [204, 401, 401])
    await until('the event', () => printed.includes('1 invoice.accepted invoice:ä'))
  } finally {
    server.kill()
  }
})
