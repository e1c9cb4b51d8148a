/** Lines that break, and processes that are killed, at every point of a delivery. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openExchange } from './open-exchange.ts'
import { folderWorld, httpWorld, never, sftpWorld } from '../../test/support/drops/world.ts'

const FILE = Buffer.alloc(300_000, 'x')

void test('SFTP: cut before the file has its name, it is not there; the second time it is', async (context) => {
  for (const order of ['cut', 'cut after'] as const) {
    const { exchange, root, server } = await sftpWorld(context)
    await exchange.probe(never)
    server?.next.set('write', order)
    await assert.rejects(exchange.put('a.zip', FILE, never), { kind: 'ambiguous', code: 'SFTP_CUT' })
    assert.ok(!existsSync(join(root, 'out', 'a.zip')), 'no half file under the name')
    assert.equal(await exchange.put('a.zip', FILE, never), 'CREATED')
    assert.ok(readFileSync(join(root, 'out', 'a.zip')).equals(FILE))
  }
})

void test('SFTP: cut after the file got its name, it is there, once', async (context) => {
  const { exchange, root, server } = await sftpWorld(context)
  await exchange.probe(never)
  server?.next.set('rename', 'cut after')
  await assert.rejects(exchange.put('a.zip', FILE, never), { kind: 'ambiguous' })
  assert.equal(await exchange.put('a.zip', FILE, never), 'SAME')
  assert.deepEqual(readdirSync(join(root, 'out')), ['a.zip'])
})

void test('SFTP: a hung server times out; one login serves all running work', async (context) => {
  const { exchange, server } = await sftpWorld(context, { timeoutMs: 1_500 })
  await exchange.probe(never)
  await Promise.all(Array.from({ length: 10 }, (_, index) => exchange.put(`${index}.xml`, FILE, never)))
  assert.equal(server?.logins.filter((method) => method === 'password').length, 1)
  server?.next.set('rename', 'hang')
  await assert.rejects(exchange.put('a.xml', Buffer.from('x'), never), { kind: 'ambiguous' })
  server?.next.set('lstat', 'hang')
  await assert.rejects(exchange.read('a.json', never), { kind: 'temporary' })
  assert.equal(await exchange.put('b.xml', FILE, never), 'CREATED', 'on a new line')
})

void test('SFTP: strangers, wrong passwords and closed ports give different errors, and nothing is delivered', async (context) => {
  const { url, options, server } = await sftpWorld(context)
  const opened = (changes: object, to = url) => {
    const exchange = openExchange(to, { ...options, ...changes })
    context.after(() => exchange.close())
    return exchange
  }
  const stranger = opened({ hostFingerprint: `SHA256:${'A'.repeat(43)}` })
  await assert.rejects(stranger.put('a', FILE, never), { kind: 'auth', code: 'HOST_FINGERPRINT_MISMATCH' })
  assert.deepEqual(server?.logins, [], 'an unknown server gets no password')
  await assert.rejects(opened({ password: 'wrong' }).put('a', FILE, never), { kind: 'auth', code: 'SFTP_LOGIN' })
  const port = await closedPort()
  const closed = opened({}, url.replace(/:\d+\//, `:${port}/`))
  await assert.rejects(closed.put('a', FILE, never), { kind: 'temporary', code: 'ECONNREFUSED' })
})

void test('HTTP: no server is temporary, a wrong key is auth, a cut connection is ambiguous, and temporary for reads', async (context) => {
  const { url, options } = await httpWorld(context)
  const opened = (changes: object, to = url) => {
    const exchange = openExchange(to, { ...options, ...changes })
    context.after(() => exchange.close())
    return exchange
  }
  await assert.rejects(opened({ token: 'wrong' }).put('a', FILE, never), { kind: 'auth', code: 'KEY' })
  const nobody = opened({}, `http://127.0.0.1:${await closedPort()}/drop`)
  await assert.rejects(nobody.put('a', FILE, never), { kind: 'temporary', code: 'ECONNREFUSED' })
  const cutting = createServer((socket) => socket.once('data', () => socket.destroy()))
  await new Promise<void>((resolve) => cutting.listen(0, '127.0.0.1', resolve))
  context.after(() => cutting.close())
  const cut = opened({}, `http://127.0.0.1:${(cutting.address() as AddressInfo).port}/drop`)
  await assert.rejects(cut.put('a', FILE, never), { kind: 'ambiguous' })
  await assert.rejects(cut.read('a', never), { kind: 'temporary' })
  await assert.rejects(cut.answers(1, never), { kind: 'temporary' })
  await assert.rejects(cut.archive('a', 'done', never), { kind: 'temporary' })
  const stopped = AbortSignal.abort()
  await assert.rejects(opened({}).put('a', FILE, stopped), { kind: 'temporary', code: 'ABORTED' })
})

const KILLS = 12

void test('a process that is killed while it delivers leaves no half file, and the next one goes on', async (context) => {
  const { exchange, root, url } = await folderWorld(context)
  await exchange.probe(never)
  const worker = fileURLToPath(new URL('../../test/support/drops/kill-worker.ts', import.meta.url))
  let whole = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const child = spawn(process.execPath, [worker, url, String(kill)], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    await sleep(kill * 7)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    for (const name of readdirSync(join(root, 'out')).filter((found) => !found.startsWith('.'))) {
      const [, number = ''] = /-(\d+)\.zip$/.exec(name) ?? []
      assert.ok(readFileSync(join(root, 'out', name)).equals(Buffer.alloc(4_000_000, number)), `${name} is whole`)
      whole++
    }
  }
  assert.ok(whole > 0, 'some were delivered before the kill')
  assert.equal(await exchange.put('last.zip', FILE, never), 'CREATED')
})

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
