/** GET /invoice/distribution, both versions: what partners read of how their invoices fare. */
import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '@saatava/core/dates.ts'
import { createRandom } from '../support/crash/random.ts'
import { allNumbered } from '../support/feed/all-numbered.ts'
import { until } from '../support/until.ts'
import { type TestPartner, type TestService, testService } from '../support/service.ts'
import {
  type Answer,
  type DistributionView,
  type Sender,
  createSender,
  invoiceOf,
  today,
} from '../support/distribution/sender.ts'

/** A reader that has not come to the end by then never will. */
const FOLLOWED_MS_MAX = 120_000

const V1 = '/api/v1/partner/invoice/distribution'
const V2 = '/api/v2/partner/invoice/distribution'

let api: TestService
let partner: TestPartner
before(async () => {
  api = await testService({ distributionPollMs: 200, printRunSeconds: 1 })
  partner = await api.createPartner()
})
after(() => api.stop())

interface Page {
  metaData: {
    totalCount: number
    successfulCount: number
    failedCount: number
    filtersApplied: Record<string, unknown>
  }
  distributions: DistributionView[]
  hasMore: boolean
}

const ascending = (a: number, b: number) => a - b
const numbers = ({ body }: Answer<Page>) => body.distributions.map(({ invoiceNumber }) => invoiceNumber)

function get(client: Sender, path: string): Promise<Answer<Page>> {
  return client.call<Page>('GET', path)
}

/** A client with invoices that the seller sends itself, all of them settled. */
async function sentByItself(count: number, date?: string): Promise<Sender> {
  const client = await createSender(api.origin, partner)
  for (let number = 1; number <= count; number++)
    await client.post(invoiceOf(number, { method: 'NONE', ...(date === undefined ? {} : { date }) }))
  await settled(client, count)
  return client
}

async function settled(client: Sender, count: number): Promise<void> {
  await until(
    `${count} settled`,
    async () => (await get(client, `${V1}?limit=10000&fromInvDate=2000-01-01`)).body.distributions,
    (all) => all.filter(({ distributionStatus }) => distributionStatus !== 'PENDING').length === count,
  )
  await allNumbered(api.pool)
}

