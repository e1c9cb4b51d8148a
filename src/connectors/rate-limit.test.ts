import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HttpPort } from './port.ts'
import { createRateLimits } from './rate-limit.ts'

const answer = { status: 200, headers: {}, body: new Uint8Array() }
const request = (signal = new AbortController().signal) => ({
  ...{ method: 'GET' as const, url: 'http://127.0.0.1/', headers: {}, timeoutMs: 100 },
  signal,
})

test('no window holds more calls than the limit, whoever of the same key makes them', async () => {
  const limits = createRateLimits()
  const began: number[] = []
  const http: HttpPort = async () => {
    began.push(performance.now())
    return answer
  }
  const limit = { key: 'FORTNOX a', calls: 5, windowMs: 200 }
  const [one, other] = [limits.limited(http, limit), limits.limited(http, limit)]
  await Promise.all(Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? one : other)(request())))
  assert.equal(began.length, 16)
  for (const [i, at] of began.entries()) {
    const sixth = began[i + 5]
    if (sixth !== undefined) assert.ok(sixth - at >= 200, `calls ${i} and ${i + 5} are ${sixth - at} ms apart`)
  }
})

test('another key has its own count, and a call that is given up does not wait', async () => {
  const limits = createRateLimits()
  const http: HttpPort = async () => answer
  const first = limits.limited(http, { key: 'a', calls: 1, windowMs: 60_000 })
  await first(request())
  await limits.limited(http, { key: 'b', calls: 1, windowMs: 60_000 })(request())
  const abort = new AbortController()
  const waiting = first(request(abort.signal))
  abort.abort()
  await assert.rejects(waiting, { name: 'AbortError' })
})
