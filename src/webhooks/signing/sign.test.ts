/** Signatures against Standard Webhooks 1.0.0: its published vectors, its library both ways, and node:crypto. */
import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { newKeys, publicKeyOf } from './keys.ts'
import { signedHeaders } from './sign.ts'

const AT = new Date(1_614_265_330_000)
const body = Buffer.from('{"test": 2432232314}')
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body }

function signatureOf(secret: string, signingKey = newKeys().signingKey): string {
  return signedHeaders(message, [{ secret, signingKey }], 'V1', AT)['webhook-signature'] ?? ''
}

test('v1 of the vector that the specification publishes', () => {
  assert.equal(signatureOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'), 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('the library of the standard makes the same signature, and verifies this one', () => {
  const { secret, signingKey } = newKeys()
  assert.equal(new Webhook(secret).sign(message.id, AT, body.toString()), signatureOf(secret, signingKey))
  const now = new Date()
  const headers = signedHeaders(message, [newKeys(), { secret, signingKey }], 'V1_V1A', now)
  assert.deepEqual(new Webhook(secret).verify(body.toString(), headers), { test: 2432232314 })
  assert.throws(() => new Webhook(newKeys().secret).verify(body.toString(), headers))
  assert.throws(() => new Webhook(secret).verify('{"test": 1}', headers))
})

test('v1a is an ed25519 signature of the same text, which the public key verifies', () => {
  const keys = newKeys()
  const header = signedHeaders(message, [keys], 'V1_V1A', AT)['webhook-signature'] ?? ''
  const [v1, v1a = ''] = header.split(' ')
  assert.match(v1 ?? '', /^v1,/)
  const x = Buffer.from(publicKeyOf(keys.signingKey).slice('whpk_'.length), 'base64').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const signed = Buffer.from(`${message.id}.1614265330.${body.toString()}`)
  assert.ok(verify(null, signed, key, Buffer.from(v1a.slice('v1a,'.length), 'base64')))
  assert.ok(!verify(null, Buffer.concat([signed, Buffer.from(' ')]), key, Buffer.from(v1a.slice(4), 'base64')))
})

test('an ed25519 key of another implementation signs as node:crypto does', () => {
  const signingKey = 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=='
  assert.equal(publicKeyOf(signingKey), 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=')
  const vector = {
    id: 'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk',
    body: Buffer.from('{"email":"test@example.com","username":"test_user"}'),
  }
  const at = new Date(1_649_367_553_000)
  const header = signedHeaders(vector, [{ secret: newKeys().secret, signingKey }], 'V1_V1A', at)['webhook-signature']
  assert.equal(
    header?.split(' ')[1],
    'v1a,LFHB363YvoTm7xdMyZd/981dRSdVxW0u27ld7pRBYKa+E1Is4O8e+VFZlwtUB7muxeGaguMrB+8TDoJMHA5lCQ==',
  )
})

test('after a rotation both secrets sign, the newest first', () => {
  const [next, previous] = [newKeys(), newKeys()]
  const header = signedHeaders(message, [next, previous], 'V1', AT)['webhook-signature']
  assert.equal(header, `${signatureOf(next.secret)} ${signatureOf(previous.secret)}`)
})
