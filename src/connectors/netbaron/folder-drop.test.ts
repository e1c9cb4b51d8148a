import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ConnectorError } from '../errors.ts'
import type { PlannedVoucher, Session } from '../port.ts'
import { createNetbaron } from './index.ts'
import type { PlannedFile } from './plan.ts'
import {
  connection,
  exampleLedger,
  examplePayment,
  ledgerRow,
  never,
  tools,
} from '../../../test/support/connectors/netbaron/world.ts'

interface Bench {
  session: Session
  planned: PlannedVoucher
  /** The organisation's folder. */
  folder: string
  file: string
}

async function bench(context: TestContext, settings: Record<string, unknown> = {}): Promise<Bench> {
  const root = mkdtempSync(join(tmpdir(), 'netbaron-drop-'))
  context.after(() => rmSync(root, { recursive: true, force: true }))
  const session = createNetbaron().open(connection({ settings }), tools({ dropFolder: (name) => join(root, name) }))
  const [planned] = await session.plan(exampleLedger())
  assert.ok(planned)
  const folder = join(root, 'netbaron', '7', '123456-7')
  return { session, planned, folder, file: `${(planned.body as PlannedFile).base}.csv` }
}

void test('a document is delivered once, under its name, and found again', async (context) => {
  const { session, planned, folder, file } = await bench(context)
  assert.deepEqual(await session.find(planned, never), [])
  const sent = await session.send(planned, never)
  assert.deepEqual(sent, { remoteId: `ML-${planned.marker}`, status: 'Approved' })
  assert.deepEqual(readdirSync(folder), [file], 'the file alone, and nothing unfinished beside it')
  assert.equal(readFileSync(join(folder, file), 'utf8'), (planned.body as PlannedFile).text)
  assert.deepEqual(await session.send(planned, never), sent, 'the same once more changes nothing')
  assert.deepEqual(readdirSync(folder), [file])
  const [found] = await session.find(planned, never)
  assert.equal(found?.status, 'Approved')
  assert.equal(found?.marker, planned.marker)
})

void test('a file that the importer has moved to done/ is there, and is not delivered again', async (context) => {
  const { session, planned, folder, file } = await bench(context)
  await session.send(planned, never)
  mkdirSync(join(folder, 'done'))
  renameSync(join(folder, file), join(folder, 'done', file))
  assert.equal((await session.find(planned, never)).length, 1)
  await session.send(planned, never)
  assert.deepEqual(readdirSync(folder), ['done'])
})

void test('another file under the name is left alone, and refused', async (context) => {
  const { session, planned, folder, file } = await bench(context)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, file), 'something else')
  await assert.rejects(session.send(planned, never), { kind: 'refused', code: 'DROP_FILE_DIFFERS' })
  assert.equal(readFileSync(join(folder, file), 'utf8'), 'something else')
})

for (const where of ['', 'ack']) {
  void test(`an acknowledgement ${where === '' ? 'beside the file' : 'in ack/'} is awaited and accepted`, async (context) => {
    const { session, planned, folder, file } = await bench(context, { acknowledgement: 'FILE' })
    const sent = await session.send(planned, never)
    assert.deepEqual(sent, { remoteId: `ML-${planned.marker}`, status: 'Draft', awaitsConfirmation: true })
    assert.equal(await session.confirm?.(planned, never), null)
    assert.equal((await session.find(planned, never))[0]?.status, 'Draft')
    mkdirSync(join(folder, where), { recursive: true })
    writeFileSync(join(folder, where, `${file}.ok`), '')
    assert.equal((await session.confirm?.(planned, never))?.status, 'Approved')
    assert.equal((await session.find(planned, never))[0]?.status, 'Approved')
    assert.deepEqual(await session.send(planned, never), { remoteId: sent.remoteId, status: 'Approved' })
  })

  void test(`a refusal ${where === '' ? 'beside the file' : 'in ack/'} says why, and a retry is a new file`, async (context) => {
    const { session, planned, folder, file } = await bench(context, { acknowledgement: 'FILE' })
    await session.send(planned, never)
    mkdirSync(join(folder, where), { recursive: true })
    writeFileSync(join(folder, where, `${file}.error`), 'Tili 1701 puuttuu\n')
    await assert.rejects(session.confirm?.(planned, never) ?? Promise.resolve(), (error: unknown) => {
      assert.ok(error instanceof ConnectorError)
      assert.deepEqual([error.kind, error.code, error.message], ['refused', 'IMPORT_REFUSED', 'Tili 1701 puuttuu'])
      return true
    })
    assert.deepEqual(await session.find(planned, never), [], 'a refused file is in nobody’s books')
    assert.equal((await session.send(planned, never)).awaitsConfirmation, true)
    const second = file.replace('.csv', '-2.csv')
    assert.ok(readdirSync(folder).includes(second))
    assert.equal(await session.confirm?.(planned, never), null, 'the old refusal says nothing of the new file')
    assert.equal((await session.send(planned, never)).awaitsConfirmation, true)
    assert.ok(!readdirSync(folder).includes(file.replace('.csv', '-3.csv')))
    writeFileSync(join(folder, `${second}.ok`), '')
    assert.equal((await session.confirm?.(planned, never))?.status, 'Approved')
  })
}

