import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { after, test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { AppError } from '../platform/errors.ts'
import { exampleDocument, exampleRow } from '../../test/support/documents/example.ts'
import { type AttachmentPart, BrokenAttachment, createRenderer } from './renderer.ts'
import { renderInvoicePdf } from './render-invoice-pdf.ts'

const renderer = createRenderer({ threads: 1 })
after(() => renderer.close())

async function attachment(pages: number, mode: AttachmentPart['mode'] = 'append'): Promise<AttachmentPart> {
  const document = await PDFDocument.create({ updateMetadata: false })
  for (let at = 0; at < pages; at++) document.addPage([200 + at, 300])
  return { bytes: await document.save(), mode }
}

async function pagesOf(pdf: Uint8Array): Promise<number[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  return document.getPages().map((page) => Math.round(page.getWidth()))
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

test('a thread renders the bytes that are rendered here', async () => {
  const document = exampleDocument()
  assert.equal(hash(await renderer.render(document, [])), hash(await renderInvoicePdf(document)))
})

test('attachments follow the invoice in their order, and always give the same file', async () => {
  const parts = [await attachment(1), await attachment(3)]
  const held = parts.map(({ bytes }) => hash(bytes))
  const [first, second] = await Promise.all([
    renderer.render(exampleDocument(), parts),
    renderer.render(exampleDocument(), parts),
  ])
  assert.deepEqual(await pagesOf(first), [595, 200, 200, 201, 202])
  assert.equal(hash(first), hash(second))
  assert.deepEqual(
    parts.map(({ bytes }) => hash(bytes)),
    held,
    'what the caller holds is as it was',
  )
})

test('a printout stands in place of our pages', async () => {
  const parts = [await attachment(1), await attachment(2, 'printout')]
  const [first, second] = [
    await renderer.render(exampleDocument(), parts),
    await renderer.render(exampleDocument(), parts),
  ]
  assert.deepEqual(await pagesOf(first), [200, 201, 200])
  assert.equal(hash(first), hash(second))
  const file = await PDFDocument.load(first, { updateMetadata: false })
  assert.equal(file.getTitle(), 'Lasku 2026000042')
  assert.equal(file.getProducer(), 'Saatava')
  assert.equal(file.getCreationDate()?.toISOString(), '2026-01-31T00:00:00.000Z')
})

test('a broken attachment is named by its place and its fault', async () => {
  const good = await attachment(2)
  const empty = await PDFDocument.create()
  const locked = await PDFDocument.load(good.bytes)
  locked.encrypt({ userPassword: 'secret', ownerPassword: 'secret' })
  const cases: [string, Uint8Array, string][] = [
    ['text', Buffer.from('hello'), 'NOT_A_PDF'],
    ['nothing', new Uint8Array(0), 'NOT_A_PDF'],
    ['half', good.bytes.slice(0, good.bytes.length / 2), 'UNREADABLE'],
    ['a header alone', Buffer.from('%PDF-1.7\nhello\n%%EOF'), 'UNREADABLE'],
    ['without pages', await empty.save({ addDefaultPage: false }), 'NO_PAGES'],
    ['password', await locked.save(), 'PASSWORD'],
  ]
  for (const [name, bytes, fault] of cases) {
    const rendering = renderer.render(exampleDocument(), [good, { bytes, mode: 'append' }])
    await assert.rejects(rendering, (error) => {
      assert.ok(error instanceof BrokenAttachment, `${name}: ${String(error)}`)
      assert.deepEqual([error.position, error.fault], [1, fault], name)
      assert.match(error.message, /^Attachment 2 /)
      return true
    })
  }
})

test('an attachment that unfolds to more than memory is refused', async () => {
  const stream = deflateSync(Buffer.alloc(200 * 1024 * 1024, 0x20), { level: 9 })
  const head = `%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${stream.length} >>\nstream\n`
  const bytes = Buffer.concat([Buffer.from(head), stream, Buffer.from('\nendstream\nendobj\ntrailer << >>\n%%EOF')])
  await assert.rejects(renderer.render(exampleDocument(), [{ bytes, mode: 'append' }]), (error) => {
    assert.ok(error instanceof BrokenAttachment)
    assert.equal(error.fault, 'UNREADABLE')
    return true
  })
})

test('a rendering that breaks its thread fails alone', { timeout: 120_000 }, async () => {
  const small = createRenderer({ threads: 1, memoryMaxMb: 64 })
  try {
    const rows = Array.from({ length: 20_000 }, (_, at) => exampleRow({ description: `${at} `.repeat(300) }))
    const broken = small.render(exampleDocument({ rows }), [])
    const waiting = small.render(exampleDocument(), [])
    await assert.rejects(broken, /memory/i)
    assert.equal(hash(await waiting), hash(await renderInvoicePdf(exampleDocument())))
  } finally {
    await small.close()
  }
})

test('a rendering can be called off, and the next goes on', async () => {
  const rows = Array.from({ length: 20_000 }, () => exampleRow())
  const controller = new AbortController()
  const long = renderer.render(exampleDocument({ rows }), [], controller.signal)
  const next = renderer.render(exampleDocument(), [])
  setTimeout(() => controller.abort(), 100)
  await assert.rejects(long, { name: 'AbortError' })
  assert.ok((await next).length > 10_000)
})

test('more than may wait are refused, to be tried again', async () => {
  const narrow = createRenderer({ threads: 1, jobsMax: 2 })
  const asked = Array.from({ length: 4 }, () => narrow.render(exampleDocument(), []))
  const outcomes = await Promise.allSettled(asked)
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'rejected'],
  )
  for (const outcome of outcomes.slice(2)) {
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof AppError)
    assert.equal(outcome.reason.code, 'UNAVAILABLE')
  }
  await narrow.close()
  await assert.rejects(narrow.render(exampleDocument(), []), AppError)
})

test('closing a renderer that never rendered does nothing', async () => {
  await createRenderer().close()
})
