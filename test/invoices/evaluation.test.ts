/** The evaluation over HTTP: every check with its code and sentence, several reasons at once, duplicates, approval, services. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type ClientOverrides,
  type InvoiceBody,
  type InvoiceClient,
  type InvoiceOverrides,
  codesOf,
  invoiceClient,
  invoiceOf,
  numberOf,
} from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  client = await invoiceClient(api)
})
after(() => api.stop())

interface Case {
  code: string
  says: RegExp
  pointer?: string
  of?: ClientOverrides
  invoice: InvoiceOverrides
}

const PARTIES = '/invoice/parties'
const FACTORING = { financierName: 'Test Customer Oy', financierIban: 'FI5810171000000122' }
const CASES: Case[] = [
  {
    code: 'BUYER_BUSINESS_ID_MISSING',
    says: /against a business needs the business id/,
    pointer: `${PARTIES}/buyerParty/businessId`,
    invoice: { header: { type: 'COLLECTION' }, buyer: { businessId: null } },
  },
  {
    code: 'SELLER_VAT_NUMBER_MISSING',
    says: /send sellerParty\.vatCode/,
    pointer: `${PARTIES}/sellerParty/vatCode`,
    of: { client: { vatRegNbr: null } },
    invoice: {},
  },
  {
    // An address without a country has the client's, which only the evaluation knows.
    code: 'POSTAL_CODE_INVALID',
    says: /“1234”.*five digits|“1234”/,
    pointer: `${PARTIES}/buyerParty/address/postalCode`,
    invoice: { buyer: { address: { street: 'Testikuja 8', postalCode: '1234', postalDistrict: 'HELSINKI' } } },
  },
  {
    code: 'POSTAL_CODE_INVALID',
    says: /“1234”/,
    pointer: `${PARTIES}/invoiceRecipientParty/address/postalCode`,
    invoice: { recipient: { address: { street: 'Testikuja 8', postalCode: '1234', postalDistrict: 'HELSINKI' } } },
  },
  {
    code: 'SERVICE_TYPE_NOT_INCLUDED',
    says: /service INTERMEDIATION takes INVOICE, CREDIT_NOTE, REMINDER, AUTO_PAYMENT_INVOICE, not COLLECTION/,
    pointer: '/invoice/header/type',
    of: { service: 'INTERMEDIATION' },
    invoice: { header: { type: 'COLLECTION' } },
  },
  {
    code: 'SERVICE_WITHOUT_PAYMENT_CONTROL',
    says: /INTERMEDIATION ends with distribution/,
    pointer: '/processing/paymentControlEnabled',
    of: { service: 'INTERMEDIATION' },
    invoice: { processing: { paymentControlEnabled: true } },
  },
  {
    code: 'CHANNEL_EMAIL_MISSING',
    says: /needs an email address of the buyer/,
    pointer: `${PARTIES}/buyerParty/contact/email`,
    invoice: { distribution: { method: 'EMAIL' }, buyer: { contact: {} } },
  },
  {
    code: 'CHANNEL_ADDRESS_MISSING',
    says: /needs the receiver’s street, postalCode\./,
    pointer: `${PARTIES}/buyerParty/address`,
    invoice: { distribution: { method: 'PRINT' }, buyer: { address: { postalDistrict: 'HELSINKI' } } },
  },
  {
    code: 'CHANNEL_EINVOICE_CLOSED',
    says: /off for this client \(channels\.einvoice\.sendingOpen\)/,
    of: { settings: { channels: { einvoice: { sendingOpen: false } } } },
    invoice: { distribution: { method: 'EINVOICE' } },
  },
  {
    code: 'REFERENCE_NOT_MADE',
    says: /prefix 1234567.* and the number 99999999999999.*Send references\.payment/,
    pointer: '/invoice/references/payment',
    invoice: { header: { number: 99_999_999_999_999 } },
  },
  {
    code: 'AMOUNTS_MISSING',
    says: /no amounts: send rows, or amounts/,
    pointer: '/invoice/rows',
    invoice: { rows: [{ name: 'Thank you' }] },
  },
  {
    code: 'VAT_RATE_UNKNOWN',
    says: /24 % is not a VAT rate of FI on 2026-01-15; those are 25\.5, 13\.5, 10, 0/,
    pointer: '/invoice/rows/1/vatPercentage',
    invoice: { rows: [{ name: 'Hello' }, { name: 'x', unitPrice: 1, vatPercentage: 24 }] },
  },
  {
    code: 'BANK_ACCOUNT_MISSING',
    says: /send paymentDetails, or set bankAccounts by PUT \/client\/settings/,
    pointer: `${PARTIES}/sellerParty/paymentDetails`,
    of: { client: { ibanAccount: null } },
    invoice: {},
  },
  {
    code: 'BANK_ACCOUNT_INVALID',
    says: /No account has correct check digits/,
    pointer: `${PARTIES}/sellerParty/paymentDetails`,
    invoice: {
      distribution: { method: 'EINVOICE' },
      seller: { paymentDetails: { iban: 'FI2112345600000786' } },
    },
  },
  {
    code: 'CREDITED_INVOICE_NOT_FOUND',
    says: /There is no invoice 31 to credit/,
    pointer: '/invoice/references/creditedInvoiceNumber',
    invoice: { header: { type: 'CREDIT_NOTE' }, references: { creditedInvoiceNumber: 31 } },
  },
  {
    code: 'FACTORING_INCOMPLETE',
    says: /needs financierName and financierIban/,
    pointer: '/invoice/terms/factoring',
    invoice: { header: { type: 'FACTORING' } },
  },
]

for (const [i, { code, says, pointer, of: options, invoice }] of CASES.entries())
  test(`${code} (${i}) gives ERROR, with a sentence and a place`, async () => {
    const own = options === undefined ? client : await invoiceClient(api, options)
    if (code === 'REFERENCE_NOT_MADE') await longPrefix(own)
    const body = invoiceOf(invoice)
    const view = await own.send(body)
    if (code === 'REFERENCE_NOT_MADE') await longPrefix(own, null)
    assert.equal(view.status, 'ERROR', JSON.stringify(view))
    const reason = view.reasons.find((each) => each.code === code && each.pointer === pointer)
    assert.ok(reason, JSON.stringify(view.reasons))
    assert.match(reason.message, says)
    assert.match(reason.message, /^[A-Z0-9“].*\.$/, 'a sentence')
    assert.deepEqual(view.deliveries, [])
    const { body: answer } = await api.call<{
      distributions: { invoiceNumber: number; failureReason: string | null }[]
    }>('GET', `/api/v1/partner/invoice/distribution?invoiceNumber=${numberOf(body)}`, { token: own.token })
    assert.ok(answer.distributions[0]?.failureReason?.includes(reason.message), JSON.stringify(answer))
  })

let kept: string | number | undefined
/** Prefixes are given at onboarding and short; with a long one not every number has room in a reference. */
async function longPrefix(owner: InvoiceClient, to: null | '1234567' = '1234567'): Promise<void> {
  const { rows } = await api.pool.query<{ prefix: string | number }>(
    `select payment_reference_prefix as prefix from client where client_id = $1`,
    [owner.clientIdentifier],
  )
  kept ??= rows[0]?.prefix
  await api.pool.query('update client set payment_reference_prefix = $2 where client_id = $1', [
    owner.clientIdentifier,
    to ?? kept,
  ])
  await owner.put({ language: to === null ? 'fi' : 'sv' })
}

