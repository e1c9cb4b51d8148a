import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { v7 as uuid } from 'uuid'
import { openExchange } from '../../drops/open-exchange.ts'
import { PASSWORD, USER, startSftpServer } from '../../../test/support/drops/sftp-server.ts'
import { until } from '../../../test/support/until.ts'
import type { FaultOrder } from '../../simulators/kit/faults.ts'
import { MAGIC_RECEIVERS } from '../../simulators/operator/magic.ts'
import { memoryLog, never, shipmentOf, simulatedDrop, temporaryFolder } from '../../../test/support/channels/drops.ts'
import type { SendOutcome } from '../port.ts'
import { createEinvoiceChannel } from './channel.ts'

interface Inspected {
  count: number
  messages: { name: string; messageId: string; to: string; repeated: number; framed: boolean; xml: string }[]
}

void test('an e-invoice reaches the operator, which accepts it and reports its delivery', async (context) => {
  const operator = await simulatedDrop<Inspected>(context, 'operator')
  const channel = createEinvoiceChannel({ drop: operator.drop, log: memoryLog() })
  const shipments = [await shipmentOf(), await shipmentOf({ framed: true, number: '43' })]
  const outcomes = await channel.send(uuid(), shipments, never)
  assert.deepEqual(
    outcomes,
    shipments.map(({ deliveryId }) => ({ kind: 'sent', remoteId: `${deliveryId}.xml` })),
  )
  const reports = await channel.reports(100, never)
  assert.deepEqual(
    new Set(reports.map(({ deliveryId, outcome }) => `${deliveryId} ${outcome}`)),
    new Set(shipments.flatMap(({ deliveryId }) => [`${deliveryId} accepted`, `${deliveryId} delivered`])),
  )
  assert.deepEqual(await channel.reports(100, never), reports, 'shown again until they are acknowledged')
  await channel.acknowledge(reports, never)
  assert.deepEqual(await channel.reports(100, never), [])
  const { messages } = await operator.inspect()
  assert.deepEqual(
    new Map(messages.map(({ messageId, framed, xml }) => [messageId, { framed, xml }])),
    new Map(
      shipments.map(({ deliveryId, einvoice }, index) => [
        deliveryId,
        { framed: index === 1, xml: Buffer.from(einvoice?.xml ?? []).toString() },
      ]),
    ),
    'byte for byte what was archived',
  )
})

/** Whether the operator has it, whatever it answered. */
const FAULTS: { order: FaultOrder; outcome: Partial<SendOutcome>; taken: boolean }[] = [
  { order: { fault: 'CUT' }, outcome: { kind: 'unknown' }, taken: false },
  { order: { fault: 'COMMIT_THEN_CUT' }, outcome: { kind: 'unknown' }, taken: true },
  { order: { fault: 'HTML_502' }, outcome: { kind: 'unknown', code: 'HTTP_502' }, taken: false },
  { order: { fault: 'COMMIT_THEN_HTML_502' }, outcome: { kind: 'unknown', code: 'HTTP_502' }, taken: true },
  { order: { fault: 'SLOW', delayMs: 3_000 }, outcome: { kind: 'unknown' }, taken: true },
  { order: { fault: 'COMMIT_THEN_SLOW', delayMs: 3_000 }, outcome: { kind: 'unknown' }, taken: true },
  { order: { fault: 'SLOW', delayMs: 10 }, outcome: { kind: 'sent' }, taken: true },
  { order: { fault: 'MAINTENANCE' }, outcome: { kind: 'temporary', code: 'MAINTENANCE' }, taken: false },
  {
    order: { fault: 'TOO_MANY_REQUESTS', retryAfterSeconds: 7 },
    outcome: { kind: 'temporary', code: 'TOO_MANY_REQUESTS', retryAfterMs: 7_000 },
    taken: false,
  },
  { order: { fault: 'EXPIRED_TOKEN' }, outcome: { kind: 'temporary', code: 'DROP_KEY' }, taken: false },
  {
    order: { fault: 'REFUSE', code: 'NO_AGREEMENT', text: 'There is no agreement.' },
    outcome: { kind: 'refused', code: 'NO_AGREEMENT', reason: 'There is no agreement.' },
    taken: false,
  },
]

for (const { order, outcome, taken } of FAULTS) {
  const delay = order.delayMs === undefined ? '' : ` ${order.delayMs} ms`
  void test(`${order.fault}${delay} is ${outcome.kind}, and the second time it is taken once`, async (context) => {
    const operator = await simulatedDrop<Inspected>(context, 'operator', { timeoutMs: 2_000 })
    const channel = createEinvoiceChannel({ drop: operator.drop, log: memoryLog() })
    const shipment = await shipmentOf()
    operator.faults.order(order)
    const [first] = await channel.send(uuid(), [shipment], never)
    assert.ok(first)
    assert.deepEqual({ ...first, ...outcome }, first)
    if (order.fault !== 'SLOW') assert.equal((await operator.inspect()).count, taken ? 1 : 0)
    if (first.kind === 'refused') return
    const [second] = await channel.send(uuid(), [shipment], never)
    assert.deepEqual(second, { kind: 'sent', remoteId: `${shipment.deliveryId}.xml` })
    assert.equal((await operator.inspect()).count, 1)
    const reports = await channel.reports(100, never)
    assert.equal(reports.length, 2, 'one acceptance and one delivery')
  })
}

