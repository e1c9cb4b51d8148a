/** The simulated mail server over real SMTP and HTTP: what it takes, what it does to whom, and what it remembers. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { createTransport } from 'nodemailer'
import { createFaults, type FaultOrder } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createMailSimulator } from './index.ts'
import { until } from '../../../test/support/until.ts'

const DELIVERY = '01890a5d-ac96-774b-bcce-b302099a8057'
const FROM = `bounce+${DELIVERY}@saatava.example.com`

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-mail-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

async function world(folder?: string, returnDelayMs = 10) {
  const faults = createFaults()
  const journal = openJournal(folder === undefined ? undefined : join(folder, 'mail.jsonl'))
  const simulator = createMailSimulator(
    { faults, journal, now: () => new Date() },
    {
      returnDelayMs,
      ...(folder === undefined ? {} : { folder: join(folder, 'mails'), bounceFolder: join(folder, 'bounces') }),
    },
  )
  const app = Fastify({ logger: false })
  await mountSimulators(app, [{ simulator, faults }])
  const port = await simulator.listen(0)
  const close = async () => {
    await app.close()
    await simulator.close()
    journal.close()
  }
  const get = (path: string) => app.inject(`/simulators/mail/${path}`)
  return { app, port, close, get }
}

async function send(port: number, to: string, changes: object = {}): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  try {
    const info = await transport.sendMail({
      envelope: { from: FROM, to },
      from: 'Test Customer Oy <invoices@saatava.example.com>',
      to,
      messageId: `<${DELIVERY}@saatava.example.com>`,
      subject: 'Lasku 1234, åäö',
      text: 'Hei',
      html: '<p>Hei</p><script>alert(1)</script>',
      attachments: [{ filename: 'lasku-1234.pdf', content: Buffer.from('%PDF-1.7'), contentType: 'application/pdf' }],
      ...changes,
    })
    return info.response
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    transport.close()
  }
}

test('a mail is taken and can be looked at: list, HTML, text, raw, PDF', async (t) => {
  const { port, close, get } = await world()
  t.after(close)
  assert.match(await send(port, 'matti@example.com'), /queued as SIM1/)

  const { count, mails } = (await get('inspect')).json()
  assert.equal(count, 1)
  const { at, machineAt, bytes, ...mail } = mails[0]
  assert.ok(!Number.isNaN(Date.parse(at)) && !Number.isNaN(Date.parse(machineAt)) && bytes > 500)
  assert.deepEqual(mail, {
    id: 1,
    from: FROM,
    to: ['matti@example.com'],
    subject: 'Lasku 1234, åäö',
    deliveryId: DELIVERY,
  })
  assert.equal((await get('inspect?company=nobody@example.com')).json().count, 0)

  const html = await get('messages/1')
  assert.match(html.headers['content-type'] ?? '', /^text\/html/)
  assert.match(String(html.headers['content-security-policy']), /^sandbox; default-src 'none'/)
  assert.match(html.body, /<p>Hei<\/p>/)
  assert.match((await get('messages/1/text')).body, /^Hei/)
  assert.match((await get('messages/1/raw')).body, /^Message-ID: </m)
  const pdf = await get('messages/1/attachments/1')
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  assert.equal(pdf.body, '%PDF-1.7')
  assert.match((await get('messages')).body, /Lasku 1234, åäö/)
  for (const path of [
    'messages/2',
    'messages/x',
    'messages/1/attachments/2',
    'messages/1/attachments/-1',
    'messages/2/raw',
  ])
    assert.equal((await get(path)).statusCode, 404, path)
})

test('some addresses refuse, some ask to wait, and some break the connection', async (t) => {
  const { port, close, get } = await world()
  t.after(close)
  assert.match(await send(port, 'reject@example.com'), /550 5\.1\.1/)
  assert.match(await send(port, 'busy-1@example.com'), /451 4\.7\.1/)
  assert.match(await send(port, 'spam+x@example.com'), /554 5\.7\.1/)
  assert.equal((await get('inspect')).json().count, 0)
  assert.match(await send(port, 'cut@example.com'), /closed/i)
  assert.equal((await get('inspect')).json().count, 1)
  for (const name of ['rejectamenta@example.com', 'cutler@example.com', 'busybee@example.com'])
    assert.match(await send(port, name), /queued/, name)
})

test('reports come back into the folder of bounces', async (t) => {
  const folder = folderOf(t)
  const { port, close } = await world(folder)
  t.after(close)
  const inbox = join(folder, 'bounces', 'new')
  const files = () => (existsSync(inbox) ? readdirSync(inbox) : [])
  for (const [index, word] of ['bounce', 'full', 'delayed', 'delivered', 'away'].entries()) {
    await send(port, `${word}@example.com`)
    await until('the next file', () => files().length === index + 1)
  }
  const texts = files().map((name) => readFileSync(join(inbox, name), 'utf8'))
  for (const text of texts) assert.match(text, new RegExp(`^To: bounce\\+${DELIVERY}@saatava\\.example\\.com\\r$`, 'm'))
  const statuses = texts.map((text) => /^Status: (.*)\r$/m.exec(text)?.[1] ?? 'none')
  assert.deepEqual(statuses.sort(), ['2.0.0', '4.4.1', '5.1.1', '5.2.2', 'none'])
})

test('the books survive a restart, and a report that was due still comes, once', async (t) => {
  const folder = folderOf(t)
  const before = await world(folder, 60_000)
  await send(before.port, 'matti@example.com')
  await send(before.port, 'bounce@example.com')
  await before.close()
  const inbox = join(folder, 'bounces', 'new')
  for (let start = 0; start < 2; start++) {
    const { close, get } = await world(folder)
    assert.equal((await get('inspect')).json().count, 2)
    assert.equal((await get('messages/1/attachments/1')).body, '%PDF-1.7')
    await until('the report', () => existsSync(inbox) && readdirSync(inbox).length > 0)
    await sleep(50)
    await close()
  }
  assert.equal(readdirSync(inbox).length, 1)
})

const FAULTS: [FaultOrder, RegExp, number][] = [
  [{ fault: 'CUT' }, /closed/i, 0],
  [{ fault: 'MAINTENANCE' }, /421 4\.3\.2/, 0],
  [{ fault: 'TOO_MANY_REQUESTS' }, /450 4\.7\.1/, 0],
  [{ fault: 'EXPIRED_TOKEN' }, /530 5\.7\.0/, 0],
  [{ fault: 'REFUSE' }, /550 5\.0\.0/, 0],
  [{ fault: 'REFUSE', code: '452', text: '4.2.2 full' }, /452 4\.2\.2 full/, 0],
  [{ fault: 'SLOW', delayMs: 50 }, /queued/, 1],
  [{ fault: 'COMMIT_THEN_SLOW', delayMs: 50 }, /queued/, 1],
  [{ fault: 'COMMIT_THEN_CUT' }, /closed/i, 1],
]

test('faults are ordered over HTTP, for everybody or for one receiver, and used up', async () => {
  for (const [order, answer, taken] of FAULTS) {
    const { app, port, close, get } = await world()
    const ordered = await app.inject({
      method: 'POST',
      url: '/simulators/mail/faults',
      payload: { ...order, company: 'matti@example.com' },
    })
    assert.equal(ordered.statusCode, 200, ordered.body)
    assert.match(await send(port, 'other@example.com'), /queued/)
    assert.match(await send(port, 'matti@example.com'), answer, JSON.stringify(order))
    assert.equal((await get('inspect?company=matti@example.com')).json().count, taken, JSON.stringify(order))
    assert.match(await send(port, 'matti@example.com'), /queued/)
    await close()
  }
})

test('a mail that is too large is refused, and the next one is taken', async (t) => {
  const { port, close } = await world()
  t.after(close)
  const large = [{ filename: 'a.pdf', content: Buffer.alloc(30 * 1024 * 1024) }]
  assert.match(await send(port, 'matti@example.com', { attachments: large }), /5\.3\.4|larger than allowed/)
  assert.match(await send(port, 'matti@example.com'), /queued/)
})
