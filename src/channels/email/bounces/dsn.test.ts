import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DELIVERY } from '../../../../test/support/channels/email/examples.ts'
import * as examples from '../../../../test/support/channels/email/bounces/examples.ts'
import { notificationIn } from './dsn.ts'

const read = (text: string) => notificationIn(Buffer.from(text), examples.DOMAIN)

test('the reports of the common mail servers name the delivery, what happened and why', async () => {
  const expected = [
    [
      'POSTFIX',
      examples.POSTFIX,
      'failed',
      '5.1.1',
      /^550 5\.1\.1 <matti@example\.com>: Recipient address rejected: User unknown/,
    ],
    ['EXIM', examples.EXIM, 'failed', '5.0.0', /^550 No such person/],
    ['EXCHANGE', examples.EXCHANGE, 'failed', '5.2.2', /^554 5\.2\.2 mailbox full; STOREDRV/],
    ['GMAIL', examples.GMAIL, 'failed', '4.4.1', /^The recipient server did not accept/],
    ['WITH_ENVELOPE_ID', examples.WITH_ENVELOPE_ID, 'failed', '5.1.2', /^5\.1\.2$/],
    ['DELAYED', examples.DELAYED, 'delayed', '4.4.1', /next hop/],
    ['DELIVERED', examples.DELIVERED, 'delivered', '2.0.0', /2\.0\.0/],
    ['RELAYED', examples.RELAYED, 'relayed', '2.1.9', /2\.1\.9/],
  ] as const
  for (const [name, text, action, status, reason] of expected) {
    const found = await read(text)
    assert.ok(found, name)
    assert.deepEqual([found.deliveryId, found.action, found.status], [DELIVERY, action, status], name)
    assert.match(found.reason ?? '', reason, name)
  }
})

test('absence notes, read receipts and noise are no reports', async () => {
  const noise = ['', '\0\0\0', 'Content-Type: multipart/report', `${'a'.repeat(300_000)}: b\r\n\r\n`]
  for (const text of [examples.ABSENCE_NOTE, examples.READ_RECEIPT, ...noise])
    assert.equal(await read(text), undefined, text.slice(0, 80))
})

test('a report whose fields are encoded, or that lies within another multipart, is read all the same', async () => {
  const status = /(Reporting-MTA[\s\S]*?)\r\n\r\n--=_b/.exec(examples.POSTFIX)?.[1] ?? ''
  const encoded = examples.POSTFIX.replace(status, Buffer.from(status).toString('base64')).replace(
    'Content-Type: message/delivery-status',
    'Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64',
  )
  assert.equal((await read(encoded))?.status, '5.1.1')

  const [head = '', ...body] = examples.POSTFIX.split('\r\n\r\n')
  const wrapped = [
    head.replace(/Content-Type: .*$/m, 'Content-Type: multipart/mixed; boundary="=_w"'),
    `--=_w\r\nContent-Type: multipart/report; boundary="=_b"`,
    ...body,
    '--=_w--',
  ].join('\r\n\r\n')
  assert.equal((await read(wrapped))?.deliveryId, DELIVERY)
})

test('a report is read from its beginning, however long the mail that is returned with it', async () => {
  const cut = Buffer.from(examples.EXIM).subarray(0, examples.EXIM.indexOf('Content-Type: message/rfc822') + 200)
  const found = await notificationIn(cut, examples.DOMAIN)
  assert.deepEqual([found?.deliveryId, found?.status], [DELIVERY, '5.0.0'])
})

test('a delivery to several receivers behind one address succeeds when one has the mail', async () => {
  const both = (one: string, other: string) =>
    examples.report({
      status: `Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; a@example.com\nAction: ${one}\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@example.com\nAction: ${other}\nStatus: 2.0.0`,
    })
  assert.equal((await read(both('failed', 'delivered')))?.action, 'delivered')
  assert.equal((await read(both('delayed', 'failed')))?.action, 'failed')
})

test('a report that names a delivery of another domain names no delivery here', async () => {
  const foreign = examples.POSTFIX.replaceAll(examples.DOMAIN, 'other.example.com')
  const found = await read(foreign)
  assert.equal(found?.action, 'failed')
  assert.equal(found.deliveryId, undefined)
})
