import assert from 'node:assert/strict'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { until } from '../../test/support/until.ts'
import { identityOf } from './processes.ts'
import { hold, preparedFolder, query, start, temporaryFolder } from '../../test/support/embedded-postgres/world.ts'

test('a fresh folder becomes a durable UTF8 server behind a password, and a second start keeps the data', async (t) => {
  const dataDir = temporaryFolder(t, 'made/by/the/start')
  const first = await start(dataDir, {})
  assert.equal(first.owned, true)
  assert.match(first.ownerUrl, /^postgres:\/\/saatava:[0-9a-f]{48}@127\.0\.0\.1:\d+\/saatava$/)
  assert.match(first.url, /^postgres:\/\/saatava_service:[0-9a-f]{48}@127\.0\.0\.1:\d+\/saatava$/)
  const settings = await query(
    first.ownerUrl,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
            current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
            (select datlocale from pg_database where datname = 'saatava') as locale,
            (select substr(rolpassword, 1, 13) from pg_authid where rolname = 'saatava') as password`,
  )
  assert.deepEqual(settings, {
    fsync: 'on',
    commit: 'on',
    checksums: 'on',
    encoding: 'UTF8',
    addresses: '127.0.0.1',
    sockets: '',
    locale: 'C.UTF-8',
    password: 'SCRAM-SHA-256',
  })
  await assert.rejects(query(first.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1'), { code: '28P01' })
  await query(first.ownerUrl, 'create table kept as select 42 as value')
  await first.stop()
  await first.stop()
  assert.equal(identityOf(first.pid), undefined)

  const second = await start(dataDir)
  assert.equal(second.url, first.url, 'port and password are remembered')
  assert.deepEqual(await query(second.ownerUrl, 'select value from kept'), { value: 42 })
  await second.stop()
})

test('secrets and data are closed to others', { skip: process.platform === 'win32' }, async (t) => {
  const dataDir = temporaryFolder(t)
  await (await start(dataDir)).stop()
  assert.equal(statSync(join(dataDir, 'password')).mode & 0o777, 0o600)
  assert.equal(statSync(join(dataDir, 'service-password')).mode & 0o777, 0o600)
  assert.equal(statSync(join(dataDir, 'postgres.log')).mode & 0o777, 0o600)
  assert.equal(statSync(join(dataDir, 'cluster')).mode & 0o777, 0o700)
  assert.notEqual(statSync(join(dataDir, 'cluster')).uid, 0, 'PostgreSQL never runs as root')
})

test('the server outlives an owner that was killed; the next one takes it over', async (t) => {
  const dataDir = await preparedFolder(t)
  const killed = await hold(dataDir)
  assert.equal(killed.owned, true)
  await query(killed.ownerUrl, 'create table kept as select 42 as value')
  await killed.end('SIGKILL')
  const next = await start(dataDir)
  assert.equal(next.pid, killed.pid, 'the same server')
  assert.equal(next.owned, true)
  assert.deepEqual(await query(next.ownerUrl, 'select value from kept'), { value: 42 })
  await next.stop()
  assert.equal(identityOf(next.pid), undefined)
})

test('beside a living owner a second process attaches, and its stop leaves the server alone', async (t) => {
  const dataDir = await preparedFolder(t)
  const owner = await hold(dataDir)
  const guest = await start(dataDir)
  assert.deepEqual([guest.owned, guest.pid, guest.url], [false, owner.pid, owner.url])
  await guest.stop()
  assert.notEqual(identityOf(owner.pid), undefined)
  await owner.end('SIGTERM')
  assert.equal(identityOf(owner.pid), undefined, 'the owner stops it before it ends')
})

test('one of several processes that start at the same moment owns the server, and all use it', async (t) => {
  const dataDir = temporaryFolder(t)
  const all = await Promise.all([hold(dataDir), hold(dataDir), hold(dataDir), start(dataDir)])
  assert.equal(all.filter((one) => one.owned).length, 1)
  assert.equal(new Set(all.map((one) => one.pid)).size, 1)
  for (const one of all) {
    if ('end' in one) await one.end('SIGTERM')
    else await one.stop()
  }
})

test('a server that dies is started again on the same port, with everything committed', async (t) => {
  const dataDir = await preparedFolder(t)
  const server = await start(dataDir)
  const died = server.pid
  await query(server.ownerUrl, 'create table kept as select 42 as value')
  process.kill(died, 'SIGKILL')
  await until('another server', () => server.pid !== died)
  assert.deepEqual(await query(server.ownerUrl, 'select value from kept'), { value: 42 })
  await server.stop()
})

test('Ctrl-C in the terminal does not reach the server: it has a separate process group', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const server = await start(await preparedFolder(t))
  const group = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2]
  assert.equal(group(server.pid), String(server.pid))
  assert.notEqual(group(process.pid), String(server.pid))
  await server.stop()
})

test('a stale postmaster.pid that names somebody else’s process, and a dead process’s lock, do not hinder', async (t) => {
  const dataDir = await preparedFolder(t)
  const lines = [process.pid, join(dataDir, 'cluster'), 1_700_000_000, 5432, '', '127.0.0.1', '', 'ready']
  writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), `${lines.join('\n')}\n`, { mode: 0o644 })
  writeFileSync(join(dataDir, 'start.lock'), JSON.stringify({ pid: process.pid, identity: 'an earlier process' }))
  const server = await start(dataDir)
  assert.equal(server.owned, true)
  await server.stop()
})

test('a remembered port that somebody else took meanwhile is chosen again', async (t) => {
  const dataDir = await preparedFolder(t)
  const first = await start(dataDir)
  await first.stop()
  const port = Number(new URL(first.url).port)
  const squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve))
  const second = await start(dataDir)
  assert.notEqual(new URL(second.url).port, String(port))
  assert.deepEqual(await query(second.url, 'select 1 as one'), { one: 1 })
  await second.stop()
  await new Promise((resolve) => squatter.close(resolve))
})

test('data of another major version are refused with what to do', async (t) => {
  const dataDir = await preparedFolder(t)
  writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '16\n')
  await assert.rejects(
    start(dataDir),
    /written by PostgreSQL 16, and the embedded server is 18\. .*pg_dump.*pg_restore/,
  )
})

test('the error of a server that cannot start holds PostgreSQL’s message and advice', async (t) => {
  const dataDir = await preparedFolder(t)
  writeFileSync(join(dataDir, 'cluster', 'global', 'pg_control'), '')
  await assert.rejects(start(dataDir), (error: Error) => {
    assert.match(error.message, /could not read file .*pg_control/)
    assert.match(error.message, /damaged: restore it from a backup/)
    return true
  })
})
