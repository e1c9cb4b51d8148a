import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import Fastify from 'fastify'
import { ZipFile } from 'yazl'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createPrinthouseSimulator } from './index.ts'

const BATCH = '0197f3c2-7c1e-7e0f-9d3b-2b1f5a6c7d8e'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

interface Inspected {
  batches: { batchId: string; count: number; faults: string[]; begunAt: string | null; reports: { name: string }[] }[]
}

async function bench(context: TestContext, journalFile?: string) {
  const app = Fastify({ forceCloseConnections: true })
  const faults = createFaults()
  const journal = openJournal(journalFile)
  await mountSimulators(app, [
    { simulator: createPrinthouseSimulator({ faults, journal, now: () => new Date() }), faults },
  ])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/printhouse`
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    await app.close()
    journal.close()
  }
  context.after(close)
  const call = async (method: string, path: string, body?: string | Buffer) => {
    const sent = body === undefined ? {} : { body: Uint8Array.from(Buffer.from(body)) }
    const answer = await fetch(`${origin}${path}`, { method, ...sent })
    return { status: answer.status, text: await answer.text() }
  }
  const put = async (name: string, body: string | Buffer) => (await call('PUT', `/out/${name}`, body)).status
  const answers = async () => {
    const { files } = JSON.parse((await call('GET', '/in')).text) as { files: string[] }
    return Promise.all(
      files.map(async (name) => JSON.parse((await call('GET', `/in/${name}`)).text) as Record<string, unknown>),
    )
  }
  const inspect = async () => JSON.parse((await call('GET', '/inspect')).text) as Inspected
  return { call, put, answers, inspect, close }
}

async function zipOf(entries: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(bytes, name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

interface Changes {
  item?: Record<string, unknown>
  manifest?: Record<string, unknown>
  entries?: Record<string, Buffer>
}

/** A batch of one letter, compressed, as another sender might make it. */
async function batchOf({ item = {}, manifest = {}, entries = {} }: Changes = {}): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage()
  const pdf = Buffer.from(await document.save())
  const letter = {
    deliveryId: '0197f3c2-7c1e-7e0f-9d3b-000000000001',
    file: 'a.pdf',
    sha256: sha256(pdf),
    pages: 1,
    addressLines: ['Test Customer Oy', 'Testikuja 7', '00100 HELSINKI'],
    countryCode: 'FI',
    postalCode: '00100',
    class: 'ECONOMY',
    colour: false,
    duplex: true,
    invoiceNumber: '1',
    ...item,
  }
  const said = { batchId: BATCH, createdAt: '2026-01-31T10:00:00Z', count: 1, items: [letter], ...manifest }
  const files = { 'a.pdf': pdf, 'manifest.json': Buffer.from(JSON.stringify(said)) }
  const sums = Object.entries(files).map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`)
  return zipOf({ ...files, 'checksums.sha256': Buffer.from(sums.join('')), ...entries })
}

void test('a batch begins when its checksum is there; the same again is the same, other bytes are not taken', async (context) => {
  const { put, answers, inspect, call } = await bench(context)
  const zip = await batchOf()
  assert.equal(await put(`${BATCH}.zip.sha256`, sha256(zip)), 422, 'no ZIP yet')
  assert.equal(await put(`${BATCH}.zip`, zip), 201)
  assert.equal(await put(`${BATCH}.zip`, zip), 200)
  assert.equal(await put(`${BATCH}.zip`, Buffer.concat([zip, zip])), 409)
  assert.deepEqual(await answers(), [])
  assert.equal(await put(`${BATCH}.zip.sha256`, `${sha256(zip)}  ${BATCH}.zip\n`), 201)
  assert.deepEqual(
    (await answers())
      .map(({ outcome, count, items }) => [outcome, count, items])
      .map(([outcome, count]) => [outcome, count]),
    [
      ['ACCEPTED', 1],
      [undefined, undefined],
    ],
  )
  assert.deepEqual(
    (await inspect()).batches.map(({ count, faults }) => [count, faults]),
    [[1, []]],
  )
  const page = await call('GET', '/letters')
  const [, link = ''] = /href="letters\/([^"]+)"/.exec(page.text) ?? []
  const letter = await call('GET', `/letters/${link}`)
  assert.deepEqual([page.status, letter.status, letter.text.slice(0, 5)], [200, 200, '%PDF-'])
  assert.equal((await call('GET', '/letters/absent.pdf')).status, 404)
  assert.equal(await put('other.zip', zip), 400)
  assert.equal((await call('PUT', '/settings', '{"printAfterMs": "soon"}')).status, 400)
})

