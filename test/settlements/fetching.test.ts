/** GET /settlements over HTTP: dates, pages, what is handed out until its receipt is proved; and who keeps a payout back. */
import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import { after, before, test } from 'node:test'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { absent, textOf } from '../support/documents/pdf-tools.ts'
import { type OpenCase, entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
let client: TestClient
let other: TestClient
let days = 0
let payments = 0
/** Around Easter and Christmas. */
const BANKS_CLOSED_DAYS_MAX = 5
const DAY_MS = 86_400_000

before(async () => {
  world = await startWorld()
  client = await world.createClient()
  other = await world.createClient()
  for (let i = 0; i < 3; i++) await settleOne(client)
  await settleOne(other)
})
after(() => world.stop())

async function pay(debt: OpenCase, amount: string): Promise<void> {
  await world.pay([entryOf(`F-${++payments}`, amount, { reference: debt.reference })])
}

async function settleOne(owner: TestClient, amount = '10.00') {
  await pay(await world.openCase(owner, { capital: 100_000n }), amount)
  await runSettlements(world.api.ctx())
  days += 8
  world.api.shiftClock(days * DAY_MS)
  return runSettlements(world.api.ctx())
}

const idsOf = (reply: Awaited<ReturnType<SettlementWorld['settlements']>>) =>
  reply.body.settlements.map(({ settlementId }) => settlementId)
const linkOf = (reply: { headers: Headers }) => /<[^?>]*(\?[^>]*)>/.exec(reply.headers.get('link') ?? '')?.[1]

void test('unfetched settlements come until the next cursor proves that they were received', async () => {
  const first = await world.settlements(client, '?unfetchedOnly=true&limit=2')
  assert.equal(first.status, 200, first.text)
  assert.equal(first.body.settlements.length, 2)
  assert.deepEqual(
    first.body.settlements.map(({ apiFetchDate }) => apiFetchDate),
    [null, null],
  )
  const again = await world.settlements(client, '?unfetchedOnly=true&limit=2')
  assert.deepEqual(idsOf(again), idsOf(first), 'the page got lost on its way')
  for (const { apiFetchDate } of again.body.settlements) assert.equal(apiFetchDate, first.body.createdAt)
  const second = await world.settlements(client, linkOf(again))
  assert.equal(second.body.settlements.length, 1)
  const rest = await world.settlements(client, '?unfetchedOnly=true')
  assert.deepEqual(idsOf(rest), idsOf(second), 'the first page was received, the second not yet')
  const end = await world.settlements(client, linkOf(rest))
  assert.deepEqual([end.status, idsOf(end), linkOf(end)], [200, [], undefined])
  assert.deepEqual(idsOf(await world.settlements(client, '?unfetchedOnly=true')), [])
  assert.equal((await world.settlements(client, '?fromDate=2020-01-01')).body.settlements.length, 3)
})

void test('one settlement is read as JSON, as CSV and as a PDF, and by nobody else', async () => {
  const [first] = (await world.settlements(client, '?fromDate=2020-01-01')).body.settlements
  const id = String(first?.settlementId)
  const json = (await (await world.read(client, id)).json()) as {
    settlement: { allocations: Record<string, unknown>[] }
  }
  const csv = await (await world.read(client, id, 'text/csv')).text()
  const rows: Record<string, string>[] = parse(csv, { columns: true, bom: true })
  assert.deepEqual(
    rows.map((row) => row['allocationId']),
    json.settlement.allocations.map(({ allocationId }) => String(allocationId)),
  )
  const pdf = await world.read(client, `${id}/document`)
  assert.deepEqual([pdf.status, pdf.headers.get('content-type')], [200, 'application/pdf'])
  const bytes = new Uint8Array(await pdf.arrayBuffer())
  assert.equal(Buffer.from(bytes.subarray(0, 5)).toString(), '%PDF-')
  if (absent('pdftotext') === false) {
    const text = textOf(bytes)
    for (const { originalInvoiceNumber } of json.settlement.allocations)
      assert.ok(text.includes(String(originalInvoiceNumber)), text)
    assert.ok(text.includes(id), text)
  }
  assert.equal((await world.read(other, `${id}/document`)).status, 404)
})

void test('settlements are acknowledged by number, once or often, and only those that were handed out', async () => {
  const late = (await settleOne(client)).settlements[0]?.settlementId ?? 0
  assert.equal((await world.acknowledge(client, [late])).status, 400, 'nobody has been given it')
  assert.deepEqual(idsOf(await world.settlements(client, '?unfetchedOnly=true')), [late])
  const theirs = (await world.settlements(other, '?unfetchedOnly=true')).body.settlements[0]?.settlementId ?? 0
  const mixed = await world.acknowledge(client, [late, 209912310001])
  assert.equal(mixed.status, 400)
  assert.match(mixed.text, /settlementIds\/1/)
  assert.deepEqual(idsOf(await world.settlements(client, '?unfetchedOnly=true')), [late], 'none of it was acknowledged')
  for (let i = 0; i < 2; i++) assert.equal((await world.acknowledge(client, [late])).status, 200)
  assert.deepEqual(idsOf(await world.settlements(client, '?unfetchedOnly=true')), [])
  assert.deepEqual(idsOf(await world.settlements(other, '?unfetchedOnly=true')), [theirs], 'the others’ are theirs')
})

void test('without dates those of the last 30 days; wrong ones are named', async () => {
  const all = await world.settlements(client, '?fromDate=2020-01-01')
  const recent = await world.settlements(client)
  assert.ok(recent.body.settlements.length < all.body.settlements.length)
  const [day] = [all.body.settlements[0]?.settlementDate.slice(0, 10) ?? '']
  assert.deepEqual(idsOf(await world.settlements(client, `?fromDate=${day}&toDate=${day}`)), idsOf(all).slice(0, 1))
  for (const query of ['?fromDate=2026-02-30', '?fromDate=2026-03-02&toDate=2026-03-01', '?cursor=x', '?limit=0'])
    assert.equal((await world.settlements(client, query)).status, 400, query)
})

void test('a client without an account gets an event, keeps its money, and is paid when it has one', async () => {
  const poor = await world.createClient([])
  const run = await settleOne(poor, '12.34')
  assert.deepEqual(
    run.blocked.map(({ clientId, reason }) => ({ clientId, reason })),
    [{ clientId: poor.clientIdentifier, reason: 'NO_ACCOUNT' }],
  )
  const { rows } = await world.api.pool.query(
    `select data->>'reason' as reason from event where client_id = $1 and type = 'settlement.blocked'`,
    [poor.clientIdentifier],
  )
  assert.deepEqual(rows, [{ reason: 'NO_ACCOUNT' }])
  assert.match(run.blocked[0]?.message ?? '', /no account with an IBAN for EUR \(bankAccounts\)\.$/)
  const { token } = poor
  const body = {
    bankAccounts: [{ iban: 'SE3550000000054910000003', currencyCode: 'SEK' }, { iban: 'FI4250001510000023' }],
  }
  assert.equal((await world.api.call('PUT', '/api/v1/partner/client/settings', { token, body })).status, 200)
  // It is looked at again on the next banking day.
  days += BANKS_CLOSED_DAYS_MAX + 1
  world.api.shiftClock(days * DAY_MS)
  const after = await runSettlements(world.api.ctx())
  assert.deepEqual(
    after.settlements.map(({ amount, beneficiary }) => [amount, 'iban' in beneficiary && beneficiary.iban]),
    [[1_234n, 'FI4250001510000023']],
  )
})

void test('a changed contract counts from then on, and what it gets wrong is named', async () => {
  const daily = await world.createClient()
  const { clientIdentifier } = daily
  await pay(await world.openCase(daily, { capital: 5_000n }), '50.00')
  await runSettlements(world.api.ctx())
  const contract = await putContract(world.api.ctx(), clientIdentifier, {
    settlement: { schedule: 'DAILY' },
    commission: [{ fromStage: 'REMINDER', percent: 10, of: ['CAPITAL'] }],
  })
  assert.deepEqual([contract.version, contract.contract.settlement.schedule], [1, 'DAILY'])
  await assert.rejects(
    putContract(world.api.ctx(), clientIdentifier, {
      settlement: { schedule: 'WEEKLY', weekdays: [] },
      allocationOrder: ['CAPITAL', 'CAPITAL', 'FEES', 'COSTS'],
      policies: { CONSUMER: 'NO_SUCH' },
      commission: [{ fromStage: 'LEGAL', percent: 1.23456, of: ['CAPITAL'] }],
    }),
    (error: { faults?: { pointer: string }[] }) => {
      assert.deepEqual(error.faults?.map(({ pointer }) => pointer).toSorted(), [
        '/allocationOrder/1',
        '/commission/0/percent',
        '/policies/CONSUMER',
        '/settlement/weekdays',
      ])
      return true
    },
  )
})

void test('outside SEK a giro number alone is not enough to pay to, and the client learns what is missing', async () => {
  const swede = await world.createClient([])
  const body = { bankAccounts: [{ bankgiro: '5050-1055' }] }
  const put = await world.api.call('PUT', '/api/v1/partner/client/settings', { token: swede.token, body })
  assert.equal(put.status, 200, put.text)
  const run = await settleOne(swede, '43.21')
  assert.match(run.blocked[0]?.message ?? '', /a bankgiro or plusgiro number alone is paid in SEK only: add an IBAN/)
  assert.equal((await world.balance('CLIENT_FUNDS')) > 0n, true, 'the money waits')
})
