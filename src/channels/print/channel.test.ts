import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { v7 as uuid } from 'uuid'
import { openExchange } from '../../drops/open-exchange.ts'
import { PASSWORD, USER, startSftpServer } from '../../../test/support/drops/sftp-server.ts'
import type { FaultOrder } from '../../simulators/kit/faults.ts'
import { memoryLog, never, shipmentOf, simulatedDrop, temporaryFolder } from '../../../test/support/channels/drops.ts'
import type { SendOutcome } from '../port.ts'
import { createPrintChannel } from './channel.ts'

interface Inspected {
  letters: number
  files: { name: string; repeated: number }[]
  batches: {
    batchId: string
    begunAt: string | null
    count: number
    faults: string[]
    letters: { deliveryId: string; pages: number; addressLines: string[] }[]
  }[]
}

void test('a batch is opened, checked and acknowledged by the print house, and its letters are posted', async (context) => {
  const house = await simulatedDrop<Inspected>(context, 'printhouse')
  const channel = createPrintChannel({ drop: house.drop, log: memoryLog() })
  const shipments = await Promise.all([1, 2, 3].map((pages) => shipmentOf({ pages, number: String(pages) })))
  const batchId = uuid()
  const outcomes = await channel.send(batchId, shipments, never)
  assert.deepEqual(outcomes, Array(3).fill({ kind: 'sent', remoteId: batchId }))
  const { batches } = await house.inspect()
  assert.deepEqual(
    batches.map(({ faults, letters }) => [faults, letters.map(({ pages }) => pages)]),
    [[[], [1, 2, 3]]],
  )
  const reports = await channel.reports(100, never)
  assert.deepEqual(
    reports.map(({ deliveryId, outcome }) => `${deliveryId} ${outcome}`),
    ['accepted', 'delivered'].flatMap((said) => shipments.map(({ deliveryId }) => `${deliveryId} ${said}`)),
  )
  await channel.acknowledge(reports, never)
  assert.deepEqual(await channel.reports(100, never), [])
})

void test('letters that fail and letters that come back are reported one by one', async (context) => {
  const house = await simulatedDrop<Inspected>(context, 'printhouse')
  const channel = createPrintChannel({ drop: house.drop, log: memoryLog() })
  const good = await shipmentOf()
  const jammed = await shipmentOf({ address: { street: 'Paper jam 1' } })
  const moved = await shipmentOf({ name: 'Moved Away Oy' })
  await channel.send(uuid(), [good, jammed, moved], never)
  const reports = await channel.reports(100, never)
  const saidOf = (id: string) =>
    reports.filter(({ deliveryId }) => deliveryId === id).map(({ outcome, code }) => [outcome, code])
  assert.deepEqual(saidOf(good.deliveryId), [
    ['accepted', undefined],
    ['delivered', undefined],
  ])
  assert.deepEqual(saidOf(jammed.deliveryId), [
    ['accepted', undefined],
    ['failed', 'PRINT_FAILED'],
  ])
  assert.deepEqual(saidOf(moved.deliveryId), [
    ['accepted', undefined],
    ['delivered', undefined],
    ['failed', 'RETURNED'],
  ])
  assert.equal(new Set(reports.map(({ reportId }) => reportId)).size, reports.length)
})

void test('one bad address does not stop other letters; a batch of bad addresses only is not sent', async (context) => {
  const house = await simulatedDrop<Inspected>(context, 'printhouse')
  const channel = createPrintChannel({ drop: house.drop, log: memoryLog() })
  const bad = await shipmentOf({ address: { postalCode: 'x' } })
  const outcomes = await channel.send(uuid(), [bad, await shipmentOf()], never)
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['refused', 'sent'],
  )
  assert.deepEqual(
    (await channel.send(uuid(), [bad], never)).map(({ kind }) => kind),
    ['refused'],
  )
  assert.equal((await house.inspect()).batches.length, 1)
})