void test('an unreachable operator is a temporary failure, and partners never read its host', async (context) => {
  const operator = await simulatedDrop<Inspected>(context, 'operator')
  const log = memoryLog()
  const channel = createEinvoiceChannel({ drop: operator.drop, log })
  await operator.close()
  const drop = openExchange(operator.url, { label: 'operator' })
  context.after(() => drop.close())
  const closed = createEinvoiceChannel({ drop, log })
  const [outcome] = await closed.send(uuid(), [await shipmentOf()], never)
  assert.ok(outcome?.kind === 'temporary')
  assert.equal(outcome.code, 'ECONNREFUSED')
  assert.ok(!outcome.reason.includes('127.0.0.1'))
  assert.ok(log.lines.some(({ details }) => (details as { err: Error }).err.message.includes('127.0.0.1')))
  await assert.rejects(closed.reports(1, never), { code: 'ECONNREFUSED' })
  await channel.close()
})

void test('a file of a used name with other bytes is never written over, and needs review', async (context) => {
  const operator = await simulatedDrop<Inspected>(context, 'operator')
  const channel = createEinvoiceChannel({ drop: operator.drop, log: memoryLog() })
  const shipment = await shipmentOf({ number: '1' })
  await channel.send(uuid(), [shipment], never)
  const other = await shipmentOf({ deliveryId: shipment.deliveryId, number: '2' })
  const [outcome] = await channel.send(uuid(), [other], never)
  assert.equal(outcome?.kind === 'unknown' && outcome.code, 'DROP_FILE_DIFFERS')
  const { messages } = await operator.inspect()
  assert.deepEqual(
    messages.map(({ xml }) => xml),
    [Buffer.from(shipment.einvoice?.xml ?? []).toString()],
  )
})

void test('a file that the operator cannot read is refused in its words, alone among the others', async (context) => {
  const operator = await simulatedDrop<Inspected>(context, 'operator')
  const channel = createEinvoiceChannel({ drop: operator.drop, log: memoryLog() })
  const good = await shipmentOf()
  const text = Buffer.from(good.einvoice?.xml ?? []).toString()
  const broken = [
    text.replace('</Finvoice>', ''),
    text.replace(/<MessageTransmissionDetails>.*<\/MessageTransmissionDetails>/s, ''),
  ]
  const shipments = await Promise.all(
    broken.map(async (xml) => ({
      ...(await shipmentOf()),
      einvoice: { format: 'FINVOICE' as const, xml: Buffer.from(xml) },
    })),
  )
  const without = { ...(await shipmentOf()), einvoice: undefined }
  const outcomes = await channel.send(uuid(), [...shipments, good, without], never)
  assert.deepEqual(
    outcomes.map((outcome) => [outcome.kind, 'code' in outcome ? outcome.code : '']),
    [
      ['refused', 'NOT_WELL_FORMED'],
      ['refused', 'FIELD_MISSING'],
      ['sent', ''],
      ['refused', 'EINVOICE_MISSING'],
    ],
  )
  assert.equal((await operator.inspect()).count, 1)
})

void test('e-invoices are refused, fail later, or get no report when the receiver’s address says so', async (context) => {
  const operator = await simulatedDrop<Inspected>(context, 'operator')
  const channel = createEinvoiceChannel({ drop: operator.drop, log: memoryLog() })
  const expected = new Map<string, string[]>()
  const shipments = await Promise.all(
    MAGIC_RECEIVERS.map(async ({ contains, outcome, code }) => {
      const shipment = await shipmentOf({ receiver: `0037${contains}` })
      const said = { REFUSED: [`failed ${code}`], FAILED: ['accepted ', `failed ${code}`], SILENT: ['accepted '] }
      expected.set(shipment.deliveryId, said[outcome])
      return shipment
    }),
  )
  await channel.send(uuid(), shipments, never)
  const seen = new Map<string, string[]>()
  for (const { deliveryId, outcome, code = '' } of await channel.reports(100, never))
    seen.set(deliveryId, [...(seen.get(deliveryId) ?? []), `${outcome} ${code}`])
  assert.deepEqual(seen, expected)
})

