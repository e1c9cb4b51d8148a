/** Promises of every exchange, over a folder, an SFTP server and HTTP alike. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openExchange } from './open-exchange.ts'
import { WORLDS, folderWorld, never } from '../../test/support/drops/world.ts'

const bytes = (text: string) => Buffer.from(text)

for (const [kind, world] of Object.entries(WORLDS)) {
  void test(`${kind}: a file is delivered once, whole, and never written over`, async (context) => {
    const { exchange, root } = await world(context)
    await exchange.probe(never)
    assert.equal(await exchange.put('a.xml', bytes('one'), never), 'CREATED')
    assert.equal(await exchange.put('a.xml', bytes('one'), never), 'SAME')
    assert.equal(await exchange.put('a.xml', bytes('two'), never), 'DIFFERS')
    assert.equal(await exchange.put('a.xml', bytes('another length'), never), 'DIFFERS')
    assert.equal(readFileSync(join(root, 'out', 'a.xml'), 'utf8'), 'one')
    assert.deepEqual(Buffer.from((await exchange.sent('a.xml', never)) ?? []), bytes('one'))
    assert.equal(await exchange.sent('b.xml', never), null)
    assert.deepEqual(
      readdirSync(join(root, 'out')).filter((name) => name !== 'done'),
      ['a.xml'],
      'and nothing unfinished beside it',
    )
  })

  void test(`${kind}: a file that was taken is not delivered again`, async (context) => {
    const { exchange, root } = await world(context)
    await exchange.put('a.xml', bytes('one'), never)
    mkdirSync(join(root, 'out', 'done'), { recursive: true })
    renameSync(join(root, 'out', 'a.xml'), join(root, 'out', 'done', 'a.xml'))
    assert.equal(await exchange.put('a.xml', bytes('one'), never), 'SAME')
    assert.equal(await exchange.put('a.xml', bytes('two'), never), 'DIFFERS')
    assert.deepEqual(readdirSync(join(root, 'out')), ['done'])
  })

  void test(`${kind}: ten megabytes go over whole`, async (context) => {
    const { exchange, root } = await world(context)
    const large = Buffer.from(Array.from({ length: 10_000_000 }, (_, index) => index % 251))
    assert.equal(await exchange.put('large.zip', large, never), 'CREATED')
    assert.ok(readFileSync(join(root, 'out', 'large.zip')).equals(large))
    assert.equal(await exchange.put('large.zip', large, never), 'SAME')
  })

  void test(`${kind}: twenty who deliver the same file at once leave one whole file`, async (context) => {
    const { exchange, root, url, options } = await world(context)
    const other = openExchange(url, options)
    context.after(() => other.close())
    const file = Buffer.alloc(200_000, 'x')
    await exchange.put('first.xml', bytes('1'), never)
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? exchange : other).put('a.xml', file, never)),
    )
    assert.equal(results.filter((result) => result === 'CREATED').length, 1)
    assert.equal(results.filter((result) => result === 'SAME').length, 19)
    assert.ok(readFileSync(join(root, 'out', 'a.xml')).equals(file))
  })

  void test(`${kind}: answers come in the order of their names, until they are settled`, async (context) => {
    const { exchange, root } = await world(context)
    assert.deepEqual(await exchange.answers(10, never), [])
    mkdirSync(join(root, 'in', 'done'), { recursive: true })
    for (const name of ['3.json', '1.json', '2.json', '.4.json.part']) writeFileSync(join(root, 'in', name), name)
    assert.deepEqual(await exchange.answers(10, never), ['1.json', '2.json', '3.json'])
    assert.deepEqual(await exchange.answers(2, never), ['1.json', '2.json'])
    assert.deepEqual(Buffer.from((await exchange.read('1.json', never)) ?? []), bytes('1.json'))
    assert.equal(await exchange.read('9.json', never), null)
    await exchange.archive('1.json', 'done', never)
    await exchange.archive('1.json', 'done', never)
    await exchange.archive('2.json', 'bad', never)
    assert.deepEqual(await exchange.answers(10, never), ['3.json'])
    assert.deepEqual(readdirSync(join(root, 'in', 'done')), ['1.json'])
    assert.deepEqual(readdirSync(join(root, 'in', 'bad')), ['2.json'])
  })

  void test(`${kind}: an answer above the limit is not read`, async (context) => {
    const { exchange, root } = await world(context, { readBytesMax: 1_000 })
    mkdirSync(join(root, 'in'), { recursive: true })
    writeFileSync(join(root, 'in', 'large.json'), Buffer.alloc(1_001))
    await assert.rejects(exchange.read('large.json', never), { kind: 'temporary', code: 'FILE_TOO_LARGE' })
  })
}

for (const kind of ['folder', 'sftp'] as const) {
  void test(`${kind}: a name that is used again loses neither file; links and folders are not answers`, async (context) => {
    const { exchange, root } = await WORLDS[kind](context)
    mkdirSync(join(root, 'in', 'sub'), { recursive: true })
    symlinkSync('/etc/hostname', join(root, 'in', 'link.json'))
    for (const text of ['first', 'second']) {
      writeFileSync(join(root, 'in', 'a.json'), text)
      assert.deepEqual(await exchange.answers(10, never), ['a.json'])
      await exchange.archive('a.json', 'done', never)
    }
    const kept = readdirSync(join(root, 'in', 'done')).map((name) =>
      readFileSync(join(root, 'in', 'done', name), 'utf8'),
    )
    assert.deepEqual(kept.toSorted(), ['first', 'second'])
  })
}

void test('a folder that cannot be written says so, without the path of the machine', async (context) => {
  const { exchange, root } = await folderWorld(context)
  writeFileSync(join(root, 'out'), 'a file where the folder should be')
  await assert.rejects(exchange.put('a.xml', bytes('one'), never), (error: Error & { kind?: string }) => {
    assert.equal(error.kind, 'auth')
    assert.ok(!error.message.includes(root))
    return true
  })
})

void test('a malformed address of an exchange is refused in words that help and without its secret', () => {
  const open = (url: string, options = {}) => openExchange(url, { label: 'the partner', ...options })
  const bad: [string, object, RegExp][] = [
    ['nonsense', {}, /it is not a URL/],
    ['ftp://host/x', {}, /file:\/\/, sftp:\/\/, http:\/\/ or https:\/\//],
    ['sftp://host/x', { password: 'p', hostFingerprint: 'f' }, /does not name a user/],
    ['sftp://user@host/x', { password: 'p' }, /fingerprint is missing/],
    ['sftp://user@host/x', { hostFingerprint: 'f' }, /password or private key is missing/],
    ['sftp://user:hunter2@host/x', { hostFingerprint: 'f' }, /a separate setting/],
    ['https://user:hunter2@host/x', {}, /a separate setting/],
    ['https://host/x?key=1', {}, /no query/],
  ]
  for (const [url, options, says] of bad) {
    assert.throws(
      () => open(url, options),
      (error: Error) => {
        assert.equal(error.name, 'ConfigError')
        assert.match(error.message, says)
        assert.ok(!error.message.includes('hunter2'))
        return true
      },
    )
  }
})
