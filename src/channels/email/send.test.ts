/** Mails over real SMTP: what arrives, with whose name on it, and that nothing written on an invoice becomes a header. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { createFaults } from '../../simulators/kit/faults.ts'
import { openJournal } from '../../simulators/kit/journal.ts'
import { createMailSimulator } from '../../simulators/mail/index.ts'
import {
  BATCH,
  channelTo,
  DELIVERY,
  invoice,
  mailServer,
  NEVER,
  parsed,
  PDF,
  shipment,
  shipmentTo,
} from '../../../test/support/channels/email/examples.ts'
import { misbehavingServer } from '../../../test/support/channels/email/misbehaving.ts'

test('an invoice arrives with its PDF, its text and its HTML', async (t) => {
  const server = await mailServer()
  t.after(server.close)
  const { channel } = channelTo(server.port)
  t.after(channel.close)

  const outcomes = await channel.send(BATCH, [shipment()], NEVER)

  assert.deepEqual(outcomes, [{ kind: 'sent', remoteId: 'TEST1' }])
  const [mail] = server.mails
  assert.ok(mail)
  assert.equal(mail.from, `bounce+${DELIVERY}@saatava.example.com`)
  assert.deepEqual(mail.to, ['matti@example.com'])
  const email = await parsed(mail.raw)
  assert.deepEqual(email.from, { name: 'Test Customer Oy', address: 'invoices@saatava.example.com' })
  assert.deepEqual(email.replyTo, [{ name: 'Test Customer Oy', address: 'billing@example.com' }])
  assert.deepEqual(email.to, [{ name: 'Matti Meikäläinen', address: 'matti@example.com' }])
  assert.equal(email.messageId, `<${DELIVERY}@saatava.example.com>`)
  assert.equal(email.date, '2026-04-01T08:00:00.000Z')
  assert.equal(email.subject, 'Lasku 1234, Test Customer Oy')
  for (const body of [email.text ?? '', email.html ?? '']) {
    for (const said of ['FI58 1017 1000 0001 22', '1232', '15.4.2026', 'lasku-1234.pdf'])
      assert.ok(body.includes(said), `"${said}" in ${body}`)
    assert.match(body, /250,00\sEUR/)
  }
  const [attachment] = email.attachments
  assert.ok(attachment)
  assert.equal(attachment.filename, 'lasku-1234.pdf')
  assert.equal(attachment.mimeType, 'application/pdf')
  assert.deepEqual(Buffer.from(attachment.content as ArrayBuffer), Buffer.from(PDF))
  const headers = Object.fromEntries(email.headers.map(({ key, value }) => [key, value]))
  assert.equal(headers['auto-submitted'], 'auto-generated')
  assert.equal(headers['content-language'], 'fi')
})

test('nothing written on an invoice or in settings becomes a header or a receiver', async (t) => {
  const server = await mailServer()
  t.after(server.close)
  const { channel } = channelTo(server.port)
  t.after(channel.close)
  const evil = 'X\r\nBcc: victim@example.com\r\n\r\n<h1>body</h1>\u2028\u202egpj.exe'
  const { seller, recipient } = invoice()
  const document = invoice({
    number: `1/../2${evil}`,
    seller: { ...seller, name: evil, email: `a@example.com\r\nBcc: victim@example.com` },
    recipient: { ...recipient, name: `"${evil}" <victim@example.com>,` },
  })
  const settings = {
    ...shipment().settings,
    email: {
      fromName: evil,
      replyTo: 'a@b.example.com\nBcc: victim@example.com',
      subject: `{number}${evil}`,
      message: evil,
    },
  }
  assert.equal((await channel.send(BATCH, [shipment({ document, settings })], NEVER))[0]?.kind, 'sent')

  const [mail] = server.mails
  assert.ok(mail)
  assert.deepEqual(mail.to, ['matti@example.com'])
  const email = await parsed(mail.raw)
  const expected =
    'auto-submitted content-language content-type date from message-id mime-version subject to x-auto-response-suppress'
  assert.deepEqual([...new Set(email.headers.map(({ key }) => key))].sort(), expected.split(' '))
  assert.equal(email.from?.address, 'invoices@saatava.example.com')
  assert.deepEqual(
    email.to?.map(({ address }) => address),
    ['matti@example.com'],
  )
  assert.equal(email.attachments[0]?.filename, 'lasku-1-..-2X-Bcc-victim-example.com-h1-body-h1-gpj.exe.pdf')
  assert.ok(!email.html?.includes('<h1>body'), email.html)
  assert.match(email.html ?? '', /&lt;h1&gt;body&lt;\/h1&gt;/)
})

test('a client’s own subject, message, name and address for answers', async (t) => {
  const server = await mailServer()
  t.after(server.close)
  const { channel } = channelTo(server.port)
  t.after(channel.close)
  const email = {
    fromName: 'Asiakaspalvelu, "Test"',
    replyTo: 'service@example.com',
    subject: '{seller}: lasku {number}, {total}, {dueDate} {unknown}',
    message: 'Hyvä asiakas,\n\nlasku {number} on liitteenä.\nKiitos!',
  }
  await channel.send(BATCH, [shipment({ settings: { ...shipment().settings, email } })], NEVER)
  const got = await parsed(server.mails[0]?.raw ?? Buffer.alloc(0))
  assert.deepEqual(got.from, { name: 'Asiakaspalvelu, "Test"', address: 'invoices@saatava.example.com' })
  assert.equal(got.replyTo?.[0]?.address, 'service@example.com')
  assert.equal(got.subject, 'Test Customer Oy: lasku 1234, 250,00 EUR, 15.4.2026 {unknown}')
  assert.match(got.text ?? '', /^Hyvä asiakas,\r?\n\r?\nlasku 1234 on liitteenä\.\r?\nKiitos!\r?\n\r?\nLasku 1234/)
  assert.match(got.html ?? '', /lasku 1234 on liitteenä\.<br>Kiitos!/)
})

test('a server that knows RFC 3461 is asked for reports of failure that name the delivery', async (t) => {
  const server = await misbehavingServer(() => ({ ehlo: '250-test\r\n250 DSN' }))
  t.after(server.close)
  const { channel } = channelTo(server.port)
  t.after(channel.close)
  await channel.send(BATCH, [shipment()], NEVER)
  assert.deepEqual(server.commands.slice(1, 3), [
    `MAIL FROM:<bounce+${DELIVERY}@saatava.example.com> RET=HDRS ENVID=${DELIVERY}`,
    'RCPT TO:<matti@example.com> NOTIFY=FAILURE ORCPT=rfc822;matti@example.com',
  ])
})

test('a PDF of 5 MB arrives byte by byte, and 64 mails go out side by side, each once', async (t) => {
  const server = await mailServer()
  t.after(server.close)
  const { channel } = channelTo(server.port)
  t.after(channel.close)
  const pdf = new Uint8Array(randomBytes(5 * 1024 * 1024))
  assert.equal((await channel.send(BATCH, [shipment({ pdf })], NEVER))[0]?.kind, 'sent')
  const large = await parsed(server.mails[0]?.raw ?? Buffer.alloc(0))
  assert.ok(Buffer.from(large.attachments[0]?.content as ArrayBuffer).equals(pdf))

  const ids = Array.from({ length: 64 }, () => randomUUID())
  const outcomes = await Promise.all(ids.map((deliveryId) => channel.send(BATCH, [shipment({ deliveryId })], NEVER)))
  assert.ok(outcomes.every(([outcome]) => outcome?.kind === 'sent'))
  const senders = server.mails.slice(1).map(({ from }) => from)
  assert.deepEqual(senders.sort(), ids.map((id) => `bounce+${id}@saatava.example.com`).sort())
})

test('a mail that bounces is reported by the channel that sent it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-email-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const kit = { faults: createFaults(), journal: openJournal(undefined), now: () => new Date() }
  const simulator = createMailSimulator(kit, { bounceFolder: folder, returnDelayMs: 1 })
  t.after(() => simulator.close())
  const { channel } = channelTo(await simulator.listen(0), { bounceFolder: folder })
  t.after(channel.close)
  assert.deepEqual(await channel.send(BATCH, [shipmentTo('bounce@example.com')], NEVER), [
    { kind: 'sent', remoteId: 'SIM1' },
  ])
  assert.equal((await channel.send(BATCH, [shipmentTo('away@example.com')], NEVER))[0]?.kind, 'sent')
  assert.equal((await channel.send(BATCH, [shipmentTo('reject@example.com')], NEVER))[0]?.kind, 'refused')
  assert.equal((await channel.send(BATCH, [shipmentTo('busy@example.com')], NEVER))[0]?.kind, 'temporary')
  assert.equal((await channel.send(BATCH, [shipmentTo('cut@example.com')], NEVER))[0]?.kind, 'unknown')
  let reports = await channel.reports(10, NEVER)
  for (let tries = 0; reports.length === 0 && tries < 100; tries++) {
    await sleep(20)
    reports = await channel.reports(10, NEVER)
  }
  assert.deepEqual(
    reports.map(({ deliveryId, outcome, code, reason }) => ({ deliveryId, outcome, code, reason })),
    [{ deliveryId: DELIVERY, outcome: 'failed', code: '5.1.1', reason: '550 5.1.1 User unknown' }],
  )
  await channel.acknowledge(reports, NEVER)
  assert.deepEqual(await channel.reports(10, NEVER), [])
})