/** `at`: which of the three files it meets: the manifest, the ZIP, the checksum. */
const FAULTS: { order: FaultOrder; at: number; outcome: Partial<SendOutcome> }[] = [
  { order: { fault: 'CUT' }, at: 0, outcome: { kind: 'temporary' } },
  { order: { fault: 'COMMIT_THEN_CUT' }, at: 0, outcome: { kind: 'temporary' } },
  { order: { fault: 'HTML_502' }, at: 1, outcome: { kind: 'unknown', code: 'HTTP_502' } },
  { order: { fault: 'CUT' }, at: 1, outcome: { kind: 'unknown' } },
  { order: { fault: 'COMMIT_THEN_CUT' }, at: 1, outcome: { kind: 'unknown' } },
  { order: { fault: 'SLOW', delayMs: 3_000 }, at: 1, outcome: { kind: 'unknown' } },
  { order: { fault: 'MAINTENANCE' }, at: 1, outcome: { kind: 'temporary', code: 'MAINTENANCE' } },
  { order: { fault: 'EXPIRED_TOKEN' }, at: 1, outcome: { kind: 'temporary', code: 'DROP_KEY' } },
  { order: { fault: 'REFUSE', code: 'TOO_BUSY' }, at: 1, outcome: { kind: 'refused', code: 'TOO_BUSY' } },
  { order: { fault: 'MAINTENANCE' }, at: 2, outcome: { kind: 'unknown', code: 'BATCH_UNFINISHED' } },
  { order: { fault: 'REFUSE' }, at: 2, outcome: { kind: 'unknown', code: 'BATCH_UNFINISHED' } },
  { order: { fault: 'COMMIT_THEN_HTML_502' }, at: 2, outcome: { kind: 'unknown', code: 'HTTP_502' } },
]

for (const { order, at, outcome } of FAULTS) {
  const file = ['manifest', 'ZIP', 'checksum'][at]
  void test(`${order.fault} at the ${file} is ${outcome.kind}, and sent again it is printed once`, async (context) => {
    const house = await simulatedDrop<Inspected>(context, 'printhouse', { timeoutMs: 1_000 })
    const channel = createPrintChannel({ drop: house.drop, log: memoryLog() })
    const shipments = [await shipmentOf(), await shipmentOf()]
    const batchId = uuid()
    for (let before = 0; before < at; before++) {
      house.faults.order({ fault: order.fault.startsWith('COMMIT') ? 'COMMIT_THEN_SLOW' : 'SLOW', delayMs: 0 })
    }
    house.faults.order(order)
    const first = await channel.send(batchId, shipments, never)
    for (const said of first) assert.deepEqual({ ...said, ...outcome }, said)
    const { batches } = await house.inspect()
    assert.ok(
      at === 2 || batches.every(({ begunAt }) => begunAt === null),
      'nothing is printed before the checksum is there',
    )
    const again = await channel.send(batchId, shipments, never)
    assert.deepEqual(again, Array(2).fill({ kind: 'sent', remoteId: batchId }))
    const after = await house.inspect()
    assert.deepEqual([after.batches.length, after.letters], [1, 2])
    assert.equal((await channel.reports(100, never)).length, 4)
  })
}

void test('another batch under the same id is never written over', async (context) => {
  const house = await simulatedDrop<Inspected>(context, 'printhouse')
  const channel = createPrintChannel({ drop: house.drop, log: memoryLog() })
  const batchId = uuid()
  await channel.send(batchId, [await shipmentOf()], never)
  const [outcome] = await channel.send(batchId, [await shipmentOf()], never)
  assert.equal(outcome?.kind === 'unknown' && outcome.code, 'DROP_FILE_DIFFERS')
  assert.equal((await house.inspect()).letters, 1)
})

