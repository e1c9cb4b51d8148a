import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import ssh2 from 'ssh2'
import { ConnectorError } from '../errors.ts'
import type { PlannedVoucher, Session } from '../port.ts'
import { createNetbaron } from './index.ts'
import type { PlannedFile } from './plan.ts'
import { PASSWORD, type SftpServer, USER, startSftpServer } from '../../../test/support/drops/sftp-server.ts'
import {
  connection,
  exampleLedger,
  examplePayment,
  never,
  tools,
} from '../../../test/support/connectors/netbaron/world.ts'

interface Bench {
  server: SftpServer
  session: Session
  planned: PlannedVoucher
  /** The organisation's folder as it is on the server's disk. */
  folder: string
  file: string
  open: (credentials?: Record<string, unknown>, settings?: Record<string, unknown>) => Session
}

async function bench(context: TestContext, allowedKey?: string): Promise<Bench> {
  const root = mkdtempSync(join(tmpdir(), 'netbaron-sftp-'))
  mkdirSync(join(root, 'in'))
  const server = await startSftpServer(root, allowedKey)
  context.after(async () => {
    await server.close()
    rmSync(root, { recursive: true, force: true })
  })
  const open: Bench['open'] = (credentials = {}, settings = {}) =>
    createNetbaron({ allowPrivateHosts: true }).open(
      connection({
        settings,
        credentials: {
          ...{ delivery: 'SFTP', organisation: '123456-7', host: '127.0.0.1', port: server.port, username: USER },
          ...{ password: PASSWORD, hostFingerprint: server.fingerprint, directory: '/in', ...credentials },
        },
      }),
      tools(),
    )
  const session = open()
  const [planned] = await session.plan(exampleLedger())
  assert.ok(planned)
  return {
    server,
    session,
    planned,
    folder: join(root, 'in', '123456-7'),
    file: `${(planned.body as PlannedFile).base}.csv`,
    open,
  }
}

function error(kind: string, code?: string) {
  return (thrown: unknown) => {
    assert.ok(thrown instanceof ConnectorError, String(thrown))
    assert.equal(thrown.kind, kind, `${thrown.code}: ${thrown.message}`)
    if (code !== undefined) assert.equal(thrown.code, code)
    assert.ok(!`${thrown.message} ${thrown.advice}`.includes(PASSWORD), 'no secret is shown')
    return true
  }
}

void test('deliver, wait, acknowledge', async (context) => {
  const { session, planned, folder, file } = await bench(context)
  const report = await session.test(never)
  assert.match(report.message, /sftp:\/\/saatava@127\.0\.0\.1/)
  assert.deepEqual(readdirSync(folder), [], 'the trial file is gone')
  assert.deepEqual(await session.find(planned, never), [])
  const remoteId = `ML-${planned.marker}`
  assert.deepEqual(await session.send(planned, never), { remoteId, status: 'Draft', awaitsConfirmation: true })
  assert.deepEqual(readdirSync(folder), [file], 'the file alone, and nothing unfinished beside it')
  assert.equal(readFileSync(join(folder, file), 'utf8'), (planned.body as PlannedFile).text)
  assert.equal(await session.confirm?.(planned, never), null)
  mkdirSync(join(folder, 'done'))
  renameSync(join(folder, file), join(folder, 'done', file))
  assert.equal(await session.confirm?.(planned, never), null, 'taken, and not answered for yet')
  mkdirSync(join(folder, 'ack'))
  writeFileSync(join(folder, 'ack', `${file}.ok`), '')
  assert.equal((await session.confirm?.(planned, never))?.status, 'Approved')
  assert.equal((await session.find(planned, never))[0]?.remoteId, remoteId)
  assert.deepEqual(await session.send(planned, never), { remoteId, status: 'Approved' })
  assert.deepEqual(readdirSync(folder).toSorted(), ['ack', 'done'])
  const read = await session.readBack('ledger', '2025-12-12', '2025-12-12', never)
  assert.deepEqual(
    read.map(({ marker, total, status }) => [marker, total, status]),
    [[planned.marker, 299_000n, 'Approved']],
  )
  assert.deepEqual(await session.readBack('payment', '2025-12-12', '2025-12-12', never), [])
})

void test('a refusal comes back in the import’s words', async (context) => {
  const { session, planned, folder, file } = await bench(context)
  await session.send(planned, never)
  writeFileSync(join(folder, `${file}.error`), 'Kausi on lukittu')
  await assert.rejects(session.confirm?.(planned, never) ?? Promise.resolve(), error('refused', 'IMPORT_REFUSED'))
  assert.deepEqual(await session.find(planned, never), [])
  assert.equal((await session.send(planned, never)).awaitsConfirmation, true)
  assert.equal(readdirSync(folder).length, 3)
})

void test('a server with another host key gets nothing, not even the password', async (context) => {
  const { server, planned, open } = await bench(context)
  const session = open({ hostFingerprint: `SHA256:${'A'.repeat(43)}` })
  await assert.rejects(session.send(planned, never), error('auth', 'HOST_FINGERPRINT_MISMATCH'))
  await assert.rejects(session.test(never), (thrown: Error) => thrown.message.includes(server.fingerprint))
  assert.deepEqual(server.logins, [])
  await assert.rejects(open({ hostFingerprint: 'aa:bb' }).test(never), error('auth', 'HOST_FINGERPRINT_INVALID'))
})