test('several reasons are listed at once, all of them', async () => {
  const own = await invoiceClient(api, { client: { ibanAccount: null, vatRegNbr: null } })
  const view = await own.send(
    invoiceOf({
      distribution: { method: 'EMAIL' },
      buyer: { contact: {} },
      rows: [{ name: 'x', unitPrice: 1, vatPercentage: 19 }],
    }),
  )
  assert.deepEqual(codesOf(view).sort(), [
    'BANK_ACCOUNT_MISSING',
    'CHANNEL_EMAIL_MISSING',
    'SELLER_VAT_NUMBER_MISSING',
    'VAT_RATE_UNKNOWN',
  ])
})

test('a duplicate names the first; approved, it goes out', async () => {
  const first = invoiceOf()
  await client.send(first)
  const like = structuredClone(first)
  like.invoice.header['number'] = numberOf(first) + 2_000_000
  const view = await client.send(like)
  assert.equal(view.status, 'DUPLICATE')
  assert.deepEqual(codesOf(view), ['DUPLICATE'])
  assert.match(
    view.reasons[0]?.message ?? '',
    new RegExp(`equals invoice ${numberOf(first)} in everything but its number`),
  )
  assert.equal((await client.approve(numberOf(like))).status, 200)
  assert.equal((await client.leaves(numberOf(like), ['DUPLICATE', 'ACCEPTED'])).status, 'INVOICED')
  const again = await client.approve(numberOf(like))
  assert.equal(again.status, 422, again.text)
  assert.match(again.body.errors?.[0]?.message ?? '', /only an invoice that is MANUAL or DUPLICATE waits/)
})

