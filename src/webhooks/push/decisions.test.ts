/** The pure decisions about webhooks: what an answer means, when the next try is, how an endpoint is, and what leaves now. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type Health, afterAttempts, atOnce, isDead } from './endpoint-health.ts'
import { type Sent, judgeAnswer } from './judge-answer.ts'
import { nextNotice } from './next-notice.ts'
import { nextTry } from './next-try.ts'
import { createHosts } from './hosts.ts'
import { type NextEvent, portionOf } from './portion.ts'
import { shareOut } from './share-out.ts'

const NOW = new Date('2026-03-02T08:00:00Z')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const later = (ms: number) => new Date(NOW.getTime() + ms)

const answered = (status: number, headers: { retryAfter?: string; wish?: string } = {}): Sent => ({
  ...{ kind: 'answered', status, text: '', retryAfter: undefined, wish: undefined },
  ...headers,
})

test('2xx has arrived; redirects, other answers and none have not; 410 and the header disable', () => {
  const judged = (sent: Sent) => {
    const { isDelivered, disable, error } = judgeAnswer(sent, NOW)
    return [isDelivered, disable, error]
  }
  assert.deepEqual(judged(answered(200)), [true, null, null])
  assert.deepEqual(judged(answered(204)), [true, null, null])
  assert.deepEqual(judged(answered(302)), [false, null, 'REDIRECTED'])
  assert.deepEqual(judged(answered(404)), [false, null, 'HTTP_STATUS'])
  assert.deepEqual(judged(answered(500)), [false, null, 'HTTP_STATUS'])
  assert.deepEqual(judged(answered(410)), [false, 'GONE', 'GONE'])
  assert.deepEqual(judged(answered(200, { wish: ' Disable ' })), [true, 'RECEIVER_ASKED', null])
  assert.deepEqual(judged(answered(500, { wish: 'later' })), [false, null, 'HTTP_STATUS'])
  assert.deepEqual(judged({ kind: 'unanswered', code: 'TIMEOUT', message: '' }), [false, null, 'TIMEOUT'])
})

test('Retry-After is read as seconds and as a date, for a day at most; nonsense is not obeyed', () => {
  const wait = (retryAfter: string, status = 503) => judgeAnswer(answered(status, { retryAfter }), NOW).retryAfterMs
  assert.equal(wait('120'), 120_000)
  assert.equal(wait('Mon, 02 Mar 2026 08:30:00 GMT'), HOUR_MS / 2)
  assert.equal(wait('9999999'), DAY_MS)
  assert.equal(wait('Mon, 02 Mar 2099 08:30:00 GMT'), DAY_MS)
  for (const text of ['', '0', '-5', 'soon', 'Sun, 01 Mar 2026 08:30:00 GMT', '99999999999999'])
    assert.equal(wait(text), null, text)
  assert.equal(wait('120', 200), null, 'what arrived is not sent again')
})

test('ten attempts by the schedule, each a fifth early or late at most, and always the same', () => {
  const planned = [5 / 3600, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_MS)
  for (const deliveryId of ['a', 'b', 'c'])
    for (const [i, ms] of planned.entries()) {
      const failed = { deliveryId, mode: 'PARALLEL', attempts: i + 1, retryAfterMs: null } as const
      const at = nextTry(failed, NOW)
      const waits = (at?.getTime() ?? 0) - NOW.getTime()
      assert.ok(waits >= ms * 0.8 - 1 && waits <= ms * 1.2 + 1, `${i + 1}: ${waits}`)
      assert.deepEqual(nextTry(failed, NOW), at)
    }
  const last = { deliveryId: 'a', attempts: 10, retryAfterMs: null }
  assert.equal(nextTry({ ...last, mode: 'PARALLEL' }, NOW), undefined)
  const waiting = (nextTry({ ...last, mode: 'ORDERED' }, NOW)?.getTime() ?? 0) - NOW.getTime()
  assert.ok(Math.abs(waiting - HOUR_MS) <= HOUR_MS / 5, 'an ordered endpoint waits')
  const asked = nextTry({ deliveryId: 'a', mode: 'PARALLEL', attempts: 1, retryAfterMs: HOUR_MS }, NOW)
  assert.deepEqual(asked, later(HOUR_MS))
})

const SOUND: Health = {
  ...{ failures: 0, failingSince: null, failingDays: 0, lastFailureAt: null, heldUntil: null },
  lastSuccessAt: NOW,
}
const failed = { isDelivered: false, retryAfterMs: null }

test('an endpoint that fails gets one request at a time, and after five failures one a minute', () => {
  assert.equal(atOnce('PARALLEL', SOUND), 4)
  assert.equal(atOnce('ORDERED', SOUND), 1)
  assert.equal(atOnce('PARALLEL', { failures: 0, lastSuccessAt: null }), 1, 'nobody knows it yet')
  const four = afterAttempts(
    SOUND,
    Array.from({ length: 4 }, () => failed),
    NOW,
  )
  assert.equal(atOnce('PARALLEL', four), 1)
  assert.equal(four.heldUntil, null)
  const five = afterAttempts(four, [failed], later(1_000))
  assert.deepEqual(five.heldUntil, later(61_000))
  assert.deepEqual([five.failures, five.failingSince, five.failingDays], [5, NOW, 1])
  const asked = afterAttempts(SOUND, [{ ...failed, retryAfterMs: HOUR_MS }], NOW)
  assert.deepEqual(asked.heldUntil, later(HOUR_MS), 'Retry-After holds for the whole endpoint')
  const well = afterAttempts(five, [{ isDelivered: true, retryAfterMs: null }], later(70_000))
  assert.deepEqual([well.failures, well.failingSince, well.heldUntil], [0, null, null])
})

test('an endpoint is dead after five days without success, 20 attempts and two days of them', () => {
  let health = SOUND
  for (let i = 0; i < 19; i++) health = afterAttempts(health, [failed], later(i * HOUR_MS))
  assert.equal(isDead(health, later(6 * DAY_MS)), false, 'too few attempts')
  health = afterAttempts(health, [failed], later(30 * HOUR_MS))
  assert.equal(isDead(health, later(5 * DAY_MS - 1)), false, 'too early')
  assert.equal(isDead(health, later(5 * DAY_MS)), true)
  const burst = afterAttempts(
    SOUND,
    Array.from({ length: 100 }, () => failed),
    NOW,
  )
  assert.equal(isDead(burst, later(9 * DAY_MS)), false, 'all on one day')
})

test('mails leave after 24 and 72 hours, and when the endpoint is disabled', () => {
  const failing = { failingSince: NOW, isDisabled: false }
  assert.deepEqual(nextNotice({ ...failing, sent: 0 }, NOW), { number: 1, at: later(DAY_MS) })
  assert.deepEqual(nextNotice({ ...failing, sent: 1 }, NOW), { number: 2, at: later(3 * DAY_MS) })
  assert.deepEqual(nextNotice({ ...failing, sent: 2 }, NOW), { number: 3, at: later(5 * DAY_MS) })
  assert.deepEqual(nextNotice({ failingSince: NOW, isDisabled: true, sent: 0 }, NOW), { number: 3, at: NOW })
  assert.equal(nextNotice({ failingSince: NOW, isDisabled: true, sent: 3 }, NOW), undefined)
  assert.equal(nextNotice({ failingSince: null, isDisabled: false, sent: 0 }, NOW), undefined)
})

const asking = (url: string, due = 1) => ({ url, mode: 'PARALLEL' as const, ...SOUND, due, underWay: 0 })

test('places are for requests that are due: 64 endpoints with one each all begin', () => {
  const targets = Array.from({ length: 64 }, (_, i) => asking(`https://host${i}.example/`))
  const shares = shareOut(targets, 64, createHosts())
  assert.deepEqual(new Set(shares.map(({ places }) => places)), new Set([1]))
})

test('an endpoint gets four places at most, less those that are under way, and the others wait for free places', () => {
  const many = asking('https://a.example/', 9)
  const shares = shareOut(
    [many, { ...asking('https://b.example/', 9), underWay: 3 }, asking('https://c.example/')],
    5,
    createHosts(),
  )
  assert.deepEqual(
    shares.map(({ places, restMs, waits }) => [places, restMs, waits]),
    [
      [4, 1_000, false],
      [1, 1_000, false],
      [0, null, false],
    ],
  )
  const [busy] = shareOut([{ ...many, underWay: 4 }], 5, createHosts())
  assert.deepEqual([busy?.places, busy?.restMs], [0, 1_000], 'an outcome says when to look again')
})

test('endpoints of a busy host wait for their turns, as long as its requests take', () => {
  let now = 5_000
  const hosts = createHosts(() => now)
  const url = 'https://one.example/'
  const shares = shareOut(
    Array.from({ length: 7 }, (_, i) => asking(`${url}${i}`)),
    64,
    hosts,
  )
  assert.deepEqual(
    shares.map(({ places, restMs }) => [places, restMs]),
    [
      [1, 1_000],
      [1, 1_000],
      [1, 1_000],
      [1, 1_000],
      [0, 25],
      [0, 50],
      [0, 75],
    ],
  )
  now += 20
  hosts.giveBack(url, 1, 20)
  assert.equal(hosts.take(url, 1), 1)
  assert.equal(hosts.turnMs(url), 70, 'the turns before it last 55 ms, and a request takes 60')
  now += 400
  assert.equal(hosts.turnMs(url), 100, 'it has not answered for 400 ms')
  now += 60_000
  assert.equal(hosts.turnMs(url), 1_000)
  hosts.giveBack(url, 4, 60_000)
  assert.equal(hosts.take(url, 9), 4, 'all places are free again')
})

const event = (number: number, bytes = 600): NextEvent => ({ number, eventId: `e${number}`, type: 'a.b', bytes })
const place = { cursor: 10, sequence: 7, readTo: 210, room: 100 }

test('a parallel endpoint passes what it takes, and a batch holds up to 100 events or 256 KB', () => {
  const events = [event(12), event(15), event(40)]
  const all = portionOf({ ...place, mode: 'PARALLEL' }, events)
  assert.deepEqual([all.cursor, all.sequence], [210, 10])
  assert.deepEqual(
    all.deliveries.map((one) => [one.eventNumbers, one.sequence, one.through]),
    [
      [[12], 8, 12],
      [[15], 9, 15],
      [[40], 10, 40],
    ],
  )
  const some = portionOf({ ...place, mode: 'PARALLEL', room: 2 }, events)
  assert.deepEqual([some.cursor, some.sequence, some.deliveries.length], [39, 9, 2])
  const batch = portionOf({ ...place, mode: 'ORDERED' }, events)
  assert.deepEqual([batch.cursor, batch.sequence], [10, 10])
  assert.deepEqual(
    batch.deliveries.map((one) => [one.eventNumbers, one.sequence, one.through, one.messageId]),
    [[[12, 15, 40], 8, 210, 'e40']],
  )
  const many = Array.from({ length: 150 }, (_, i) => event(11 + i))
  assert.equal(portionOf({ ...place, mode: 'ORDERED' }, many).deliveries[0]?.eventNumbers.length, 100)
  const large = Array.from({ length: 10 }, (_, i) => event(11 + i, 60_000))
  assert.deepEqual(portionOf({ ...place, mode: 'ORDERED' }, large).deliveries[0]?.through, 14)
  assert.deepEqual(portionOf({ ...place, mode: 'ORDERED' }, []), { deliveries: [], cursor: 210, sequence: 7 })
})

test('an event that is too large fails alone, and its number shows the gap', () => {
  const huge = event(12, 70_000)
  for (const mode of ['PARALLEL', 'ORDERED'] as const) {
    const { deliveries, sequence } = portionOf({ ...place, mode }, [huge])
    assert.deepEqual(
      deliveries.map((one) => [one.state, one.sequence]),
      [['FAILED', 8]],
    )
    assert.equal(sequence, 8)
  }
  const before = portionOf({ ...place, mode: 'ORDERED' }, [event(11), huge, event(13)])
  assert.deepEqual([before.deliveries[0]?.eventNumbers, before.deliveries[0]?.through], [[11], 11])
})

test('property: however it is portioned, every event is taken once, in order, under the next number', () => {
  const feeds = fc.array(
    fc.record({ gap: fc.integer({ min: 1, max: 90 }), bytes: fc.integer({ min: 500, max: 80_000 }) }),
    {
      maxLength: 400,
    },
  )
  const modes = fc.constantFrom('PARALLEL' as const, 'ORDERED' as const)
  fc.assert(
    fc.property(feeds, modes, fc.integer({ min: 1, max: 100 }), (gaps, mode, room) => {
      let number = 0
      const feed = gaps.map(({ gap, bytes }) => event((number += gap), bytes))
      const end = number + 5
      const taken: number[] = []
      let cursor = 0
      let sequence = 0
      while (cursor < end) {
        const readTo = Math.min(end, cursor + 200)
        const ahead = feed.filter((one) => one.number > cursor && one.number <= readTo)
        const portion = portionOf({ mode, cursor, sequence, readTo, room }, ahead)
        for (const one of portion.deliveries) {
          assert.equal(one.sequence, taken.length + 1)
          taken.push(...one.eventNumbers)
        }
        sequence = portion.sequence
        // An ordered endpoint goes on when its request has arrived.
        const next = mode === 'ORDERED' ? (portion.deliveries.at(-1)?.through ?? portion.cursor) : portion.cursor
        assert.ok(next > cursor)
        cursor = next
      }
      assert.deepEqual(
        taken,
        feed.map((one) => one.number),
      )
      assert.equal(sequence, taken.length)
    }),
    { numRuns: 200 },
  )
})
