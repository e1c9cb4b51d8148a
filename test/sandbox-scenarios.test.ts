/** Scenario debtors: each does what its name says, by the sandbox's clock, and the bank's balance stays that of the books. */
import assert from 'node:assert/strict'
import { movedClock } from './support/clock.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addDays, civilDateAt } from '@saatava/core/dates.ts'
import { checkFunds } from '../src/funds/check-funds.ts'
import { SCENARIOS } from '../src/sandbox/scenarios/scenarios.ts'
import { CASE, type CaseBody, caseOf } from './support/cases/cases.ts'
import { type InvoiceClient, invoiceClient, invoiceOf, numberOf } from './support/invoices.ts'
import { type TestService, testService } from './support/service.ts'

const ZONE = 'Europe/Helsinki'
const DUE_DAYS = 14
/** First reminders go two weeks after the due date, plans break within two months of that. */
const DAYS = 112
let api: TestService
let client: InvoiceClient
let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saatava-scenarios-'))
  api = await testService({
    ...{ simulatedBank: true, bankInbox: join(folder, 'inbox') },
    ...{ distributionPollMs: 50, printRunSeconds: 1, distributionLeaseSeconds: 1 },
  })
  client = await invoiceClient(api)
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

const moveDays = (advanceDays: number) => movedClock(api, client.token, { advanceDays })

async function invoiceTo(name: string, byPost: boolean): Promise<number> {
  const invoiceDate = civilDateAt(api.service.platform.clock.now(), ZONE)
  const body = invoiceOf({
    header: { date: invoiceDate, dueDate: addDays(invoiceDate, DUE_DAYS) },
    processing: { paymentControlEnabled: true },
    buyer: { name, ...(byPost ? { contact: {} } : {}) },
  })
  await client.send(body)
  return numberOf(body)
}

/** Returns the visible state of a case at the end. */
function seen({ summary, payments, paymentPlan }: CaseBody) {
  const plan = paymentPlan?.state ?? null
  return [summary.status, payments.map(({ amount, reversedAt }) => [amount, reversedAt !== null]), plan]
}

interface Letter {
  deliveries: { channel: string; state: string }[]
}

test('each debtor does what its name says, and the bank holds what the books say', async () => {
  const numbers = new Map<string, number>()
  for (const [i, { name }] of SCENARIOS.entries())
    numbers.set(name, await invoiceTo(i % 2 === 0 ? name : name.toUpperCase(), name === 'Moves'))
  await moveDays(DAYS)
  const caseNamed = (name: string) => caseOf(api, client, { invoiceNumber: numbers.get(name) ?? 0 })
  assert.deepEqual(seen(await caseNamed('Pays At Once')), ['CLOSED', [[125.5, false]], null])
  assert.deepEqual(seen(await caseNamed('Pays Half')), ['OPEN', [[62.75, false]], null])
  const [status, [[amount = 0] = []]] = seen(await caseNamed('Pays After The Reminder')) as [string, number[][]]
  assert.equal(status, 'CLOSED')
  assert.ok(amount > 125.5, `${amount} is paid with interest and fees`)
  assert.deepEqual(seen(await caseNamed('Pays Twice')), ['CLOSED', [[125.5, false]], null])
  assert.deepEqual(seen(await caseNamed('Objects')), ['DISPUTED', [], null])
  const plan = await caseNamed('Asks For A Plan And Breaks It')
  assert.deepEqual([plan.summary.status, plan.payments.length], ['OPEN', 1])
  assert.ok(
    plan.events.some(({ kind }) => kind === 'PLAN_BROKEN'),
    plan.events.map(({ kind }) => kind).join(),
  )
  assert.deepEqual(seen(await caseNamed('Never Pays')), ['OPEN', [], null])
  assert.deepEqual(seen(await caseNamed('The Bank Takes It Back')), ['OPEN', [[125.5, true]], null])
  const moves = await caseNamed('Moves')
  assert.deepEqual([moves.summary.status, moves.debtor.address?.['street']], ['OPEN', 'New Street 1'])
  const { letters } = (
    await api.call<{ letters: Letter[] }>('GET', `${CASE}/letters?caseId=${moves.summary.caseId}`, {
      token: client.token,
    })
  ).body
  const arrived = letters.map(({ deliveries }) => deliveries.at(-1)?.state)
  assert.equal(arrived.filter((state) => state === 'FAILED').length, 1, 'the post returned the first letter')
  assert.ok(arrived.includes('DELIVERED'), arrived.join())
})

test('money that is paid twice waits, and the funds agree with the bank', async () => {
  const { rows } = await api.pool.query<{ state: string; held: number }>(
    `select e.state, p.unallocated_minor::int as held from payment p join bank_entry e on e.client_id = 0 and e.entry_id = p.entry_id
     where p.client_id = $1 and p.unallocated_minor > 0`,
    [client.clientIdentifier],
  )
  assert.deepEqual(rows, [{ state: 'matched', held: 12_550 }])
  const today = civilDateAt(api.service.platform.clock.now(), ZONE)
  const [latest] = (await checkFunds(api.ctx(), { date: today })).accounts
  const { state, accounts } = await checkFunds(api.ctx(), { date: latest?.provenOn ?? '' })
  assert.deepEqual([state, accounts[0]?.difference], ['AGREES', 0n])
})

test('the index holds the names of all scenarios', async () => {
  const { rows } = await api.pool.query<{ definition: string }>(
    `select indexdef as definition from pg_indexes where indexname = 'collection_case_scenario'`,
  )
  const list = /any \(ARRAY\[([^\]]*)\]\)/i.exec(rows[0]?.definition ?? '')?.[1] ?? ''
  const names = [...list.matchAll(/'([^']+)'/g)].map(([, name]) => name)
  assert.deepEqual(
    names,
    SCENARIOS.map(({ name }) => name.toLowerCase()),
  )
})
