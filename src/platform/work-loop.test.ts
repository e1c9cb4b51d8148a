import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { pino } from 'pino'
import { type WorkLoop, startWorkLoop, untilIdle } from './work-loop.ts'

const log = pino({ level: 'silent' })

function loopOf(t: TestContext, work: () => boolean | Promise<boolean>): WorkLoop {
  const loop = startWorkLoop({ name: 'test', log, pollMs: 600_000, work: async () => work() })
  t.after(() => loop.stop())
  return loop
}

test('a look works as long as there is more, and one that finds nothing says so', async (t) => {
  let left = 3
  const loop = loopOf(t, () => left-- > 0)
  await untilIdle([loop])
  assert.equal(left < 0, true)
  assert.equal(await loop.look(), true)
  left = 1
  assert.equal(await loop.look(), false)
  assert.equal(await loop.look(), true)
})

test('work that one loop leaves for another is done before both are idle', async (t) => {
  let first = 2
  let second = 0
  let done = 0
  const later = loopOf(t, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    done += second
    second = 0
    return false
  })
  const earlier = loopOf(t, () => {
    if (first > 0) {
      first--
      second++
      later.wake()
    }
    return false
  })
  await untilIdle([later, earlier])
  assert.deepEqual([first, second, done], [0, 0, 2])
})

test('a look waits for work that is under way, and then looks itself', async (t) => {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
  let turns = 0
  const loop = loopOf(t, async () => {
    turns++
    if (turns === 1) await finished
    return false
  })
  let idle = false
  const looked = loop.look().then(() => (idle = true))
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(idle, false)
  finish()
  await looked
  assert.equal(turns, 2)
})

test('a look that broke off has not found nothing; a loop that has stopped has nothing to do', async (t) => {
  let broken = true
  const loop = loopOf(t, () => {
    if (broken) throw new Error('broken')
    return false
  })
  assert.equal(await loop.look(), false)
  broken = false
  assert.equal(await loop.look(), true)
  await loop.stop()
  assert.equal(await loop.look(), true)
})
