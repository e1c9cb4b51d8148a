/** GET /payments: protected, says what is wrong with its query, pages by Link, and shows each name with its type. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import type { TestClient } from '../support/service.ts'
import { entryOf, startWorld, type World } from '../support/payments/world.ts'

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

test('is protected', async () => {
  const reply = await world.payments({ clientIdentifier: 0, token: '00000000-0000-4000-8000-000000000000' })
  assert.equal(reply.status, 401)
})

test('says what is wrong with the query', async () => {
  for (const [query, pointer] of [
    ['?fromDate=2026-02-30', '?fromDate'],
    ['?toDate=today', '?toDate'],
    ['?fromDate=2026-02-02&toDate=2026-02-01', '?toDate'],
    ['?limit=0', '?limit'],
    ['?limit=10001', '?limit'],
    ['?cursor=abc', '?cursor'],
  ] as const) {
    const reply = await world.payments(client, query)
    assert.equal(reply.status, 400, query)
    assert.ok(reply.text.includes(`"pointer":"${pointer}"`), reply.text)
  }
})

test('pages by Link, each payment once; dates are inclusive; without them the last 30 days', async () => {
  const debt = await world.openCase(client, { capital: 1_000_000n, invoiceDate: '2026-01-20', dueDate: '2026-04-30' })
  const { reference } = debt
  const today = new Date().toISOString().slice(0, 10)
  const dates = ['2026-02-01', '2026-02-02', '2026-02-02', '2026-02-02', '2026-02-03', today]
  await world.pay(dates.map((date, i) => entryOf(`LIST-${i}`, `${i + 1}.00`, { reference, date })))
  const seen: number[] = []
  for (let query = '?fromDate=2026-02-01&toDate=2026-02-03&limit=2'; query !== ''; ) {
    const { status, body, headers } = await world.payments(client, query)
    assert.equal(status, 200)
    assert.ok(body.length <= 2)
    seen.push(...body.map(({ amount }) => amount))
    query = /<[^?>]*(\?[^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? ''
  }
  assert.deepEqual(
    seen.toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5],
  )
  const day = await world.payments(client, '?fromDate=2026-02-02&toDate=2026-02-02')
  assert.deepEqual(
    day.body.map(({ amount }) => amount).toSorted((a, b) => a - b),
    [2, 3, 4],
  )
  const recent = await world.payments(client, '')
  assert.deepEqual(
    recent.body.map(({ amount }) => amount),
    [6],
  )
  assert.deepEqual((await world.payments(client, '?fromDate=2019-01-01&toDate=2019-02-01')).text, '[]')
  const [first] = day.body
  assert.deepEqual(Object.keys(first ?? {}), [
    'caseId',
    'invoiceNumber',
    'invoicePaymentReference',
    'originalPaymentReference',
    'accountName',
    'bookingDate',
    'paymentDate',
    'amount',
    'currency',
    'paymentType',
    'allocation',
    'settlementId',
  ])
  assert.equal(first?.invoiceNumber, String(debt.invoiceNumber))
  assert.equal(first?.originalPaymentReference, reference)
  assert.equal(first?.paymentType, 'PMNT/RCDT/ESCT')
  assert.deepEqual(first?.bookingDate, '2026-02-02T00:00:00Z')
})
