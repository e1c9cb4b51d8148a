/**
 * Each kind of document goes from the API to the books of a company of its country: invoice, credit note, payment, and a
 * settlement with interest, costs and the agency's fee. Accounts and VAT codes are those that a client's settings begin
 * with there. The clients of all countries live side by side, because they share one clock.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { markerOf } from '../../src/connectors/marker.ts'
import type { System } from '../../src/connectors/port.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { atNoon } from '../support/cases/cases.ts'
import { creditNoteOf, type InvoiceClient, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { QUICK } from '../support/sync/basics.ts'
import { markerOfArrived } from '../support/sync/client.ts'
import { FACTS } from '../support/sync/systems.ts'
import { until } from '../support/until.ts'

const BASE = '/api/v1/partner'
const COMPANY = '556677-8899'
const COSTS = 60

type Json = Record<string, unknown>
interface Arrived {
  marker?: string | null
  date: string
  sum: number
  lines: Json[]
  [more: string]: unknown
}

interface Country {
  country: keyof typeof EXAMPLE_CREDITORS
  currency: string
  vatNumber: string
  system: System
  /** Settings of the simulated company. */
  company?: Json
  /** VAT rates of rows of 1 000.00 each. */
  rates: number[]
  /** Lines of the invoice's voucher: account, amount, VAT code. */
  invoice: string[]
  /** Lines of a credit note on its first row. */
  creditNote: string[]
  /** Lines of the payment of the whole invoice, which is a voucher: the invoice stands in the books only. */
  payment: string[]
  /** Lines of a settlement but the bank and interest, whose amounts follow from the law. */
  settlement: string[]
  bank: number
  interest: number
  /** A line of a simulator's books as account, amount and VAT code. */
  line(line: Json): string
}

const text = (...parts: unknown[]) => parts.filter((part) => part !== undefined && part !== '').join(' ')

const COUNTRIES: readonly Country[] = [
  {
    ...{ country: 'FI', currency: 'EUR', vatNumber: 'FI01120389', system: 'NETVISOR', rates: [25.5, 13.5, 0] },
    invoice: [
      ...['1700 3390 NONE', '3000 -1000 KOMY', '2939 -255 NONE', '3000 -1000 KOMY', '2939 -135 NONE'],
      '3000 -1000 NONE',
    ],
    creditNote: ['1700 -1255 NONE', '3000 1000 KOMY', '2939 255 NONE'],
    payment: ['1760 3390 NONE', '1700 -3390 NONE'],
    settlement: ['8490 270.12 KOOS', '1763 68.88 NONE', '1760 -3390 NONE', '3990 -60 NONE'],
    ...{ bank: 1910, interest: 9200 },
    line: ({ account, sum, vatCode }) => text(account, sum, vatCode),
  },
  {
    ...{ country: 'SE', currency: 'SEK', vatNumber: 'SE556677889901', system: 'FORTNOX', rates: [25, 12, 6, 0] },
    invoice: [
      ...['1510 4430', '3001 -1000', '2611 -250', '3002 -1000', '2621 -120', '3003 -1000', '2631 -60', '3004 -1000'],
    ],
    creditNote: ['1510 -1250', '3001 1000', '2611 250'],
    payment: ['1680 4430', '1510 -4430'],
    settlement: ['6062 354.4', '2641 88.6', '1680 -4430', '3540 -60'],
    ...{ bank: 1930, interest: 8313 },
    line: ({ Account, Debit, Credit }) => text(Account, Number(Debit) - Number(Credit)),
  },
  {
    ...{ country: 'NO', currency: 'NOK', vatNumber: 'NO912345678MVA', system: 'TRIPLETEX', rates: [25, 15, 12, 0] },
    // A new company's chart locks these accounts.
    company: { lockedAccounts: { 1500: '0', 1920: '0', 3000: '3', 3030: '31', 3050: '33', 3100: '5', 8050: '0' } },
    invoice: [
      ...['1500 4520 0', '3000 -1000 3', '2700 -250 0', '3030 -1000 31', '2701 -150 0', '3050 -1000 33'],
      ...['2703 -120 0', '3100 -1000 5'],
    ],
    creditNote: ['1500 -1250 0', '3000 1000 3', '2700 250 0'],
    payment: ['1570 4520 0', '1500 -4520 0'],
    settlement: ['6790 361.6 1', '2710 90.4 0', '1570 -4520 0', '3900 -60 0'],
    ...{ bank: 1920, interest: 8050 },
    line: ({ account, amount, vatCode }) => text(account, amount, vatCode),
  },
  {
    ...{ country: 'DK', currency: 'DKK', vatNumber: 'DK12345674', system: 'ECONOMIC', rates: [25, 0] },
    // e-conomic books the VAT of a code itself: amounts hold it.
    invoice: ['6190 2250', '1010 -1250 U25', '1010 -1000'],
    creditNote: ['6190 -1250', '1010 1250 U25'],
    payment: ['6330 2250', '6190 -2250'],
    settlement: ['2810 225 I25', '6330 -2250', '1550 -60'],
    ...{ bank: 6480, interest: 3490 },
    line: ({ account, amount, vatAccount }) =>
      text((account as Json | undefined)?.['accountNumber'], amount, (vatAccount as Json | undefined)?.['vatCode']),
  },
]

let api: TestService
before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
})
after(() => api.stop())

interface Creditor {
  country: Country
  client: InvoiceClient
  invoice: number
  creditNote: number
}