void test('reading back: days, kinds, sums and states, and no stranger’s files', async (context) => {
  const { session, folder } = await bench(context, { acknowledgement: 'FILE' })
  const marked = new Map<string, string>()
  const deliver = async (name: string, document: Parameters<Session['plan']>[0], ending?: string) => {
    const [planned] = await session.plan(document)
    assert.ok(planned)
    await session.send(planned, never)
    marked.set(planned.marker, name)
    if (ending !== undefined) writeFileSync(join(folder, `${(planned.body as PlannedFile).base}.csv${ending}`), 'x')
  }
  const rowsOn = (bookingDate: string) => [
    ledgerRow({ accountNumber: '1701', amount: 500n, bookingDate }),
    ledgerRow({ accountNumber: '3000', amount: -500n, bookingDate }),
  ]
  await deliver('accepted', exampleLedger({ identifier: 'a' }), '.ok')
  await deliver('waiting', exampleLedger({ identifier: 'b', rows: rowsOn('2025-12-31') }))
  await deliver('refused', exampleLedger({ identifier: 'c' }), '.error')
  await deliver('too late', exampleLedger({ identifier: 'd', rows: rowsOn('2026-01-01') }), '.ok')
  await deliver('payment', examplePayment({ paymentDate: '2025-12-15' }), '.ok')
  await deliver('taken away', exampleLedger({ identifier: 'e', rows: rowsOn('2025-12-20') }), '.ok')
  const gone = readdirSync(folder).find((name) => name.startsWith('20251220') && name.endsWith('.csv')) ?? ''
  rmSync(join(folder, gone))
  writeFileSync(join(folder, '20251212-stranger.csv'), 'x')

  const read = async (kind: 'ledger' | 'payment') =>
    (await session.readBack(kind, '2025-12-01', '2025-12-31', never)).map((voucher) => [
      marked.get(voucher.marker ?? ''),
      voucher.date,
      voucher.status,
      voucher.total,
    ])
  const byName = (left: unknown[], right: unknown[]) => String(left[0]).localeCompare(String(right[0]))
  assert.deepEqual((await read('ledger')).toSorted(byName), [
    ['accepted', '2025-12-12', 'Approved', 299_000n],
    ['taken away', '2025-12-20', 'Approved', undefined],
    ['waiting', '2025-12-31', 'Draft', 500n],
  ])
  assert.deepEqual(await read('payment'), [['payment', '2025-12-15', 'Approved', 11_000n]])
})

void test('two clients that name one organisation have a folder each', async (context) => {
  const { session, planned, folder } = await bench(context)
  await session.send(planned, never)
  const root = join(folder, '..', '..', '..')
  const other = createNetbaron().open(connection({ clientId: 8 }), tools({ dropFolder: (name) => join(root, name) }))
  assert.deepEqual(await other.readBack('ledger', '2025-01-01', '2026-12-31', never), [])
})

void test('an organisation cannot lead out of its folder, and a folder that cannot be written says so', async (context) => {
  for (const organisation of ['../8', 'a/b', '.hidden', '']) {
    const session = createNetbaron().open(
      connection({ credentials: { delivery: 'FOLDER', organisation } }),
      tools({ dropFolder: () => tmpdir() }),
    )
    await assert.rejects(session.test(never), { kind: 'auth', code: 'ORGANISATION_NAME' })
  }
  const { session, folder } = await bench(context)
  const report = await session.test(never)
  assert.equal(report.message.includes(tmpdir()), false, 'a path of this machine is nobody’s business')
  assert.deepEqual(readdirSync(folder), [], 'the trial file is gone')
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file where the folder should be')
  await assert.rejects(session.test(never), { kind: 'auth' })
})