void test('delivery takes as long as the operator is set to take', async (context) => {
  const operator = await simulatedDrop<Inspected>(context, 'operator')
  const channel = createEinvoiceChannel({ drop: operator.drop, log: memoryLog() })
  assert.equal(await operator.set({ deliverAfterMs: -1 }), 400)
  assert.equal(await operator.set({ deliverAfterMs: 600 }), 200)
  await channel.send(uuid(), [await shipmentOf()], never)
  const first = await channel.reports(10, never)
  assert.deepEqual(
    first.map(({ outcome }) => outcome),
    ['accepted'],
  )
  await channel.acknowledge(first, never)
  const later: string[] = []
  while (later.length === 0) later.push(...(await channel.reports(10, never)).map(({ outcome }) => outcome))
  assert.deepEqual(later, ['delivered'])
})

void test('fifty at once, and a stop in the middle: what was not begun has certainly not left', async (context) => {
  const operator = await simulatedDrop<Inspected>(context, 'operator')
  const channel = createEinvoiceChannel({ drop: operator.drop, log: memoryLog() })
  const shipments = await Promise.all(Array.from({ length: channel.batchMax }, () => shipmentOf()))
  operator.faults.order({ fault: 'SLOW', delayMs: 1_000, times: 16 })
  const stop = new AbortController()
  const sending = channel.send(uuid(), shipments, stop.signal)
  // Eight go at once: when sixteen have met the fault, the first eight have been answered.
  await until('sixteen to be begun', () => operator.faults.list().length === 0)
  stop.abort()
  const outcomes = await sending
  const kinds = outcomes.map(({ kind }) => kind)
  assert.deepEqual(kinds.slice(0, 8), Array(8).fill('sent'))
  assert.deepEqual(kinds.slice(8, 16), Array(8).fill('unknown'))
  assert.deepEqual(kinds.slice(16), Array(channel.batchMax - 16).fill('temporary'))
  const again = await channel.send(uuid(), shipments, never)
  assert.ok(again.every(({ kind }) => kind === 'sent'))
  assert.equal((await operator.inspect()).count, channel.batchMax)
})

for (const kind of ['folder', 'sftp'] as const) {
  void test(`${kind}: the file lies in out/ under the delivery's name, and reports are taken from in/`, async (context) => {
    const root = temporaryFolder(context)
    const drop = await (kind === 'folder' ? openExchange(pathToFileURL(root).href, { label: 'operator' }) : overSftp())
    async function overSftp() {
      const server = await startSftpServer(root)
      context.after(() => server.close())
      const options = { label: 'operator', password: PASSWORD, hostFingerprint: server.fingerprint }
      return openExchange(`sftp://${USER}@127.0.0.1:${server.port}/`, options)
    }
    context.after(() => drop.close())
    const log = memoryLog()
    const channel = createEinvoiceChannel({ drop, log, unfinishedMs: 0 })
    const shipment = await shipmentOf()
    const { deliveryId } = shipment
    for (let time = 0; time < 2; time++) {
      const outcomes = await channel.send(uuid(), [shipment], never)
      assert.deepEqual(outcomes, [{ kind: 'sent', remoteId: `${deliveryId}.xml` }])
      assert.deepEqual(readdirSync(join(root, 'out')), [`${deliveryId}.xml`])
    }
    assert.ok(readFileSync(join(root, 'out', `${deliveryId}.xml`)).equals(Buffer.from(shipment.einvoice?.xml ?? [])))
    mkdirSync(join(root, 'in'), { recursive: true })
    const at = '2026-02-01T10:00:00+02:00'
    const files = {
      'a.json': JSON.stringify([
        { messageId: deliveryId.toUpperCase(), outcome: 'DELIVERED', at: '2026-02-01T09:00:00Z' },
        { deliveryId, outcome: 'ACCEPTED', at },
      ]),
      'b.json': '<report/>',
      'c.json': JSON.stringify({ deliveryId: '../../etc/passwd', outcome: 'DELIVERED', at }),
      'd.json': JSON.stringify({ deliveryId, outcome: 'MAYBE', at }),
      'e.json': JSON.stringify({ deliveryId, outcome: 'FAILED', at: 'yesterday' }),
      'f.json': JSON.stringify({ deliveryId, outcome: 'FAILED', code: 'X'.repeat(999), reason: 'a\0b', at }),
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'in', name), text)
    const reports = await channel.reports(10, never)
    assert.deepEqual(
      reports.map(({ reportId: _reportId, ...report }) => report),
      [
        { deliveryId, outcome: 'accepted', at: new Date(at) },
        { deliveryId, outcome: 'failed', at: new Date(at), code: 'X'.repeat(64), reason: 'ab' },
        { deliveryId, outcome: 'delivered', at: new Date('2026-02-01T09:00:00Z') },
      ],
      'oldest first',
    )
    assert.deepEqual(readdirSync(join(root, 'in', 'bad')).toSorted(), ['b.json', 'c.json', 'd.json', 'e.json'])
    assert.equal(log.lines.length, 4, 'each is reported')
    await channel.acknowledge(reports, never)
    assert.deepEqual(readdirSync(join(root, 'in', 'done')).toSorted(), ['a.json', 'f.json'])
  })
}