void test('errors name a wrong password, an unknown user, a malformed key, and a missing part', async (context) => {
  const { open } = await bench(context)
  await assert.rejects(open({ password: 'wrong' }).test(never), error('auth', 'SFTP_LOGIN'))
  await assert.rejects(open({ username: 'nobody' }).test(never), error('auth', 'SFTP_LOGIN'))
  await assert.rejects(open({ privateKey: 'no key' }).test(never), error('auth', 'PRIVATE_KEY_INVALID'))
  for (const name of ['host', 'username', 'hostFingerprint', 'password']) {
    await assert.rejects(open({ [name]: undefined }).test(never), error('auth', 'CREDENTIALS_INCOMPLETE'))
  }
})

void test('a private key lets in as well', async (context) => {
  const pair = ssh2.utils.generateKeyPairSync('ed25519')
  const { open } = await bench(context, pair.public)
  await open({ password: undefined, privateKey: pair.private }).test(never)
})

void test('loopback and private hosts are refused unless the operator allows them', async (context) => {
  const { server, planned } = await bench(context)
  for (const host of ['127.0.0.1', 'localhost', '10.0.0.1', '::1']) {
    const credentials = {
      delivery: 'SFTP',
      organisation: 'a',
      host,
      port: server.port,
      username: USER,
      password: PASSWORD,
      hostFingerprint: server.fingerprint,
    }
    const session = createNetbaron().open(connection({ credentials }), tools())
    await assert.rejects(session.send(planned, never), error('auth', 'HOST_NOT_PUBLIC'))
  }
  assert.deepEqual(server.logins, [])
})

void test('a host that is not there is temporary', async (context) => {
  const { open, planned } = await bench(context)
  const closed = createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const { port } = closed.address() as AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  await assert.rejects(open({ port }).send(planned, never), error('temporary', 'ECONNREFUSED'))
  await assert.rejects(open({ host: 'drop.invalid' }).send(planned, never), error('temporary'))
})

void test('a server that says nothing is given up, and so is one that answers no operation', async (context) => {
  const { open, planned, server } = await bench(context)
  const silent = createServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  context.after(() => silent.close())
  const { port } = silent.address() as AddressInfo
  await assert.rejects(open({ port }, { requestTimeoutMs: 300 }).send(planned, never), error('temporary'))
  const session = open({}, { requestTimeoutMs: 2_000 })
  await session.test(never)
  server.next.set('lstat', 'hang')
  await assert.rejects(session.find(planned, never), error('temporary', 'SFTP_CUT'))
  server.next.set('rename', 'hang')
  await assert.rejects(session.send(planned, never), error('ambiguous', 'SFTP_CUT'))
  const abort = new AbortController()
  server.next.set('write', 'hang')
  const sending = assert.rejects(session.send(planned, abort.signal), error('ambiguous', 'SFTP_CUT'))
  while (server.next.size > 0) await sleep(5)
  abort.abort()
  await sending
})

void test('cut in the middle of a transfer: ambiguous, not there, and delivered the second time', async (context) => {
  const { session, planned, server, folder, file } = await bench(context)
  for (const order of ['cut', 'cut after'] as const) {
    server.next.set('write', order)
    await assert.rejects(session.send(planned, never), error('ambiguous', 'SFTP_CUT'))
    assert.ok(!readdirSync(folder).includes(file), 'no half file under the name')
    assert.deepEqual(await session.find(planned, never), [])
  }
  assert.equal((await session.send(planned, never)).awaitsConfirmation, true)
  assert.equal(readFileSync(join(folder, file), 'utf8'), (planned.body as PlannedFile).text)
})

void test('cut after the file got its name: ambiguous, found, and never there twice', async (context) => {
  const { session, planned, server, folder, file } = await bench(context)
  server.next.set('rename', 'cut after')
  await assert.rejects(session.send(planned, never), error('ambiguous', 'SFTP_CUT'))
  assert.equal((await session.find(planned, never)).length, 1)
  await session.send(planned, never)
  assert.deepEqual(readdirSync(folder), [file])
})

void test('a folder that may not be written stops the queue and says so', async (context) => {
  const { session, planned, server } = await bench(context)
  server.next.set('open', 'deny')
  await session.find(planned, never)
  server.next.set('rename', 'deny')
  server.next.delete('open')
  await assert.rejects(session.send(planned, never), error('auth', 'SFTP_FOLDER'))
})

void test('a large receipt and many receipts go over one line', async (context) => {
  const { session, server, folder } = await bench(context)
  const rows = Array.from({ length: 1_000 }, (_, index) => {
    const [row] = exampleLedger().rows
    assert.ok(row)
    return { ...row, amount: index % 2 === 0 ? 100n : -100n, netAmount: index % 2 === 0 ? 100n : -100n }
  })
  const [large] = await session.plan(exampleLedger({ identifier: 'large', rows, documentDescription: 'ö'.repeat(190) }))
  assert.ok(large)
  await session.send(large, never)
  assert.equal(
    readFileSync(join(folder, `${(large.body as PlannedFile).base}.csv`), 'utf8'),
    (large.body as PlannedFile).text,
  )
  for (let index = 0; index < 20; index++) {
    const [planned] = await session.plan(examplePayment({ identifier: String(index) }))
    assert.ok(planned)
    await session.send(planned, never)
  }
  assert.equal(readdirSync(folder).length, 21)
  assert.equal(server.logins.filter((method) => method === 'password').length, 1)
})
