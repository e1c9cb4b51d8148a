/** Bounces out of a real folder: reports, files that are put aside, and proof that nothing is lost or reported twice. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { channelTo, DELIVERY, NEVER } from '../../../../test/support/channels/email/examples.ts'
import * as examples from '../../../../test/support/channels/email/bounces/examples.ts'

function folder(t: TestContext): { path: string; put(name: string, text: string | Buffer, second?: number): void } {
  const path = mkdtempSync(join(tmpdir(), 'saatava-bounces-'))
  t.after(() => rmSync(path, { recursive: true }))
  mkdirSync(join(path, 'new'))
  return {
    path,
    put(name, text, second = 0) {
      writeFileSync(join(path, 'new', name), text)
      utimesSync(join(path, 'new', name), 1_775_000_000 + second, 1_775_000_000 + second)
    },
  }
}

const filesIn = (path: string, folder: string) => readdirSync(join(path, folder)).sort()

test('a bounce is reported until it is acknowledged, then lies in cur', async (t) => {
  const { path, put } = folder(t)
  put('1775000000.a.mx.eml', examples.POSTFIX)
  const { channel } = channelTo(1, { bounceFolder: path })
  const reports = await channel.reports(10, NEVER)
  assert.equal(reports.length, 1)
  const [report] = reports
  assert.ok(report)
  const { reportId, ...rest } = report
  assert.match(reportId, /^[0-9a-f]{64}$/)
  assert.deepEqual(rest, {
    deliveryId: DELIVERY,
    outcome: 'failed',
    at: new Date(1_775_000_000_000),
    code: '5.1.1',
    reason: '550 5.1.1 <matti@example.com>: Recipient address rejected: User unknown in virtual mailbox table',
  })
  assert.deepEqual(await channel.reports(10, NEVER), reports)
  await channel.acknowledge(reports, NEVER)
  assert.deepEqual(await channel.reports(10, NEVER), [])
  assert.deepEqual(filesIn(path, 'cur'), ['1775000000.a.mx.eml:2,S'])
  await channel.close()
})

test('after a restart the same report comes under the same id', async (t) => {
  const { path, put } = folder(t)
  put('a', examples.EXCHANGE)
  const before = await channelTo(1, { bounceFolder: path }).channel.reports(10, NEVER)
  const { channel } = channelTo(1, { bounceFolder: path })
  await channel.acknowledge(before, NEVER)
  const after = await channel.reports(10, NEVER)
  assert.deepEqual(after, before)
  await channel.acknowledge(after, NEVER)
  assert.deepEqual(filesIn(path, 'new'), [])
})

test('a report that is delivered twice counts once, and both files go', async (t) => {
  const { path, put } = folder(t)
  put('a', examples.POSTFIX, 1)
  put('b', `Received: from elsewhere\r\n${examples.POSTFIX}`, 2)
  const { channel } = channelTo(1, { bounceFolder: path })
  const reports = await channel.reports(10, NEVER)
  assert.equal(reports.length, 1)
  await channel.acknowledge(reports, NEVER)
  assert.deepEqual(filesIn(path, 'new'), [])
})

test('reports come oldest first, at most as many as asked for', async (t) => {
  const { path, put } = folder(t)
  put('c', examples.DELIVERED, 3)
  put('b', examples.EXIM, 1)
  put('a', examples.RELAYED, 2)
  const { channel } = channelTo(1, { bounceFolder: path })
  const outcomes = async (max: number) => (await channel.reports(max, NEVER)).map(({ outcome }) => outcome)
  assert.deepEqual(await outcomes(2), ['failed', 'accepted'])
  assert.deepEqual(await outcomes(10), ['failed', 'accepted', 'delivered'])
})

test('delays are not reported; a mail that is no report is put aside and logged', async (t) => {
  const { path, put } = folder(t)
  put('delay', examples.DELAYED)
  put('note', examples.ABSENCE_NOTE)
  put('receipt', examples.READ_RECEIPT)
  put('foreign', examples.POSTFIX.replaceAll(examples.DOMAIN, 'other.example.com'))
  put('empty', '')
  mkdirSync(join(path, 'new', 'a-folder'))
  const { channel, lines } = channelTo(1, { bounceFolder: path })
  assert.deepEqual(await channel.reports(10, NEVER), [])
  assert.deepEqual(filesIn(path, 'aside'), ['empty', 'foreign', 'note', 'receipt'])
  assert.deepEqual(filesIn(path, 'cur'), ['delay:2,S'])
  assert.equal(lines.filter(({ level }) => level === 'warn').length, 4)
})

test('a report that returns a mail of 30 MB is read without reading the mail', async (t) => {
  const { path, put } = folder(t)
  const [head = '', tail = ''] = examples.EXIM.split('Hei,')
  put('large', Buffer.concat([Buffer.from(head), Buffer.alloc(30 * 1024 * 1024, 'QUJD\r\n'), Buffer.from(tail)]))
  const { channel } = channelTo(1, { bounceFolder: path })
  const started = process.cpuUsage()
  const [report] = await channel.reports(10, NEVER)
  assert.deepEqual([report?.deliveryId, report?.outcome], [DELIVERY, 'failed'])
  // Its own time, not that of the clock: the machine may be busy.
  assert.ok(process.cpuUsage(started).user < 2_000_000)
})

test('a folder that cannot be made is an error, not silence; without one there are no reports', async (t) => {
  const { path } = folder(t)
  writeFileSync(join(path, 'file'), '')
  await assert.rejects(channelTo(1, { bounceFolder: join(path, 'file', 'x') }).channel.reports(10, NEVER))
  assert.deepEqual(await channelTo(1).channel.reports(10, NEVER), [])
})
