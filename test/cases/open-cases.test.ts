/** Invoices that were distributed together become cases together: each once, numbered and with its events in order, by any number of workers. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCasesOf } from '../support/cases/open-cases.ts'
import { type InvoiceClient, type InvoiceOverrides, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { atNoon, balances } from '../support/cases/cases.ts'

const TODAY = '2026-01-20'
const CONTROLLED = { processing: { paymentControlEnabled: true } }

let api: TestService

before(async () => {
  api = await testService()
  atNoon(api, TODAY)
})
after(() => api.stop())

/** A client whose contract names policies that are not there yet: its invoices wait for their cases. */
async function waitingClient(name: string, service: 'LIFECYCLE' | 'COLLECTION' = 'LIFECYCLE'): Promise<InvoiceClient> {
  const client = await invoiceClient(api, { service })
  const policies = { CONSUMER: `${name}-CONSUMER`, BUSINESS: `${name}-BUSINESS` }
  await api.pool.query({
    text: 'insert into client_contract values ($1, $2, 1, now())',
    values: [client.clientIdentifier, JSON.stringify({ policies })],
  })
  return client
}

interface Key {
  clientId: number
  invoiceId: string
}

async function distributed(client: InvoiceClient, overrides: InvoiceOverrides): Promise<Key> {
  const body = invoiceOf(overrides)
  await client.send(body)
  const { invoiceId, status } = await client.settled(numberOf(body), overrides.header?.['type'] as string | undefined)
  assert.equal(status, 'INVOICED')
  return { clientId: client.clientIdentifier, invoiceId }
}

function open(keys: Key[]): Promise<void> {
  return openCasesOf(api.ctx(), keys)
}

async function makePolicies(name: string): Promise<void> {
  await api.pool.query({
    text: `insert into policy (policy_id, version, country, debtor_type, name, steps, created_at, created_by)
     select $1 || '-' || debtor_type, 1, country, debtor_type, name, steps, now(), 'test'
           from policy where policy_id in ('FI-CONSUMER', 'FI-BUSINESS') and version = 1`,
    values: [name],
  })
}

interface Opened {
  caseId: number
  invoiceId: string
  stage: string
  debtorType: string
  policyId: string
  nextDate: string
  record: string
  kinds: string[]
  reported: string[]
}

async function casesOf(keys: Key[]): Promise<Opened[]> {
  const { rows } = await api.pool.query<Opened>({
    text: `select c.case_id as "caseId", c.invoice_id as "invoiceId", c.stage, c.debtor_type as "debtorType", c.policy_id as "policyId",
             c.next_date::text as "nextDate", d.case_id || ' ' || d.payment_control_status as record,
             array(select kind from case_event e where e.client_id = c.client_id and e.case_id = c.case_id) as kinds,
             array(select type from event e where e.client_id = c.client_id and e.subject = 'case:' || c.case_id) as reported
           from collection_case c join distribution_record d using (client_id, invoice_id)
           where c.invoice_id = any($1::uuid[]) order by c.case_id`,
    values: [keys.map(({ invoiceId }) => invoiceId)],
  })
  return rows
}

test('an invoice without its policy waits and the agency gets an event; then many open at once, numbered as they were submitted', async () => {
  const [first, second] = [await waitingClient('LATER'), await waitingClient('LATER', 'COLLECTION')]
  const plain = await distributed(first, CONTROLLED)
  const claim = await distributed(first, { header: { type: 'COLLECTION' } })
  const consumer = await distributed(first, {
    ...CONTROLLED,
    buyer: { entityType: 'CONSUMER', businessId: null, personalIdentityNumber: '131052-308T' },
  })
  const ofCollector = await distributed(second, {})
  const uncontrolled = await distributed(first, {})
  const excepted = await distributed(first, { ...CONTROLLED, buyer: { disableCollection: true } })
  const paid = await distributed(first, { ...CONTROLLED, payments: [{ amount: 125.5, date: '2026-01-16' }] })
  const keys = [paid, excepted, ofCollector, uncontrolled, consumer, claim, plain]
  assert.deepEqual(await casesOf(keys), [])
  const { rows: notOpened } = await api.pool.query({
    text: `select subject, data->>'policyId' as policy from event where type = 'case.not.opened' and client_id = any($1) order by event_id`,
    values: [[first.clientIdentifier, second.clientIdentifier]],
  })
  assert.deepEqual(
    notOpened,
    [
      [plain, 'LATER-BUSINESS'],
      [claim, 'LATER-BUSINESS'],
      [consumer, 'LATER-CONSUMER'],
      [ofCollector, 'LATER-BUSINESS'],
      [paid, 'LATER-BUSINESS'],
    ].map(([key, policy]) => ({ subject: `invoice:${(key as Key).invoiceId}`, policy })),
  )
  await makePolicies('LATER')
  await open(keys)
  const cases = await casesOf(keys)
  assert.deepEqual(
    cases.map(({ invoiceId, stage, debtorType, policyId, nextDate }) => [
      ...[invoiceId, stage, debtorType, policyId, nextDate],
    ]),
    [
      [plain.invoiceId, 'INVOICED', 'BUSINESS', 'LATER-BUSINESS', '2026-01-30'],
      [claim.invoiceId, 'REMINDER', 'BUSINESS', 'LATER-BUSINESS', TODAY],
      [consumer.invoiceId, 'INVOICED', 'CONSUMER', 'LATER-CONSUMER', '2026-01-30'],
      [ofCollector.invoiceId, 'REMINDER', 'BUSINESS', 'LATER-BUSINESS', TODAY],
    ],
  )
  for (const { caseId, record, kinds, reported } of cases) {
    assert.equal(record, `${caseId} OPEN`)
    assert.equal(kinds[0], 'OPENED')
    assert.equal(reported[0], 'case.opened')
    assert.equal((await balances(api, caseId))['RECEIVABLE_CAPITAL'], '12550')
  }
})

test('workers that record the same deliveries at once, in any order, open one case an invoice', async () => {
  const client = await waitingClient('LATEST')
  const keys = await Promise.all(Array.from({ length: 30 }, () => distributed(client, CONTROLLED)))
  assert.deepEqual(await casesOf(keys), [])
  await makePolicies('LATEST')
  const orders = [keys, keys.toReversed(), keys.slice(10), keys.slice(0, 20).toReversed(), keys]
  await Promise.all(orders.map(open))
  const cases = await casesOf(keys)
  assert.equal(cases.length, keys.length)
  for (const { caseId, kinds, reported } of cases) {
    assert.deepEqual([kinds, reported], [['OPENED'], ['case.opened']])
    assert.deepEqual(await balances(api, caseId), { CLAIMS_OF_CLIENT: '-12550', RECEIVABLE_CAPITAL: '12550' })
  }
})
