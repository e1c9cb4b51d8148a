import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type TestService, testService } from '../../test/support/service.ts'
import { withTransaction } from '../platform/database.ts'
import { OBJECT_BYTES_MAX, archive, archiveAll } from './archive.ts'
import { archived, archivedAll, archivedSize } from './archived.ts'
import type { Identifiable } from '../personal-keys/identity.ts'
import { AppError } from '../platform/errors.ts'

/** Bytes that are about no debtor. */
const plain = (clientId: number, bytes: Uint8Array, mediaType = 'text/plain') => ({
  ...{ clientId, bytes, mediaType, owner: undefined },
})

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
  const { platform } = api.service
  const { pool } = platform
  const bytes = Buffer.from([0, 255, 1, 0, 128, 10, 13])
  const hash = await archive(platform, pool, plain(mine, bytes, 'application/pdf'), AT)
  assert.deepEqual(hash, createHash('sha256').update(bytes).digest())
  assert.deepEqual(await archived(platform, pool, mine, hash), { bytes, mediaType: 'application/pdf' })
  assert.equal(await archivedSize(pool, mine, hash), 7)
  // A view into a larger buffer is not the larger buffer.
  const view = new Uint8Array(bytes.buffer, bytes.byteOffset + 1, 2)
  const part = await archive(platform, pool, plain(mine, view), AT)
  assert.deepEqual((await archived(platform, pool, mine, part))?.bytes, Buffer.from([255, 1]))
})

test('storing equal bytes again changes nothing, also twice in one batch', async () => {
  const { platform } = api.service
  const { pool } = platform
  const bytes = Buffer.from('twice')
  const object = plain(mine, bytes)
  const [a, b] = await archiveAll(platform, pool, [object, { ...object, mediaType: 'text/html' }], AT)
  assert.deepEqual(a, b)
  await archive(platform, pool, plain(mine, bytes, 'image/png'), new Date())
  const { rows } = await api.pool.query('select media_type, created_at from archive_object where hash = $1', [a])
  assert.equal(rows.length, 1)
  assert.deepEqual((rows[0] as { created_at: Date }).created_at, AT)
})

test('another client’s bytes are not there', async () => {
  const { platform } = api.service
  const { pool } = platform
  const hash = await archive(platform, pool, plain(theirs, Buffer.from('THEIRS')), AT)
  assert.equal(await archived(platform, pool, mine, hash), undefined)
  assert.equal(await archivedSize(pool, mine, hash), undefined)
  const names = [
    { clientId: mine, hash },
    { clientId: theirs, hash },
    { clientId: theirs, hash },
  ]
  const found = await archivedAll(platform, pool, names)
  assert.deepEqual(
    found.map((object) => object?.bytes.toString()),
    [undefined, 'THEIRS', 'THEIRS'],
  )
})

test('a transaction that fails keeps nothing; writers of the same objects in other orders all succeed', async () => {
  const { platform } = api.service
  const { pool } = platform
  const lost = Buffer.from('lost')
  await assert.rejects(
    withTransaction(pool, async (tx) => {
      await archive(platform, tx, plain(mine, lost), AT)
      throw new Error('no')
    }),
  )
  assert.equal(await archived(platform, pool, mine, createHash('sha256').update(lost).digest()), undefined)
  const objects = Array.from({ length: 50 }, (_, i) => ({
    ...plain(i % 2 === 0 ? mine : theirs, Buffer.from(`object ${i}`)),
  }))
  const orders = [objects, objects.toReversed(), objects, objects.toReversed()]
  const hashes = await Promise.all(
    orders.map((order) => withTransaction(pool, (tx) => archiveAll(platform, tx, order, AT))),
  )
  assert.deepEqual(hashes[0], hashes[1]?.toReversed())
  assert.deepEqual(await archiveAll(platform, pool, [], AT), [])
})

test('a file that is too large is refused before it is sent anywhere', async () => {
  await assert.rejects(
    archive(api.service.platform, api.service.platform.pool, plain(mine, new Uint8Array(OBJECT_BYTES_MAX + 1)), AT),
    RangeError,
  )
})

const PERSON = { name: 'Maija Meikäläinen', personalIdentityNumber: '131052-308T' }
const about = (clientId: number, buyer: Identifiable, text: string) => ({
  ...{ clientId, bytes: Buffer.from(text), mediaType: 'text/plain', owner: { invoiceId: randomUUID(), buyer } },
})

test('bytes about a debtor are sealed: they are not in the table, and come back as they were', async () => {
  const { platform } = api.service
  const hash = await archive(platform, platform.pool, about(mine, PERSON, 'Dear Maija'), AT)
  assert.equal((await archived(platform, platform.pool, mine, hash))?.bytes.toString(), 'Dear Maija')
  const { rows } = await api.pool.query<{ content: Buffer }>('select content from archive_object where hash = $1', [
    hash,
  ])
  assert.equal(rows[0]?.content.includes('Maija'), false)
  assert.equal(await archived(platform, platform.pool, theirs, hash), undefined)
})

test('equal bytes of two debtors are two objects; those of one debtor are one, however its id is written', async () => {
  const { platform } = api.service
  const other = { ...PERSON, personalIdentityNumber: '131052-309U' }
  const objects = [
    about(mine, PERSON, 'the same'),
    about(mine, other, 'the same'),
    about(mine, { personalIdentityNumber: '131052-308t ' }, 'the same'),
    about(theirs, PERSON, 'the same'),
  ]
  const [first, second, again, foreign] = await archiveAll(platform, platform.pool, objects, AT)
  assert.deepEqual(first, again)
  for (const one of [second, foreign]) assert.notDeepEqual(one, first)
  await erase(first as Buffer)
  await assert.rejects(archived(platform, platform.pool, mine, first as Buffer), gone)
  assert.equal((await archived(platform, platform.pool, mine, second as Buffer))?.bytes.toString(), 'the same')
  assert.equal((await archived(platform, platform.pool, theirs, foreign as Buffer))?.bytes.toString(), 'the same')
})

test('after erasure nothing more is stored of the same invoice; a new invoice of the debtor has a new key', async () => {
  const { platform } = api.service
  const invoiceId = randomUUID()
  const buyer = { ...PERSON, personalIdentityNumber: '131052-310V' }
  const object = { ...about(mine, buyer, 'a letter'), owner: { invoiceId, buyer } }
  await erase(await archive(platform, platform.pool, object, AT))
  await assert.rejects(archive(platform, platform.pool, { ...object, owner: { invoiceId } }, AT), gone)
  const later = await archive(platform, platform.pool, about(mine, buyer, 'another letter'), AT)
  assert.equal((await archived(platform, platform.pool, mine, later))?.bytes.toString(), 'another letter')
})

test('sealed bytes that were moved to another name, or changed, do not open', async () => {
  const { platform } = api.service
  const [a, b] = await archiveAll(
    platform,
    platform.pool,
    [about(mine, PERSON, 'paper a'), about(mine, PERSON, 'paper b')],
    AT,
  )
  await api.pool.query(
    `update archive_object a set content = b.content from archive_object b where a.hash = $1 and b.hash = $2`,
    [a, b],
  )
  await assert.rejects(archived(platform, platform.pool, mine, a as Buffer))
})

async function erase(hash: Buffer): Promise<void> {
  await api.pool.query(
    `update personal_key set sealed = null, blind_index = null, erased_at = now()
     where key_id = (select key_id from archive_object where hash = $1)`,
    [hash],
  )
}

function gone(error: unknown): boolean {
  return error instanceof AppError && error.code === 'GONE'
}
