import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createWrongTokens } from './wrong-tokens.ts'

const AT = new Date(0)

test('an address with too many wrong tokens has to wait, and no other', () => {
  const wrong = createWrongTokens(3)
  for (let i = 0; i < 3; i++) {
    assert.equal(wrong.waitSeconds('192.0.2.1'), 0)
    assert.equal(wrong.note('192.0.2.1', AT), i === 0)
  }
  assert.ok(wrong.waitSeconds('192.0.2.1') > 0)
  assert.equal(wrong.waitSeconds('192.0.2.2'), 0)
  assert.deepEqual(wrong.take(), [{ address: '192.0.2.1', attempts: 3, lastAt: AT }])
  assert.deepEqual(wrong.take(), [])
})

test('all addresses of one IPv6 network count as one', () => {
  const wrong = createWrongTokens(10)
  for (const address of ['2001:db8:0:1::5', '2001:db8::1:0:0:0:7', '2001:db8:0:1:2:3:4:5']) wrong.note(address, AT)
  assert.deepEqual(
    wrong.take().map(({ address, attempts }) => [address, attempts]),
    [['2001:db8:0:1::/64', 3]],
  )
})
