import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createSecrets } from './secrets.ts'

const keyOf = (id: string) => `${id}:${randomBytes(32).toString('base64')}`

test('a sealed value opens with its key and its context', () => {
  const secrets = createSecrets(keyOf('k1'))
  const sealed = secrets.seal('client 1', 'password')
  assert.equal(secrets.open('client 1', sealed), 'password')
  assert.ok(!sealed.includes('password'))
  assert.notDeepEqual(secrets.seal('client 1', 'password'), sealed, 'each has a data key of its own')
})

test('it does not open in the row of another client, with another key of that id, or with one bit changed', () => {
  const secrets = createSecrets(keyOf('k1'))
  const sealed = secrets.seal('client 1', 'password')
  assert.throws(() => secrets.open('client 2', sealed))
  assert.throws(() => createSecrets(keyOf('k1')).open('client 1', sealed))
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.throws(() => secrets.open('client 1', changed), `byte ${at}`)
  }
})

test('after a rotation the first key seals and both open', () => {
  const [first, second] = [keyOf('k1'), keyOf('k2')]
  const sealed = createSecrets(first).seal('client 1', 'password')
  const rotated = createSecrets(`${second},${first}`)
  assert.equal(rotated.open('client 1', sealed), 'password')
  const again = rotated.seal('client 1', 'password')
  assert.equal(createSecrets(second).open('client 1', again), 'password')
  assert.throws(() => createSecrets(first).open('client 1', again), /k2/)
})