void test('five hundred letters are one batch; its thousand reports come in portions', async (context) => {
  const house = await simulatedDrop<Inspected>(context, 'printhouse')
  const channel = createPrintChannel({ drop: house.drop, log: memoryLog() })
  const shipments = await Promise.all(
    Array.from({ length: 500 }, (_, index) => shipmentOf({ number: String(index), pages: 1 + (index % 3) })),
  )
  assert.equal(channel.batchMax, shipments.length)
  const outcomes = await channel.send(uuid(), shipments, never)
  assert.ok(outcomes.every(({ kind }) => kind === 'sent'))
  assert.equal((await house.inspect()).letters, 500)
  const seen = new Map<string, number>()
  for (;;) {
    const reports = await channel.reports(150, never)
    if (reports.length === 0) break
    assert.ok(reports.length <= 150)
    for (const { deliveryId, outcome } of reports)
      seen.set(`${deliveryId} ${outcome}`, (seen.get(`${deliveryId} ${outcome}`) ?? 0) + 1)
    await channel.acknowledge(reports, never)
  }
  assert.equal(seen.size, 1_000)
  assert.ok([...seen.values()].every((times) => times === 1))
})

for (const kind of ['folder', 'sftp'] as const) {
  void test(`${kind}: a report on a whole batch counts for each of its letters`, async (context) => {
    const root = temporaryFolder(context)
    const drop = kind === 'folder' ? openExchange(pathToFileURL(root).href, { label: 'house' }) : await overSftp()
    async function overSftp() {
      const server = await startSftpServer(root)
      context.after(() => server.close())
      const options = { label: 'house', password: PASSWORD, hostFingerprint: server.fingerprint }
      return openExchange(`sftp://${USER}@127.0.0.1:${server.port}/`, options)
    }
    context.after(() => drop.close())
    const log = memoryLog()
    const channel = createPrintChannel({ drop, log, unfinishedMs: 0 })
    const shipments = [await shipmentOf(), await shipmentOf()]
    const batchId = uuid()
    await channel.send(batchId, shipments, never)
    await channel.send(batchId, shipments, never)
    assert.equal(readdirSync(join(root, 'out')).length, 3)
    mkdirSync(join(root, 'in'), { recursive: true })
    const at = '2026-02-01T10:00:00Z'
    const say = (name: string, body: unknown) => writeFileSync(join(root, 'in', name), JSON.stringify(body))
    say('1.json', { batchId, outcome: 'ACCEPTED', count: 2, at })
    say('2.json', { batchId, outcome: 'ACCEPTED', count: 1, at })
    say('3.json', { batchId: uuid(), outcome: 'ACCEPTED', count: 2, at })
    say('4.json', { batchId, outcome: 'REFUSED', code: 'WRONG_PAPER', reason: 'No such paper.', at })
    say('5.json', { items: [{ deliveryId: shipments[0]?.deliveryId, outcome: 'FAILED', at }, 7] })
    const reports = await channel.reports(100, never)
    assert.deepEqual(
      reports.map(({ reportId: _reportId, deliveryId, at: _at, ...said }) => [
        shipments.findIndex((one) => one.deliveryId === deliveryId),
        said,
      ]),
      [
        [0, { outcome: 'accepted' }],
        [1, { outcome: 'accepted' }],
        [0, { outcome: 'failed', code: 'WRONG_PAPER', reason: 'No such paper.' }],
        [1, { outcome: 'failed', code: 'WRONG_PAPER', reason: 'No such paper.' }],
        [0, { outcome: 'failed', code: 'FAILED' }],
      ],
    )
    assert.deepEqual(readdirSync(join(root, 'in', 'bad')).toSorted(), ['2.json', '3.json'])
    await channel.acknowledge(reports, never)
    assert.deepEqual(readdirSync(join(root, 'in', 'done')).toSorted(), ['1.json', '4.json'])
    assert.deepEqual(readdirSync(join(root, 'in', 'bad')).toSorted(), ['2.json', '3.json', '5.json'])
    assert.equal(log.lines.length, 3)
    rmSync(join(root, 'out', `${batchId}.manifest.json`))
    say('6.json', { batchId, outcome: 'ACCEPTED', count: 2, at })
    assert.deepEqual(await channel.reports(100, never), [], 'what the batch held cannot be known any more')
  })
}