describe('version 1', () => {
  test('filters, counts over all pages, and pages by Link', async () => {
    const client = await createSender(api.origin, partner, { channels: { fallback: false } })
    const days = [0, 0, 10, 29, 31, 40].map((days) => addDays(today(), -days))
    for (const [i, date] of days.entries()) await client.post(invoiceOf(i + 1, { method: 'NONE', date }))
    await client.post(invoiceOf(7, { method: 'EMAIL', email: 'reject@testcustomer.fi' }))
    await client.post(invoiceOf(8, { method: 'EMAIL' }))
    await settled(client, 8)

    const recent = await get(client, V1)
    assert.deepEqual(numbers(recent).toSorted(ascending), [1, 2, 3, 4, 7, 8], 'without a filter: 30 days')
    assert.equal(recent.body.metaData.filtersApplied['defaultLast30Days'], true)
    assert.equal(recent.next, undefined)
    const all = await get(client, `${V1}?fromInvDate=${days[5]}`)
    const { totalCount, successfulCount, failedCount } = all.body.metaData
    assert.deepEqual([totalCount, successfulCount, failedCount], [8, 7, 1])
    assert.deepEqual(numbers(all).slice(0, 4), [6, 5, 4, 3], 'in the order of dates')
    assert.deepEqual(numbers(await get(client, `${V1}?fromInvDate=${days[4]}&toInvDate=${days[2]}`)), [5, 4, 3])
    assert.deepEqual(numbers(await get(client, `${V1}?invoiceNumber=6`)), [6])
    assert.deepEqual(numbers(await get(client, `${V1}?fetchType=FAILED`)), [7])

    const seen: number[] = []
    let path: string | undefined = `${V1}?fromInvDate=${days[5]}&limit=3`
    while (path !== undefined) {
      const page: Answer<Page> = await get(client, path)
      assert.equal(page.body.metaData.totalCount, 8)
      assert.ok(numbers(page).length <= 3)
      seen.push(...numbers(page))
      path = page.next
    }
    assert.deepEqual(seen, numbers(all), 'no page passes over or repeats')
  })

  test('a cursor is of the filters it was made for', async () => {
    const client = await sentByItself(3)
    const { next = '' } = await get(client, `${V1}?limit=1`)
    const cursor = new URLSearchParams(next.split('?')[1]).get('cursor')
    for (const wrong of [`fetchType=NEW&cursor=${cursor}`, 'cursor=abc', `invoiceNumber=1&cursor=${cursor}`]) {
      const answer = await client.call<{ errors: { pointer: string }[] }>('GET', `${V1}?${wrong}`)
      assert.equal(answer.status, 400, answer.text)
      assert.equal(answer.body.errors[0]?.pointer, '?cursor')
    }
  })

  test('NEW: a page is fetched when its Link is asked for, and not before', async () => {
    const client = await sentByItself(5)
    const first = await get(client, `${V1}?fetchType=NEW&limit=3`)
    assert.equal(numbers(first).length, 3)
    assert.deepEqual(numbers(await get(client, `${V1}?fetchType=NEW&limit=3`)), numbers(first), 'it did not arrive')
    const second = await get(client, first.next ?? '')
    assert.equal(numbers(second).length, 2)
    assert.equal(second.body.metaData.totalCount, 2)
    const last = await get(client, second.next ?? '')
    assert.deepEqual([numbers(last), last.next], [[], undefined])
    assert.deepEqual(numbers(await get(client, `${V1}?fetchType=NEW`)), [])
    // A record that changes afterwards is new again; nothing else is.
    await change(client, 2)
    assert.deepEqual(numbers(await get(client, `${V1}?fetchType=NEW`)), [2])
  })

  test('NEW: with filters, only what they let through is taken as fetched', async () => {
    const client = await sentByItself(3)
    const { next = '' } = await get(client, `${V1}?fetchType=NEW&invoiceNumber=3`)
    await get(client, next)
    assert.deepEqual(numbers(await get(client, `${V1}?fetchType=NEW`)).toSorted(ascending), [1, 2])
  })

  test('NEW: what changed between page and Link, and what was being changed, comes again', async () => {
    const client = await sentByItself(3)
    const slow = await hold(client, 3)
    const page = await get(client, `${V1}?fetchType=NEW`)
    assert.deepEqual(numbers(page).toSorted(ascending), [1, 2, 3])
    await api.pool.query(CHANGE, [client.clientId, 1, 'changed'])
    await slow.commit()
    await allNumbered(api.pool)
    await get(client, page.next ?? '')
    assert.deepEqual(numbers(await get(client, `${V1}?fetchType=NEW`)).toSorted(ascending), [1, 3])
  })
})

/** Changes the record of an invoice in a separate transaction. */
async function change(client: Sender, number: number): Promise<void> {
  await api.pool.query(CHANGE, [client.clientId, number, 'changed'])
  await allNumbered(api.pool)
}

const CHANGE = `update distribution_record set failure_reason = $3, updated_at = clock_timestamp(),
    feed_number = null, fetched_at = null
  where client_id = $1 and invoice_number = $2`

/** A change that is made and not committed. */
async function hold(client: Sender, number: number): Promise<{ commit(): Promise<void> }> {
  const tx = await api.pool.connect()
  await tx.query('begin')
  await tx.query(CHANGE, [client.clientId, number, 'held'])
  return {
    async commit() {
      await tx.query('commit')
      tx.release()
    },
  }
}