void test('a batch that contradicts its manifest is refused as a whole, with the reason', async (context) => {
  const cases: [string, Promise<Buffer>, RegExp][] = [
    ['no ZIP', Promise.resolve(Buffer.from('hello')), /cannot be read/],
    ['half a ZIP', batchOf().then((zip) => zip.subarray(0, 400)), /cannot be read/],
    ['a flipped bit', batchOf().then((zip) => (zip.writeUInt8(zip.readUInt8(60) ^ 1, 60), zip)), /./],
    ['another batch', batchOf({ manifest: { batchId: 'x' } }), /of batch "x"/],
    ['a wrong count', batchOf({ manifest: { count: 2 } }), /counts 2 and lists 1/],
    ['no items', batchOf({ manifest: { items: 'none' } }), /no manifest\.json with items/],
    ['a stray file', batchOf({ entries: { 'b.pdf': Buffer.from('x') } }), /b\.pdf is not in the manifest/],
    ['no checksums', batchOf({ entries: { 'checksums.sha256': Buffer.from('\n') } }), /another checksum/],
    ['pages', batchOf({ item: { pages: 2 } }), /has 1 pages and not 2/],
    ['a hash', batchOf({ item: { sha256: 'x' } }), /another SHA-256/],
    ['a postal code', batchOf({ item: { postalCode: '1' } }), /five digits/],
    ['an address', batchOf({ item: { addressLines: ['x'] } }), /fewer than three/],
    ['a class', batchOf({ item: { class: 'FAST' } }), /ECONOMY or PRIORITY/],
    ['no such file', batchOf({ item: { file: 'c.pdf' } }), /not in the ZIP/],
    ['a path', batchOf({ entries: { 'x/y': Buffer.from('x') } }), /an entry is called/],
  ]
  for (const [what, made, why] of cases) {
    const { put, answers } = await bench(context)
    const zip = await made
    assert.equal(await put(`${BATCH}.zip`, zip), 201)
    assert.equal(await put(`${BATCH}.zip.sha256`, sha256(zip)), 201)
    const [answer, ...more] = await answers()
    assert.deepEqual([answer?.['outcome'], more.length], ['REFUSED', 0], what)
    assert.match(String(answer?.['reason']), why, what)
  }
  const { put, answers } = await bench(context)
  await put(`${BATCH}.zip`, await batchOf())
  await put(`${BATCH}.zip.sha256`, '0'.repeat(64))
  assert.equal((await answers())[0]?.['code'], 'CHECKSUM')
})

void test('the books survive a restart between the ZIP and its checksum; printing takes the set time', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'printhouse-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'printhouse.jsonl')
  const first = await bench(context, file)
  await first.call('PUT', '/settings', '{"printAfterMs": 86400000}')
  const zip = await batchOf()
  await first.put(`${BATCH}.zip`, zip)
  await first.close()
  const second = await bench(context, file)
  assert.equal(await second.put(`${BATCH}.zip`, zip), 200)
  assert.equal(await second.put(`${BATCH}.zip.sha256`, sha256(zip)), 201)
  assert.deepEqual(
    (await second.answers()).map(({ outcome }) => outcome),
    ['ACCEPTED'],
  )
})
