/**
 * Scenario debtors: each does what its name says in every country, by the sandbox's clock, and the bank's balance stays that of
 * the books.
 */
import assert from 'node:assert/strict'
import { movedClock } from './support/clock.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type CivilDate, addDays, civilDateAt } from '@saatava/core/dates.ts'
import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'
import { checkFunds } from '../src/funds/check-funds.ts'
import { SCENARIOS } from '../src/sandbox/scenarios/scenarios.ts'
import { CASE, type CaseBody, caseOf } from './support/cases/cases.ts'
import { type InvoiceClient, invoiceClient, invoiceOf, numberOf } from './support/invoices.ts'
import { type TestService, testService } from './support/service.ts'

const ZONE = 'Europe/Helsinki'
const DUE_DAYS = 14
/** First reminders go two weeks after the due date, plans break within two months of that. */
const DAYS = 112
/** Finland alone, unless the long form runs: each country takes a third of a minute. */
const CODES = process.env['SAATAVA_TEST_LONG'] === '1' ? ['FI', 'SE', 'NO', 'DK'] : ['FI']

interface Country {
  currency: string
  vatNumber: string
  vatPercentage: number
  /** The claim on the due date. */
  total: number
  seller: Record<string, string>
  buyer: { postalCode: string; postalDistrict: string }
}

const COUNTRIES: Record<string, Country> = {
  FI: {
    ...{ currency: 'EUR', vatNumber: 'FI01120389', vatPercentage: 25.5, total: 125.5 },
    seller: { postalAddress: 'Testikuja 7', postalCode: '00100', postalDistrict: 'HELSINKI' },
    buyer: { postalCode: '00100', postalDistrict: 'HELSINKI' },
  },
  SE: {
    ...{ currency: 'SEK', vatNumber: 'SE556677889901', vatPercentage: 25, total: 125 },
    seller: {
      ...{ postalAddress: 'Testgatan 7', postalCode: '111 22', postalDistrict: 'STOCKHOLM' },
      bankgiro: EXAMPLE_CREDITORS.SE.bankgiro,
    },
    buyer: { postalCode: '111 22', postalDistrict: 'STOCKHOLM' },
  },
  NO: {
    ...{ currency: 'NOK', vatNumber: 'NO974760673MVA', vatPercentage: 25, total: 125 },
    seller: { postalAddress: 'Testveien 7', postalCode: '0150', postalDistrict: 'OSLO' },
    buyer: { postalCode: '0150', postalDistrict: 'OSLO' },
  },
  DK: {
    ...{ currency: 'DKK', vatNumber: 'DK13585628', vatPercentage: 25, total: 125 },
    seller: { postalAddress: 'Testvej 7', postalCode: '1050', postalDistrict: 'KØBENHAVN K' },
    buyer: { postalCode: '1050', postalDistrict: 'KØBENHAVN K' },
  },
}

interface Living extends Country {
  client: InvoiceClient
  /** The invoice number of each debtor, by name. */
  numbers: Map<string, number>
}

let api: TestService
const living = new Map<string, Living>()
let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saatava-scenarios-'))
  api = await testService({
    ...{ simulatedBank: true, bankInbox: join(folder, 'inbox') },
    ...{ distributionPollMs: 200, printRunSeconds: 1, distributionLeaseSeconds: 1 },
  })
  for (const code of CODES) living.set(code, await invoicesIn(code))
  const [first] = living.values()
  await movedClock(api, first?.client.token ?? '', { advanceDays: DAYS })
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A client of a country, and its invoice to each of the debtors. */
async function invoicesIn(code: string): Promise<Living> {
  const country = COUNTRIES[code] as Country
  const { iban, bic } = EXAMPLE_CREDITORS[code as keyof typeof EXAMPLE_CREDITORS]
  const { currency, vatNumber, seller } = country
  const client = await invoiceClient(api, {
    client: { countryCode: code, currencyCode: currency, vatRegNbr: vatNumber, ibanAccount: iban, bic, ...seller },
  })
  const numbers = new Map<string, number>()
  const date = civilDateAt(api.service.platform.clock.now(), ZONE)
  for (const [i, { name }] of SCENARIOS.entries())
    numbers.set(name, await invoiceTo(i % 2 === 0 ? name : name.toUpperCase(), { client, code, country, date }))
  return { ...country, client, numbers }
}

async function invoiceTo(
  name: string,
  { client, code, country, date }: { client: InvoiceClient; code: string; country: Country; date: CivilDate },
): Promise<number> {
  const byPost = name.toUpperCase() === 'MOVES'
  const body = invoiceOf({
    header: { date, dueDate: addDays(date, DUE_DAYS), currencyCode: country.currency },
    processing: { paymentControlEnabled: true },
    buyer: {
      ...{ name, entityType: 'CONSUMER', businessId: '' },
      address: { street: 'Test 8', ...country.buyer, countryCode: code },
      ...(byPost ? { contact: {} } : {}),
    },
    rows: [{ name: 'Consulting', quantity: 1, unitPrice: 100, vatPercentage: country.vatPercentage }],
  })
  const { status, reasons } = await client.send(body)
  assert.ok(status === 'ACCEPTED' || status === 'INVOICED', `${code} ${name}: ${status} ${JSON.stringify(reasons)}`)
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

for (const code of CODES) {
  test(`${code}: each debtor does what its name says`, async () => {
    const { client, numbers, total } = living.get(code) as Living
    const caseNamed = (name: string) => caseOf(api, client, { invoiceNumber: numbers.get(name) ?? 0 })
    assert.deepEqual(seen(await caseNamed('Pays At Once')), ['CLOSED', [[total, false]], null])
    assert.deepEqual(seen(await caseNamed('Pays Half')), ['OPEN', [[total / 2, false]], null])
    const [status, [[amount = 0] = []]] = seen(await caseNamed('Pays After The Reminder')) as [string, number[][]]
    assert.equal(status, 'CLOSED')
    assert.ok(amount > total, `${amount} is paid with interest and fees`)
    assert.deepEqual(seen(await caseNamed('Pays Twice')), ['CLOSED', [[total, false]], null])
    assert.deepEqual(seen(await caseNamed('Objects')), ['DISPUTED', [], null])
    const plan = await caseNamed('Asks For A Plan And Breaks It')
    const kinds = plan.events.map(({ kind }) => kind)
    assert.equal(plan.payments.length, 1, kinds.join())
    assert.ok(kinds.includes('PLAN_BROKEN'), kinds.join())
    assert.deepEqual(seen(await caseNamed('Never Pays')), ['OPEN', [], null])
    assert.deepEqual(seen(await caseNamed('The Bank Takes It Back')), ['OPEN', [[total, true]], null])
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
}

test('money that is paid twice waits, and the funds agree with the bank', async () => {
  const { client } = living.get('FI') as Living
  const { rows } = await api.pool.query<{ state: string; held: number }>(
    `select e.state, p.unallocated_minor::int as held from payment p join bank_entry e on e.client_id = 0 and e.entry_id = p.entry_id
     where p.client_id = $1 and p.unallocated_minor > 0`,
    [client.clientIdentifier],
  )
  assert.deepEqual(rows, [{ state: 'matched', held: 12_550 }])
  const today = civilDateAt(api.service.platform.clock.now(), ZONE)
  const [latest] = (await checkFunds(api.ctx(), { date: today })).accounts
  const { state, accounts } = await checkFunds(api.ctx(), { date: latest?.provenOn ?? '' })
  assert.deepEqual([state, accounts.map(({ difference }) => difference)], ['AGREES', accounts.map(() => 0n)])
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
