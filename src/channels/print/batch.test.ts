/** Programs of other vendors read the content of a batch. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { v7 as uuid } from 'uuid'
import { openExchange } from '../../drops/open-exchange.ts'
import { readZip } from '../../simulators/printhouse/read-zip.ts'
import { memoryLog, never, pdfOf, shipmentOf, temporaryFolder } from '../../../test/support/channels/drops.ts'
import type { Shipment } from '../port.ts'
import { makeBatch } from './batch.ts'
import { createPrintChannel } from './channel.ts'
import { countPages } from './count-pages.ts'
import type { Manifest } from './manifest.ts'

const LIMITS = { pagesMax: 10, batchBytesMax: 10_000_000 }
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function program(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' })
    return true
  } catch (error) {
    // It is there and knows no --version.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

void test('the ZIP opens elsewhere, its checksums hold, and its manifest says what the letters are', async (context) => {
  const root = temporaryFolder(context)
  const drop = openExchange(pathToFileURL(root).href, { label: 'house' })
  const channel = createPrintChannel({ drop, log: memoryLog() })
  const batchId = uuid()
  const shipments = [
    await shipmentOf({ number: '1', pages: 2, createdAt: new Date('2026-01-31T10:00:00Z') }),
    await shipmentOf({ number: '2', createdAt: new Date('2026-02-01T11:30:00Z') }),
    await shipmentOf({
      number: '3',
      name: 'Kund AB',
      address: { street: 'Testgatan 1', postalCode: '111 22', postalDistrict: 'STOCKHOLM', countryCode: 'SE' },
    }),
  ]
  // In whatever order they are handed over, the batch is the same.
  const outcomes = await channel.send(batchId, shipments.toReversed(), never)
  assert.deepEqual(outcomes, Array(3).fill({ kind: 'sent', remoteId: batchId }))
  const out = join(root, 'out')
  const names = [`${batchId}.manifest.json`, `${batchId}.zip`, `${batchId}.zip.sha256`]
  assert.deepEqual(readdirSync(out), names)
  const zip = readFileSync(join(out, `${batchId}.zip`))
  assert.equal(readFileSync(join(out, `${batchId}.zip.sha256`), 'utf8'), `${sha256(zip)}  ${batchId}.zip\n`)

  const entries = readZip(zip)
  const files = shipments.map(({ deliveryId }, index) => `000${index + 1}-${deliveryId}.pdf`)
  assert.deepEqual([...entries.keys()], [...files, 'checksums.sha256', 'manifest.json'])
  for (const [index, { pdf }] of shipments.entries())
    assert.ok(entries.get(files[index] ?? '')?.equals(Buffer.from(pdf ?? [])), 'the archived bytes')
  assert.ok(entries.get('manifest.json')?.equals(readFileSync(join(out, `${batchId}.manifest.json`))))
  const manifest = JSON.parse(entries.get('manifest.json')?.toString() ?? '') as Manifest
  const { items, ...head } = manifest
  assert.deepEqual(head, {
    format: 'saatava-print-batch',
    version: 1,
    batchId,
    createdAt: '2026-02-01T11:30:00.000Z',
    count: 3,
  })
  assert.deepEqual(items[0], {
    deliveryId: shipments[0]?.deliveryId,
    file: files[0],
    sha256: sha256(await pdfOf(2)),
    pages: 2,
    addressLines: ['Example Buyer Oy', 'Maija Meikäläinen', 'Esimerkkitie 12 B 3', '00100 HELSINKI'],
    countryCode: 'FI',
    postalCode: '00100',
    class: 'ECONOMY',
    colour: false,
    duplex: true,
    invoiceNumber: '1',
  })
  assert.deepEqual(items[2]?.addressLines, [
    'Kund AB',
    'Maija Meikäläinen',
    'Testgatan 1',
    '111 22 STOCKHOLM',
    'SWEDEN',
  ])

  await context.test('unzip and sha256sum agree', { skip: !program('unzip') || !program('sha256sum') }, () => {
    const to = join(root, 'opened')
    mkdirSync(to)
    execFileSync('unzip', ['-q', join(out, `${batchId}.zip`), '-d', to])
    assert.deepEqual(readdirSync(to).toSorted(), [...files, 'checksums.sha256', 'manifest.json'])
    execFileSync('sha256sum', ['--strict', '--quiet', '-c', 'checksums.sha256'], { cwd: to })
    execFileSync('sha256sum', ['--strict', '--quiet', '-c', `${batchId}.zip.sha256`], { cwd: out })
  })
  await context.test('python reads it', { skip: !program('python3') }, () => {
    const script = 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))'
    const said = execFileSync('python3', ['-c', script, join(out, `${batchId}.zip`)], { encoding: 'utf8' })
    assert.equal(said.trim(), 'None 5')
  })
})

void test('a batch is the same bytes in every time zone, and without those that were refused the first time', async () => {
  const batchId = uuid()
  const good = await Promise.all([1, 2, 3].map((pages) => shipmentOf({ pages })))
  const bad = await shipmentOf({ address: { postalCode: '1' }, createdAt: new Date('2027-01-01T00:00:00Z') })
  const first = await makeBatch(batchId, [bad, ...good], LIMITS, countPages)
  assert.deepEqual([...first.leftOut.keys()], [bad.deliveryId])
  const again = await makeBatch(batchId, good.toReversed(), LIMITS, countPages)
  assert.deepEqual(again.files, first.files)
  const sums = ['UTC', 'Europe/Helsinki', 'America/Los_Angeles', 'Pacific/Apia'].map((TZ) => {
    const module = fileURLToPath(new URL('zip.ts', import.meta.url))
    const script = `import { zipOf } from ${JSON.stringify(module)}
      const zip = await zipOf([{ name: 'a', bytes: new Uint8Array([1, 2]) }], new Date('2026-03-29T03:30:00Z'))
      process.stdout.write(zip.bytes.toString('hex'))`
    return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ },
    }).toString()
  })
  assert.equal(new Set(sums).size, 1)
})

const REFUSED: [string, Parameters<typeof shipmentOf>[0], string][] = [
  ['no postal code', { address: { postalCode: '' } }, 'POSTAL_CODE_INVALID'],
  ['a postal code of another form', { address: { postalCode: '0010' } }, 'POSTAL_CODE_INVALID'],
  ['a Finnish postal code in Norway', { address: { countryCode: 'NO', postalCode: '00100' } }, 'POSTAL_CODE_INVALID'],
  ['blanks for a postal code', { address: { postalCode: ' \n' } }, 'POSTAL_CODE_INVALID'],
  ['no town', { address: { postalDistrict: ' ' } }, 'POSTAL_DISTRICT_MISSING'],
  ['no street', { address: { street: '' } }, 'POSTAL_STREET_MISSING'],
  ['no name', { name: ' ' }, 'POSTAL_NAME_MISSING'],
  ['no PDF', { pdf: undefined }, 'PDF_MISSING'],
  ['something that is no PDF', { pdf: Buffer.from('hello') }, 'PDF_UNREADABLE'],
  ['too many pages', { pages: 11 }, 'PAGES_TOO_MANY'],
  ['a PDF too large for any batch', { pdf: Buffer.alloc(LIMITS.batchBytesMax + 1) }, 'PDF_TOO_LARGE'],
]

void test('each letter that cannot be posted is refused alone, with the reason', async () => {
  const good = await shipmentOf()
  const bad = await Promise.all(REFUSED.map(([, input]) => shipmentOf(input)))
  const { leftOut, count } = await makeBatch(uuid(), [...bad, good], LIMITS, countPages)
  assert.equal(count, 1)
  for (const [index, [what, , code]] of REFUSED.entries()) {
    const outcome = leftOut.get(bad[index]?.deliveryId ?? '')
    assert.ok(outcome?.kind === 'refused', what)
    assert.equal(outcome.code, code, what)
    assert.match(outcome.reason, /\.$/)
  }
  const lines = await shipmentOf({ address: { street2: 'c/o', street3: 'x', countryCode: 'SE', postalCode: '11122' } })
  const nowhere = { ...lines, document: withoutAddress(lines) }
  const { leftOut: rest } = await makeBatch(uuid(), [nowhere], LIMITS, countPages)
  assert.equal(rest.values().next().value?.kind, 'refused')
})

function withoutAddress({ document }: Shipment): Shipment['document'] {
  const { address: _, ...recipient } = document.recipient
  return { ...document, recipient }
}

void test('a letter that does not fit waits for another batch, and the batch stays the same', async () => {
  const batchId = uuid()
  const shipments = await Promise.all([1, 1, 1].map((pages) => shipmentOf({ pages })))
  const size = shipments[0]?.pdf?.length ?? 0
  const limits = { pagesMax: 10, batchBytesMax: size * 2 }
  const first = await makeBatch(batchId, shipments, limits, countPages)
  assert.deepEqual(
    [...first.leftOut.values()].map(({ kind }) => kind),
    ['temporary'],
  )
  const again = await makeBatch(batchId, shipments.slice(0, 2), limits, countPages)
  assert.deepEqual(again.files, first.files)
})

void test('a name that would lead out of the batch is our own mistake, and throws', async () => {
  const shipment = await shipmentOf()
  await assert.rejects(makeBatch(uuid(), [{ ...shipment, deliveryId: '../x' }], LIMITS, countPages), RangeError)
})
