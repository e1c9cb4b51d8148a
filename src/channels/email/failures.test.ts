/** Every stage at which a mail can fail, against a server that fails there. A mail that may have left is `unknown`. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import type { SendOutcome } from '../port.ts'
import {
  BATCH,
  channelTo,
  invoice,
  NEVER,
  shipment,
  shipmentTo,
} from '../../../test/support/channels/email/examples.ts'
import {
  type MisbehavingServer,
  misbehavingServer,
  type Script,
} from '../../../test/support/channels/email/misbehaving.ts'
import { until } from '../../../test/support/until.ts'

const SHORT = { connectMs: 1_000, greetingMs: 1_000, silenceMs: 1_000 }
const PIPELINING = '250-test\r\n250 PIPELINING'

async function sendTo(
  scriptOf: (connection: number) => Script,
): Promise<{ outcome: SendOutcome; server: MisbehavingServer }> {
  const server = await misbehavingServer(scriptOf)
  const { channel } = channelTo(server.port, { timeouts: SHORT })
  try {
    const [outcome] = await channel.send(BATCH, [shipment()], NEVER)
    assert.ok(outcome)
    return { outcome, server }
  } finally {
    await channel.close()
    await server.close()
  }
}

const STAGES: { stage: string; script: Script; kind: SendOutcome['kind']; code: string; reason?: RegExp }[] = [
  { stage: 'cut before the greeting', script: { greeting: 'CUT' }, kind: 'temporary', code: 'SMTP_CONNECTION' },
  { stage: 'no greeting', script: { greeting: 'SILENCE' }, kind: 'temporary', code: 'SMTP_TIMEOUT' },
  { stage: 'greeted by 421', script: { greeting: '421 4.3.2 too busy' }, kind: 'temporary', code: '421 4.3.2' },
  { stage: 'greeted by 554', script: { greeting: '554 5.7.1 go away' }, kind: 'temporary', code: '554 5.7.1' },
  { stage: 'cut at EHLO', script: { ehlo: 'CUT' }, kind: 'temporary', code: 'SMTP_CONNECTION' },
  { stage: 'sender deferred', script: { mail: '451 4.3.0 later' }, kind: 'temporary', code: '451 4.3.0' },
  { stage: 'sender refused', script: { mail: '553 5.1.8 not you' }, kind: 'temporary', code: '553 5.1.8' },
  { stage: 'sender must log in', script: { mail: '530 5.7.0 log in' }, kind: 'temporary', code: '530 5.7.0' },
  { stage: 'too large by MAIL FROM', script: { mail: '552 5.3.4 too big' }, kind: 'refused', code: '552 5.3.4' },
  { stage: 'cut at MAIL FROM', script: { mail: 'CUT' }, kind: 'temporary', code: 'SMTP_CONNECTION' },
  {
    stage: 'unknown receiver',
    script: { rcpt: '550 5.1.1 no such user' },
    kind: 'refused',
    code: '550 5.1.1',
    reason: /no such user/,
  },
  { stage: 'receiver without an enhanced code', script: { rcpt: '550 unknown' }, kind: 'refused', code: '550' },
  {
    stage: 'greylisted',
    script: { rcpt: '451 4.7.1 greylisted' },
    kind: 'temporary',
    code: '451 4.7.1',
    reason: /greylisted/,
  },
  { stage: 'relaying denied', script: { rcpt: '554 5.7.1 Relay access denied' }, kind: 'temporary', code: '554 5.7.1' },
  {
    stage: 'sender refused at RCPT',
    script: { rcpt: '550 5.1.8 no such domain' },
    kind: 'temporary',
    code: '550 5.1.8',
  },
  { stage: 'RCPT out of order', script: { rcpt: '503 5.5.1 order' }, kind: 'temporary', code: '503 5.5.1' },
  { stage: 'cut at RCPT', script: { rcpt: 'CUT' }, kind: 'temporary', code: 'SMTP_CONNECTION' },
  { stage: 'silence at RCPT', script: { rcpt: 'SILENCE' }, kind: 'temporary', code: 'SMTP_TIMEOUT' },
  { stage: '421 at RCPT', script: { rcpt: '421 4.4.2 closing' }, kind: 'temporary', code: '421 4.4.2' },
  { stage: 'DATA refused', script: { data: '554 5.6.0 no' }, kind: 'refused', code: '554 5.6.0' },
  { stage: 'DATA deferred', script: { data: '451 4.3.0 disk' }, kind: 'temporary', code: '451 4.3.0' },
  { stage: 'cut instead of 354', script: { data: 'CUT' }, kind: 'temporary', code: 'SMTP_CONNECTION' },
  { stage: 'silence instead of 354', script: { data: 'SILENCE' }, kind: 'temporary', code: 'SMTP_TIMEOUT' },
  { stage: 'cut in the text', script: { cutInTextAfter: 1 }, kind: 'unknown', code: 'SMTP_CONNECTION' },
  {
    stage: 'text refused',
    script: { afterText: '550 5.7.1 looks like spam' },
    kind: 'refused',
    code: '550 5.7.1',
    reason: /spam/,
  },
  { stage: 'text deferred', script: { afterText: '452 4.3.1 disk full' }, kind: 'temporary', code: '452 4.3.1' },
  { stage: '421 after the text', script: { afterText: '421 4.3.0 closing' }, kind: 'temporary', code: '421 4.3.0' },
  { stage: 'cut after the text', script: { afterText: 'CUT' }, kind: 'unknown', code: 'SMTP_CONNECTION' },
  { stage: 'no last word', script: { afterText: 'SILENCE' }, kind: 'unknown', code: 'SMTP_TIMEOUT' },
  {
    stage: 'an answer that is none',
    script: { afterText: 'HTTP/1.1 502 Bad Gateway' },
    kind: 'unknown',
    code: 'SMTP_CONNECTION',
  },
]

for (const { stage, script, kind, code, reason } of STAGES) {
  for (const ehlo of [undefined, PIPELINING]) {
    if (ehlo !== undefined && (script.ehlo !== undefined || script.greeting !== undefined)) continue
    test(`${stage}${ehlo === undefined ? '' : ', with PIPELINING'} → ${kind}`, async () => {
      const { outcome, server } = await sendTo(() => ({ ...(ehlo === undefined ? {} : { ehlo }), ...script }))
      assert.equal(outcome.kind, kind, JSON.stringify(outcome))
      assert.ok(outcome.kind !== 'sent')
      assert.equal(outcome.code, code, outcome.reason)
      if (reason !== undefined) assert.match(outcome.reason, reason)
      assert.ok(server.begun <= 1, `the text was begun ${server.begun} times`)
      assert.ok(kind !== 'unknown' || server.connections === 1, `${server.connections} connections`)
    })
  }
}

test('a server that nobody runs → temporary', async () => {
  const gone = await misbehavingServer(() => ({}))
  await gone.close()
  const { channel } = channelTo(gone.port, { timeouts: SHORT })
  const [outcome] = await channel.send(BATCH, [shipment()], NEVER)
  await channel.close()
  assert.ok(outcome?.kind === 'temporary', JSON.stringify(outcome))
  assert.equal(outcome.code, 'SMTP_CONNECTION')
  assert.match(outcome.reason, /ECONNREFUSED/)
})

test('connections are kept between mails', async (t) => {
  const server = await misbehavingServer(() => ({ ehlo: PIPELINING }))
  t.after(server.close)
  const { channel } = channelTo(server.port, { parallelMax: 1 })
  t.after(channel.close)
  await channel.send(BATCH, [shipment()], NEVER)
  await channel.send(BATCH, [shipment()], NEVER)
  assert.deepEqual({ connections: server.connections, completed: server.completed }, { connections: 1, completed: 2 })
})

test('where the server lets connections go between mails, every mail still goes out once', async (t) => {
  let mails = 0
  const server = await misbehavingServer(() => ({ ehlo: PIPELINING }))
  t.after(server.close)
  const { channel } = channelTo(server.port, { parallelMax: 1 })
  t.after(channel.close)
  for (let index = 0; index < 3; index++) {
    const [outcome] = await channel.send(BATCH, [shipment()], NEVER)
    assert.equal(outcome?.kind, 'sent')
    mails++
    server.dropConnections()
    await sleep(20)
  }
  assert.equal(server.completed, mails)
  assert.equal(server.begun, mails)
})

test('a kept connection that breaks at the next mail is replaced, and every mail goes out once', async (t) => {
  const server = await misbehavingServer(() => ({ mailsMax: 1 }))
  t.after(server.close)
  const { channel } = channelTo(server.port, { parallelMax: 1 })
  t.after(channel.close)
  for (let index = 0; index < 3; index++)
    assert.equal((await channel.send(BATCH, [shipment()], NEVER))[0]?.kind, 'sent')
  assert.deepEqual({ begun: server.begun, completed: server.completed }, { begun: 3, completed: 3 })
  assert.ok(server.connections > 1)
})

test('abandoned while the server waits with RCPT → temporary; with its last word → unknown', async (t) => {
  for (const [script, kind, waits] of [
    [{ rcpt: 'SILENCE' }, 'temporary', (server) => server.commands.some((line) => line.startsWith('RCPT'))],
    [{ afterText: 'SILENCE' }, 'unknown', (server) => server.completed === 1],
  ] as const satisfies [Script, string, (server: MisbehavingServer) => boolean][]) {
    const server = await misbehavingServer(() => script)
    t.after(server.close)
    const { channel } = channelTo(server.port)
    t.after(channel.close)
    const abandoned = new AbortController()
    const sending = channel.send(BATCH, [shipment()], abandoned.signal)
    await until('the server to wait', () => waits(server))
    abandoned.abort()
    const [outcome] = await sending
    assert.ok(outcome?.kind === kind, JSON.stringify(outcome))
    assert.equal(outcome.code, 'ABORTED')
  }
})

test('abandoned before it began → temporary, and nothing is said to the server', async (t) => {
  const server = await misbehavingServer(() => ({}))
  t.after(server.close)
  const { channel } = channelTo(server.port)
  t.after(channel.close)
  const [outcome] = await channel.send(BATCH, [shipment()], AbortSignal.abort())
  assert.equal(outcome?.kind, 'temporary')
  assert.deepEqual(server.commands, [])
})

test('after every failure the same channel goes on', async (t) => {
  const server = await misbehavingServer((connection) => (connection === 1 ? { afterText: 'CUT' } : {}))
  t.after(server.close)
  const { channel } = channelTo(server.port, { parallelMax: 1 })
  t.after(channel.close)
  assert.equal((await channel.send(BATCH, [shipment()], NEVER))[0]?.kind, 'unknown')
  assert.equal((await channel.send(BATCH, [shipment()], NEVER))[0]?.kind, 'sent')
})

test('invalid addresses and too large files are refused without asking a server', async (t) => {
  const server = await misbehavingServer(() => ({}))
  t.after(server.close)
  const { channel } = channelTo(server.port)
  t.after(channel.close)
  const { recipient, buyer } = invoice()
  const nowhere = invoice({ recipient: { ...recipient, email: '' }, buyer: { ...buyer, email: '' } })
  const addresses = [
    'nobody',
    'a@b\r\nRCPT TO:<c@example.com>',
    'x@example.com>',
    'ä@example.com',
    `${'x'.repeat(65)}@example.com`,
  ]
  const codes: string[] = []
  for (const one of [
    shipment({ document: nowhere }),
    ...addresses.map((to) => shipmentTo(to)),
    shipment({ pdf: new Uint8Array(18 * 1024 * 1024 + 1) }),
    shipment({ pdf: undefined }),
  ]) {
    const [outcome] = await channel.send(BATCH, [one], NEVER)
    assert.ok(outcome !== undefined && outcome.kind !== 'sent')
    codes.push(`${outcome.kind} ${outcome.code}`)
  }
  assert.deepEqual(codes, [
    'refused NO_ADDRESS',
    ...addresses.map(() => 'refused BAD_ADDRESS'),
    'refused TOO_LARGE',
    'temporary NO_PDF',
  ])
  assert.equal(server.connections, 0)
})
