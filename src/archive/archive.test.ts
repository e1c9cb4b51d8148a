import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type TestService, testService } from '../../test/support/service.ts'
import { withTransaction } from '../platform/database.ts'
import { OBJECT_BYTES_MAX, archive, archiveAll } from './archive.ts'
import { archived, archivedAll, archivedSize } from './archived.ts'

const AT = new Date('2026-02-01T10:00:00Z')
let api: TestService
let mine: number
let theirs: number

before(async () => {
  api = await testService({ role: 'api' })
  mine = (await api.createClient()).clientIdentifier
  theirs = (await api.createClient()).clientIdentifier
})
after(() => api.stop())

test('bytes come back as they were, under their SHA-256', async () => {
  const { pool } = api.service.platform
  const bytes = Buffer.from([0, 255, 1, 0, 128, 10, 13])
  const hash = await archive(pool, mine, bytes, 'application/pdf', AT)
  assert.deepEqual(hash, createHash('sha256').update(bytes).digest())
  assert.deepEqual(await archived(pool, mine, hash), { bytes, mediaType: 'application/pdf' })
  assert.equal(await archivedSize(pool, mine, hash), 7)
  // A view into a larger buffer is not the larger buffer.
  const view = new Uint8Array(bytes.buffer, bytes.byteOffset + 1, 2)
  const part = await archive(pool, mine, view, 'text/plain', AT)
  assert.deepEqual((await archived(pool, mine, part))?.bytes, Buffer.from([255, 1]))
})

test('storing equal bytes again changes nothing, also twice in one batch', async () => {
  const { pool } = api.service.platform
  const bytes = Buffer.from('twice')
  const object = { clientId: mine, bytes, mediaType: 'text/plain' }
  const [a, b] = await archiveAll(pool, [object, { ...object, mediaType: 'text/html' }], AT)
  assert.deepEqual(a, b)
  await archive(pool, mine, bytes, 'image/png', new Date())
  const { rows } = await api.pool.query('select media_type, created_at from archive_object where hash = $1', [a])
  assert.equal(rows.length, 1)
  assert.deepEqual((rows[0] as { created_at: Date }).created_at, AT)
})

test('another client’s bytes are not there', async () => {
  const { pool } = api.service.platform
  const hash = await archive(pool, theirs, Buffer.from('THEIRS'), 'text/plain', AT)
  assert.equal(await archived(pool, mine, hash), undefined)
  assert.equal(await archivedSize(pool, mine, hash), undefined)
  const names = [
    { clientId: mine, hash },
    { clientId: theirs, hash },
    { clientId: theirs, hash },
  ]
  const found = await archivedAll(pool, names)
  assert.deepEqual(
    found.map((object) => object?.bytes.toString()),
    [undefined, 'THEIRS', 'THEIRS'],
  )
})

test('a transaction that fails keeps nothing; writers of the same objects in other orders all succeed', async () => {
  const { pool } = api.service.platform
  const lost = Buffer.from('lost')
  await assert.rejects(
    withTransaction(pool, async (tx) => {
      await archive(tx, mine, lost, 'text/plain', AT)
      throw new Error('no')
    }),
  )
  assert.equal(await archived(pool, mine, createHash('sha256').update(lost).digest()), undefined)
  const objects = Array.from({ length: 50 }, (_, i) => ({
    clientId: i % 2 === 0 ? mine : theirs,
    bytes: Buffer.from(`object ${i}`),
    mediaType: 'text/plain',
  }))
  const orders = [objects, objects.toReversed(), objects, objects.toReversed()]
  const hashes = await Promise.all(orders.map((order) => withTransaction(pool, (tx) => archiveAll(tx, order, AT))))
  assert.deepEqual(hashes[0], hashes[1]?.toReversed())
  assert.deepEqual(await archiveAll(pool, [], AT), [])
})

test('a file that is too large is refused before it is sent anywhere', async () => {
  await assert.rejects(
    archive(api.service.platform.pool, mine, new Uint8Array(OBJECT_BYTES_MAX + 1), 'text/plain', AT),
    RangeError,
  )
})
