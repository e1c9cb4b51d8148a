/** Invoices under VAT law: the texts it wants, and the outcome of an invoice that lacks one. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type InvoiceClient, codesOf, invoiceClient, invoiceOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

let api: TestService
let client: InvoiceClient
before(async () => {
  api = await testService()
  client = await invoiceClient(api)
})
after(() => api.stop())

const SWEDISH = { vatCode: 'SE556677889901', address: { countryCode: 'SE' } }

test('VAT of a Swedish seller in euros asks for the rate to kronor', async () => {
  const rows = [{ name: 'x', unitPrice: 100, vatPercentage: 25 }]
  const view = await client.send(invoiceOf({ seller: SWEDISH, rows }))
  assert.deepEqual(codesOf(view), ['EXCHANGE_RATE_MISSING'])
  assert.equal(view.reasons[0]?.pointer, '/invoice/header/exchangeRate')
  const free = [{ name: 'x', unitPrice: 100, vatPercentage: 0, vatCode: 'E' }]
  assert.deepEqual(codesOf(await client.send(invoiceOf({ seller: SWEDISH, rows: free }))), [])
})

test('reverse charge and intra-community supplies ask for what the law wants on them', async () => {
  const rows = (vatCode: string) => [{ name: 'x', unitPrice: 100, vatPercentage: 0, vatCode }]
  const swede = { businessId: '556036-0793', address: { countryCode: 'SE' } }
  const cases: [string, string[], Parameters<typeof invoiceOf>[0]][] = [
    ['abroad', ['BUYER_VAT_NUMBER_MISSING'], { buyer: swede, rows: rows('AE') }],
    ['at home', [], { rows: rows('AE') }],
    ['named', [], { buyer: { ...swede, vatCode: 'SE556036079301' }, rows: rows('AE') }],
    ['K', ['BUYER_VAT_NUMBER_MISSING'], { buyer: swede, rows: rows('K') }],
    [
      'K to nowhere',
      ['DELIVERY_COUNTRY_MISSING'],
      { buyer: { vatCode: 'SE556036079301', address: null }, rows: rows('K') },
    ],
    ['K at home', ['DELIVERY_COUNTRY_INVALID'], { buyer: { vatCode: 'SE556036079301' }, rows: rows('K') }],
    ['K as it should be', [], { buyer: { ...swede, vatCode: 'SE556036079301' }, rows: rows('K') }],
  ]
  for (const [name, expected, overrides] of cases)
    assert.deepEqual(codesOf(await client.send(invoiceOf(overrides))), expected, name)
})