describe('version 2', () => {
  test('every change comes, in an order that a reader can follow', async () => {
    const client = await sentByItself(7)
    const seen: number[] = []
    let page = await get(client, `${V2}?limit=3`)
    for (;;) {
      assert.ok(page.next, 'there is always a Link')
      assert.equal(page.body.hasMore, seen.length + numbers(page).length < 7)
      seen.push(...numbers(page))
      if (!page.body.hasMore) break
      page = await get(client, page.next)
    }
    assert.deepEqual(seen.toSorted(ascending), [1, 2, 3, 4, 5, 6, 7])
    const empty = await get(client, page.next ?? '')
    assert.deepEqual([numbers(empty), empty.body.hasMore], [[], false])
    await change(client, 5)
    assert.deepEqual(numbers(await get(client, empty.next ?? '')), [5])
  })

  test('a change that commits late is not passed over, and those that commit before it do not wait', async () => {
    const client = await sentByItself(3)
    const { next = '' } = await get(client, `${V2}?limit=100`)
    const slow = await hold(client, 1)
    await change(client, 2)
    const meanwhile = await get(client, next)
    assert.deepEqual(numbers(meanwhile), [2])
    await slow.commit()
    await allNumbered(api.pool)
    assert.deepEqual(numbers(await get(client, meanwhile.next ?? '')), [1])
    assert.deepEqual(numbers(await get(client, next)), [2, 1], 'in the same order ever after')
  })

  test('a record that is being changed again keeps the others waiting for no moment', async () => {
    const client = await sentByItself(3)
    const { next = '' } = await get(client, `${V2}?limit=100`)
    // All three are without a number when the lock is taken, whoever looks first.
    const tx = await api.pool.connect()
    await tx.query('begin')
    await tx.query(CHANGE, [client.clientId, 1, 'held'])
    await tx.query('commit; begin')
    await tx.query('select from distribution_record where client_id = $1 and invoice_number = 1 for update', [
      client.clientId,
    ])
    await api.pool.query(CHANGE, [client.clientId, 2, 'changed'])
    const page = await until(
      'the other record is shown',
      () => get(client, next),
      (answer) => numbers(answer).includes(2),
    )
    await tx.query('commit')
    tx.release()
    await allNumbered(api.pool)
    const rest = numbers(await get(client, page.next ?? ''))
    assert.deepEqual([...numbers(page), ...rest].toSorted(ascending), [1, 2])
  })

  test('a reader that follows sees the last state of everything, however transactions overlap', async () => {
    const count = 40
    const client = await sentByItself(count)
    const last = new Map<number, string | null>()
    let writing = true
    const writer = async (seed: number) => {
      const random = createRandom(seed, 'writer')
      for (let i = 0; i < 60; i++) {
        const tx = await api.pool.connect()
        await tx.query('begin')
        // In the order of numbers: writers of several rows would otherwise lock each other out.
        const chosen = new Set([random.integer(1, count), random.integer(1, count), random.integer(1, count)])
        for (const number of [...chosen].toSorted((a, b) => a - b)) {
          await tx.query(CHANGE, [client.clientId, number, `${seed}.${i}`])
          if (random.chance(0.4)) await sleep(random.integer(0, 12))
        }
        await tx.query(random.chance(0.15) ? 'rollback' : 'commit')
        tx.release()
      }
    }
    const reader = async () => {
      let path = `${V2}?limit=7`
      const deadline = performance.now() + FOLLOWED_MS_MAX
      for (let idle = 0; idle < 2; ) {
        assert.ok(performance.now() < deadline, 'the reader never comes to the end')
        const page = await get(client, path)
        for (const { invoiceNumber, failureReason } of page.body.distributions) last.set(invoiceNumber, failureReason)
        assert.ok(page.next)
        path = page.next
        // Only after the writers have ended does an empty page mean the end.
        if (numbers(page).length === 0) {
          if (!writing && (await allAreNumbered())) idle++
          await sleep(5)
        }
      }
    }
    const reading = [reader(), reader()]
    await Promise.all([1, 2, 3].map(writer))
    writing = false
    await Promise.all(reading)
    const { rows } = await api.pool.query<{ number: string; reason: string | null }>(
      'select invoice_number as number, failure_reason as reason from distribution_record where client_id = $1',
      [client.clientId],
    )
    assert.deepEqual(
      rows
        .map(({ number, reason }) => [Number(number), last.get(Number(number)) ?? null, reason])
        .filter(([, a, b]) => a !== b),
      [],
    )
    assert.equal(last.size, count)
  })

  test('updatedSince leaves out what has not changed since', async () => {
    const client = await sentByItself(4)
    const since = new Date().toISOString()
    await change(client, 3)
    const page = await get(client, `${V2}?updatedSince=${encodeURIComponent(since)}`)
    assert.deepEqual(numbers(page), [3])
    await change(client, 1)
    assert.deepEqual(numbers(await get(client, page.next ?? '')), [1])
    const future = new Date(Date.now() + 3_600_000).toISOString()
    assert.deepEqual(numbers(await get(client, `${V2}?updatedSince=${encodeURIComponent(future)}`)), [])
    assert.equal((await get(client, `${V2}?updatedSince=yesterday`)).status, 400)
  })

  test('another client’s cursor shows nothing', async () => {
    const [one, other] = [await sentByItself(2), await sentByItself(1)]
    const { next = '' } = await get(one, `${V2}?limit=1`)
    assert.equal((await get(other, next)).status, 400)
    assert.equal((await get(other, `${V2}?cursor=abc`)).status, 400)
  })
})

async function allAreNumbered(): Promise<boolean> {
  const open = await api.pool.query('select from distribution_record where feed_number is null limit 1')
  return open.rowCount === 0
}
