/** Mails over real SMTP: what arrives, with whose name on it, and that nothing written on an invoice becomes a header. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BATCH, channelTo, DELIVERY, mailServer, NEVER, parsed, PDF, shipment } from './examples.testing.ts'

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
    for (const said of ['FI21 1234 5600 0007 85', '1232', '15.4.2026', 'lasku-1234.pdf'])
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