test('one of two alike invoices sent at once is the duplicate of the other', async () => {
  for (let round = 0; round < 5; round++) {
    const a = invoiceOf()
    const b = structuredClone(a)
    b.invoice.header['number'] = numberOf(a) + 3_000_000
    const views = await Promise.all([client.send(a), client.send(b)])
    assert.equal(
      views.filter(({ status }) => status === 'DUPLICATE').length,
      1,
      views.map(({ status }) => status).join(),
    )
  }
})

test('the seller’s other number for the same thing, with another reference, is still a duplicate; another row is not', async () => {
  const first = invoiceOf({ references: { payment: '1232', buyer: 'A' } })
  await client.send(first)
  const number = numberOf(first) + 4_000_000
  const like = invoiceOf({
    header: { ...first.invoice.header, number, type: 'INVOICE' },
    references: { payment: '13', buyer: 'A' },
  })
  assert.equal((await client.send(like)).status, 'DUPLICATE')
  const other = invoiceOf({ header: { ...first.invoice.header, number: number + 1 }, references: { buyer: 'B' } })
  assert.notEqual((await client.send(other)).status, 'DUPLICATE')
})

const WAITS: [string, RegExp, ClientOverrides | undefined, InvoiceOverrides][] = [
  ['APPROVAL_ASKED_FOR', /manualApprovalEnabled/, undefined, { processing: { manualApprovalEnabled: true } }],
  ['APPROVAL_BY_SETTINGS', /every invoice/, { settings: { approval: { required: 'ALWAYS' } } }, {}],
  [
    'APPROVAL_BY_AMOUNT',
    /above 125\.49 EUR; the client’s settings/,
    { settings: { approval: { required: 'ABOVE', above: 125.49 } } },
    {},
  ],
  [
    'APPROVAL_OF_FACTORING',
    /financier acquires/,
    undefined,
    { header: { type: 'FACTORING' }, terms: { factoring: FACTORING } },
  ],
]
for (const [code, says, options, overrides] of WAITS)
  test(`${code}: MANUAL until it is approved`, async () => {
    const own = options === undefined ? client : await invoiceClient(api, options)
    const body = invoiceOf(overrides)
    const view = await own.send(body)
    assert.equal(view.status, 'MANUAL')
    assert.deepEqual(codesOf(view), [code])
    assert.match(view.reasons[0]?.message ?? '', says)
    assert.match(view.reasons[0]?.message ?? '', /action APPROVE\.$/)
    assert.equal((await own.approve(numberOf(body))).status, 200)
    const settled = await own.leaves(numberOf(body), ['MANUAL', 'ACCEPTED'])
    assert.deepEqual([settled.status, settled.reasons], ['INVOICED', []])
  })

test('at the amount itself nothing waits', async () => {
  const own = await invoiceClient(api, { settings: { approval: { required: 'ABOVE', above: 125.5 } } })
  assert.notEqual((await own.send(invoiceOf())).status, 'MANUAL')
})

test('a batch of approvals is taken whole or not at all', async () => {
  const waiting = invoiceOf({ processing: { manualApprovalEnabled: true } })
  await client.send(waiting)
  const settled = invoiceOf()
  await client.send(settled)
  const approve = (...numbers: number[]) =>
    api.call('POST', '/api/v1/partner/invoice/action', {
      token: client.token,
      body: { actions: numbers.map((invoiceNumber) => ({ code: 'APPROVE', data: { invoiceNumber } })) },
    })
  const missing = await approve(numberOf(waiting), 999_999_997)
  assert.equal(missing.status, 404)
  assert.deepEqual(
    missing.body.errors?.map(({ pointer }) => pointer),
    ['/actions/1/data/invoiceNumber'],
  )
  const refused = await approve(numberOf(waiting), numberOf(settled))
  assert.equal(refused.status, 422)
  assert.equal((await client.get(numberOf(waiting))).body.status, 'MANUAL')
  assert.equal((await approve(numberOf(waiting), numberOf(waiting))).status, 200)
})

test('INTERMEDIATION: distributed, INTERMEDIATED, and a credit note makes it CREDITED', async () => {
  const own = await invoiceClient(api, { service: 'INTERMEDIATION' })
  const body = invoiceOf({ distribution: { method: 'EMAIL' } })
  await own.send(body)
  const view = await own.settled(numberOf(body))
  assert.equal(view.status, 'INTERMEDIATED')
  assert.equal(view.deliveries[0]?.channel, 'EMAIL')
  await own.send(invoiceOf({ header: { type: 'CREDIT_NOTE' }, references: { creditedInvoiceNumber: numberOf(body) } }))
  assert.equal((await own.get(numberOf(body))).body.status, 'CREDITED')
})