async function creditor(country: Country): Promise<Creditor> {
  const { country: countryCode, currency: currencyCode, vatNumber: vatRegNbr, system } = country
  const { iban, bic } = EXAMPLE_CREDITORS[countryCode]
  const client = await invoiceClient(api, {
    client: { countryCode, currencyCode, vatRegNbr, ibanAccount: iban, bic },
    settings: { bankAccounts: [{ iban, bic }] },
  })
  const { token, clientIdentifier: clientId } = client
  await putContract(api.ctx(), clientId, {
    settlement: { schedule: 'DAILY' },
    commission: [{ fromStage: 'REMINDER', percent: 10, of: ['CAPITAL'] }],
  })
  const settings = { ...QUICK, ...FACTS[system].unlimited }
  const connection = { system, companyIdentifier: COMPANY, simulator: true, settings }
  const reply = await api.call('PUT', `${BASE}/accounting/connection`, { token, body: connection })
  assert.equal(reply.status, 200, reply.text)
  const company = `${api.origin}/simulators/${system.toLowerCase()}/companies/sim-${clientId}-${COMPANY}`
  await fetch(company, { method: 'PUT', body: JSON.stringify(country.company ?? {}) })

  const rows = country.rates.map((vatPercentage) => ({ name: 'Work', quantity: 1, unitPrice: 1_000, vatPercentage }))
  const header = { currencyCode }
  const processing = { accountingInvoiceEnabled: true }
  const invoice = invoiceOf({
    ...{ header, rows, processing: { ...processing, paymentControlEnabled: true } },
    terms: { collection: { costs: { creditorCostsAmount: COSTS } } },
  })
  const other = invoiceOf({ header, rows, processing })
  for (const each of [invoice, other]) {
    await client.send(each)
    assert.equal((await client.settled(numberOf(each))).status, 'INVOICED')
  }
  const note = creditNoteOf(numberOf(other), 1_000, { header, processing, rows: rows.slice(0, 1) })
  await client.send(note)
  return { country, client, invoice: numberOf(invoice), creditNote: numberOf(note) }
}

async function paid({ client: { token, clientIdentifier }, invoice }: Creditor): Promise<void> {
  const stage = `update collection_case set stage = 'REMINDER' where client_id = $1`
  await until(
    'the case is open',
    () => api.pool.query(stage, [clientIdentifier]),
    ({ rowCount }) => rowCount === 1,
  )
  const body = { invoiceNumber: invoice }
  const reply = await api.call<{ state: string }>('POST', `${BASE}/sandbox/payment`, { token, body })
  assert.deepEqual([reply.status, reply.body.state], [200, 'MATCHED'], reply.text)
}

interface Books {
  vouchers: Arrived[]
  payments: Arrived[]
}

/** The books once all is in them, and the identifiers of the payment and of the settlement's voucher. */
async function booksOf({
  country: { system },
  client,
}: Creditor): Promise<{ arrived: Arrived[]; payment: string; settlement: string }> {
  const synced = async () =>
    (
      await api.pool.query<{ kind: string; identifier: string; status: string; description: string | null }>(
        'select kind, identifier, status, description from accounting_document where client_id = $1 order by seq',
        [client.clientIdentifier],
      )
    ).rows
  const all = await until('all are booked', synced, (rows) => {
    const open = rows.filter(({ status }) => !['synced', 'failed'].includes(status))
    return rows.length === 5 && open.length === 0
  })
  assert.deepEqual(
    all.filter(({ status }) => status === 'failed'),
    [],
  )
  const company = `sim-${client.clientIdentifier}-${COMPANY}`
  const answer = await fetch(`${api.origin}/simulators/${system.toLowerCase()}/inspect?company=${company}`)
  const identifierOf = (wanted: string) => all.find(({ kind }) => kind === wanted)?.identifier ?? ''
  const { vouchers, payments } = (await answer.json()) as Books
  return { arrived: [...vouchers, ...payments], payment: identifierOf('payment'), settlement: identifierOf('ledger') }
}

test('every kind of document reaches the books of a company of each country, on its own accounts', async () => {
  const creditors = await Promise.all(COUNTRIES.map(creditor))
  await Promise.all(creditors.map(paid))
  atNoon(api, '2026-02-12')
  await runSettlements(api.ctx())
  api.service.accounting.wake()
  for (const each of creditors) {
    const { country, client } = each
    const { arrived, payment, settlement: identifier } = await booksOf(each)
    const linesOf = (kind: string, source: string) => {
      const marker = markerOf(client.clientIdentifier, kind, source)
      return arrived.find((one) => markerOfArrived(one) === marker)?.lines.map(country.line)
    }
    assert.deepEqual(linesOf('invoice', `invoice:INVOICE:${each.invoice}`), country.invoice, country.country)
    assert.deepEqual(linesOf('invoice', `invoice:CREDIT_NOTE:${each.creditNote}`), country.creditNote, country.country)
    const capital = Number(country.invoice[0]?.split(' ')[1])
    assert.deepEqual(linesOf('payment', payment), country.payment, country.country)
    const settlement = linesOf('ledger', identifier) ?? []
    const amountOn = (account: number) =>
      Number(settlement.find((line) => line.startsWith(`${account} `))?.split(' ')[1] ?? Number.NaN)
    const known = settlement.filter((line) => ![country.bank, country.interest].includes(Number(line.split(' ')[0])))
    assert.deepEqual(known, country.settlement, country.country)
    const interest = -amountOn(country.interest)
    assert.ok(interest > 0, settlement.join(', '))
    assert.equal(amountOn(country.bank).toFixed(2), (0.9 * capital + interest + COSTS).toFixed(2), country.country)
  }
})
