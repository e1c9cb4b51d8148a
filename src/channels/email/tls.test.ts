/** STARTTLS, TLS from the first byte, and passwords, against a server whose certificate is made here. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { SMTPServerOptions } from 'smtp-server'
import { BATCH, channelTo, mailServer, NEVER, shipment } from '../../../test/support/channels/email/examples.ts'
import { misbehavingServer } from '../../../test/support/channels/email/misbehaving.ts'
import { smtpSettingsOf } from './smtp-settings.ts'

/** A certificate of localhost that has signed itself. */
function certificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-tls-'))
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
    execFileSync('openssl', ['req', '-x509', ...kind, ...name, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const OURS = certificate()
const OTHER = certificate()

function guarded(changes: SMTPServerOptions = {}): SMTPServerOptions {
  return {
    ...OURS,
    authOptional: false,
    disabledCommands: [],
    onAuth({ username, password }, _session, callback) {
      if (username === 'saatava' && password === 'p@ss:w/rd') callback(null, { user: 'saatava' })
      else callback(new Error('5.7.8 Authentication credentials invalid'))
    },
    ...changes,
  }
}

const PASSWORD = encodeURIComponent('p@ss:w/rd')

test('mail is sent with STARTTLS and a password, and with TLS from the first byte', async () => {
  for (const [scheme, secure] of [
    ['smtp', false],
    ['smtps', true],
  ] as const) {
    const server = await mailServer(guarded({ secure }))
    const smtpUrl = `${scheme}://saatava:${PASSWORD}@localhost:${server.port}`
    const { channel } = channelTo(server.port, { smtpUrl, ca: OURS.cert })
    const [outcome] = await channel.send(BATCH, [shipment()], NEVER)
    await channel.close()
    await server.close()
    assert.equal(outcome?.kind, 'sent', JSON.stringify(outcome))
    const [mail] = server.mails
    assert.ok(mail?.session.secure)
    assert.equal(mail.session.user, 'saatava')
  }
})

test('a wrong password is temporary, is named, and is not in the reason', async () => {
  const server = await mailServer(guarded())
  const { channel } = channelTo(server.port, { smtpUrl: `smtp://saatava:wrong-one@localhost:${server.port}` })
  const [outcome] = await channel.send(BATCH, [shipment()], NEVER)
  await channel.close()
  await server.close()
  assert.ok(outcome?.kind === 'temporary', JSON.stringify(outcome))
  assert.equal(outcome.code, 'SMTP_AUTH')
  assert.match(outcome.reason, /535 5\.7\.8/)
  assert.ok(!JSON.stringify(outcome).includes('wrong-one'))
})

test('a certificate that the given authority has not signed is temporary, and no mail goes out', async () => {
  for (const secure of [false, true]) {
    const server = await mailServer({ ...OURS, disabledCommands: ['AUTH'], secure })
    const smtpUrl = `${secure ? 'smtps' : 'smtp'}://localhost:${server.port}`
    const { channel } = channelTo(server.port, { smtpUrl, ca: OTHER.cert })
    const [outcome] = await channel.send(BATCH, [shipment()], NEVER)
    await channel.close()
    await server.close()
    assert.ok(outcome?.kind === 'temporary', JSON.stringify(outcome))
    assert.match(outcome.reason, /self-signed|certificate/i)
    assert.deepEqual(server.mails, [])
  }
})

test('a mail server on this machine need not prove who it is', async () => {
  const server = await mailServer({ ...OURS, disabledCommands: ['AUTH'] })
  const { channel } = channelTo(server.port)
  const [outcome] = await channel.send(BATCH, [shipment()], NEVER)
  await channel.close()
  await server.close()
  assert.equal(outcome?.kind, 'sent', JSON.stringify(outcome))
  assert.equal(server.mails[0]?.session.secure, true)
})

test('STARTTLS that is refused, cut or never finished is temporary, and no mail goes out in its stead', async () => {
  for (const [starttls, code] of [
    ['454 4.7.0 TLS not available', 'SMTP_TLS'],
    ['CUT', 'SMTP_CONNECTION'],
    ['220 go on', 'SMTP_TIMEOUT'],
  ] as const) {
    const server = await misbehavingServer(() => ({ ehlo: '250-test\r\n250 STARTTLS', starttls }))
    const { channel } = channelTo(server.port, { timeouts: { greetingMs: 300 } })
    const [outcome] = await channel.send(BATCH, [shipment()], NEVER)
    await channel.close()
    await server.close()
    assert.ok(outcome?.kind === 'temporary', JSON.stringify(outcome))
    assert.equal(outcome.code, code, outcome.reason)
    assert.equal(server.begun, 0)
  }
})

test('a password never goes out readable to another machine', () => {
  const settings = smtpSettingsOf('smtp://user:p%40ss@mail.example.com')
  assert.deepEqual(settings, {
    host: 'mail.example.com',
    port: 587,
    secure: false,
    requireTLS: true,
    loopback: false,
    auth: { user: 'user', pass: 'p@ss' },
  })
  assert.equal(smtpSettingsOf('smtps://mail.example.com').port, 465)
  assert.equal(smtpSettingsOf('smtp://mail.example.com').requireTLS, false)
  assert.equal(smtpSettingsOf('smtp://[::1]:2525').host, '::1')
})

test('a malformed URL is refused at once, and its password is not repeated', () => {
  for (const url of ['', 'mail.example.com', 'http://a:secret@b', 'smtp://a:secret@b/path', 'smtp://a:secret@b?tls=no'])
    assert.throws(
      () => smtpSettingsOf(url),
      (error: Error) => !error.message.includes('secret') && /mail server/.test(error.message),
      url,
    )
  assert.throws(() => channelTo(25, { from: 'not an address' }), /not an address/)
  assert.throws(() => channelTo(25, { bounceDomain: 'a b' }), /not a domain/)
})