test('COLLECTION: claims are taken, nothing is sent', async () => {
  const own = await invoiceClient(api, { service: 'COLLECTION' })
  for (const type of ['INVOICE', 'COLLECTION']) {
    const body = invoiceOf({
      header: { type },
      distribution: { method: 'EMAIL' },
      processing: { paymentControlEnabled: true },
    })
    await own.send(body)
    const view = await own.settled(numberOf(body))
    assert.deepEqual([view.status, view.deliveries], ['INVOICED', []])
  }
  assert.deepEqual(codesOf(await own.send(invoiceOf({ header: { type: 'REMINDER' } }))), ['SERVICE_TYPE_NOT_INCLUDED'])
})

test('COOP and LIFECYCLE take every type and send', async () => {
  for (const service of ['COOP', 'LIFECYCLE'] as const) {
    const own = await invoiceClient(api, { service })
    const original = invoiceOf({ distribution: { method: 'EMAIL' }, processing: { paymentControlEnabled: true } })
    await own.send(original)
    assert.equal((await own.settled(numberOf(original))).status, 'INVOICED')
    for (const [type, status] of [
      ['CREDIT_NOTE', 'INVOICED'],
      ['REMINDER', 'INVOICED'],
      ['COLLECTION', 'INVOICED'],
      ['FACTORING', 'MANUAL'],
    ] as const) {
      const body: InvoiceBody = invoiceOf({
        header: { type },
        references: { creditedInvoiceNumber: numberOf(original) },
        terms: { factoring: FACTORING },
      })
      await own.send(body)
      assert.equal((await own.settled(numberOf(body), type)).status, status, type)
    }
  }
})

test('an AUTO_PAYMENT_INVOICE is a letter and an e-invoice at once', async () => {
  const own = await invoiceClient(api, { settings: { channels: { einvoice: { address: '003701120389' } } } })
  const body = invoiceOf({
    header: { type: 'AUTO_PAYMENT_INVOICE' },
    distribution: { method: 'PRINT' },
    buyer: { electronicInvoiceAccount: '003722625095', electronicRoutingAddress: '003721291126' },
  })
  const view = await own.send(body)
  assert.notEqual(view.status, 'ERROR', JSON.stringify(view.reasons))
  assert.deepEqual(view.deliveries.map(({ channel }) => channel).sort(), ['EINVOICE', 'PRINT'])
})

const RATES: [string, string, number, boolean, InvoiceOverrides?][] = [
  ['14 % before it ended', '2025-12-31', 14, true],
  ['13.5 % before it began', '2025-12-31', 13.5, false],
  ['13.5 % since it began', '2026-01-01', 13.5, true],
  ['14 % soon after it ended, for what was supplied before', '2026-06-01', 14, true],
  ['14 % long after it ended', '2027-06-01', 14, false],
  ['24 % in its time', '2024-08-31', 24, true],
  ['a Swedish rate of a Finnish seller', '2026-01-15', 6, false],
  [
    'a Swedish rate of a Swedish seller',
    '2026-01-15',
    6,
    true,
    { seller: { vatCode: 'SE556677889901', address: { countryCode: 'SE' } } },
  ],
  [
    'a Finnish rate of a Swedish seller',
    '2026-01-15',
    25.5,
    false,
    { seller: { vatCode: 'SE556677889901', address: { countryCode: 'SE' } } },
  ],
  [
    'a rate of a country that is not kept here',
    '2026-01-15',
    19,
    true,
    { seller: { vatCode: 'DE136695976', address: { countryCode: 'DE' } } },
  ],
]
for (const [name, date, vatPercentage, right, overrides] of RATES)
  test(`VAT: ${name} is ${right ? 'taken' : 'refused'}`, async () => {
    const view = await client.send(
      invoiceOf({
        // In euros, also of a Swedish seller: its VAT is stated in kronor too.
        header: { date, dueDate: '2027-12-31', exchangeRate: 11.2 },
        rows: [{ name: 'x', unitPrice: 100, vatPercentage }],
        ...overrides,
      }),
    )
    assert.deepEqual(codesOf(view), right ? [] : ['VAT_RATE_UNKNOWN'])
  })
