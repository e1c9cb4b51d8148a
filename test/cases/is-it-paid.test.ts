/** GET /invoice/{number} shows whether an invoice is paid, with the cause, and GET /invoice/case what is owed on a later day. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type PaymentFacts, paymentStateOf } from '../../src/case-api/view/payment-state.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import { returnPayment } from '../../src/payments/return-payment.ts'
import { takeBankFile } from '../../src/payments/take-bank-file.ts'
import { camtOf, entryOf } from '../support/payments/world.ts'
import { type InvoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { act, atNoon, caseClient, caseOf, effectOf, somePolicies, someCase } from '../support/cases/cases.ts'
import { until } from '../support/until.ts'

const BASE = '/api/v1/partner'
let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
})
after(() => api.stop())

interface Shown {
  paymentState: string
  amounts: { paidAmount: number }
  case: null | {
    caseId: number
    status: string
    openAmount: number
    closedAt: string | null
    closingReason: string | null
  }
  payments: Record<string, number | string | null>
}

async function shown(invoiceNumber: number): Promise<Shown> {
  return (await api.call<Shown>('GET', `${BASE}/invoice/${invoiceNumber}`, { token: client.token })).body
}

async function referenceOf(invoiceNumber: number): Promise<string> {
  const { rows } = await api.pool.query<{ reference: string }>(
    'select payment_reference as reference from collection_case where client_id = $1 and invoice_number = $2',
    [client.clientIdentifier, invoiceNumber],
  )
  return rows[0]?.reference ?? assert.fail('the case has a reference')
}

let files = 0
async function pay(
  invoiceNumber: number,
  amount: string,
  more: Partial<Parameters<typeof entryOf>[2]> = {},
): Promise<void> {
  const reference = await referenceOf(invoiceNumber)
  const name = `paid-${++files}`
  const text = camtOf([entryOf(name, amount, { reference, date: '2026-02-10', ...more })], name)
  await takeBankFile(api.ctx(), {
    name,
    stream: (async function* () {
      yield Buffer.from(text)
    })(),
  })
  // The service's own worker may have the entry in hand.
  await until('no entry is new', async () => {
    await matchAll(api.ctx())
    return (await api.pool.query(`select from bank_entry where state = 'new'`)).rowCount === 0
  })
}

/** Returns the open amount of today, as text for a bank's file. */
async function owed(invoiceNumber: number): Promise<string> {
  return Number((await caseOf(api, client, { invoiceNumber })).balance['totalAmount']).toFixed(2)
}

test('an unpaid invoice shows its case and what is open today', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  const { paymentState, case: debt, payments, amounts } = await shown(invoiceNumber)
  assert.equal(paymentState, 'UNPAID')
  const { balance } = await caseOf(api, client, { caseId })
  assert.deepEqual(debt, {
    caseId,
    status: 'OPEN',
    stage: 'OVERDUE',
    openAmount: balance['totalAmount'],
    closedAt: null,
    closingReason: null,
  })
  assert.ok(Number(balance['interestAmount']) > 0)
  assert.equal(amounts.paidAmount, 0)
  assert.deepEqual(payments, {
    beforeHandOverAmount: 0,
    receivedAmount: 0,
    directAmount: 0,
    takenBackAmount: 0,
    overpaidAmount: 0,
    waivedAmount: 0,
    lastPaymentDate: null,
  })
})

test('a part, the rest, and more than is owed: PARTLY_PAID, PAID, OVERPAID until the rest is returned', async () => {
  const { invoiceNumber } = await someCase(api, client)
  await pay(invoiceNumber, '25.50')
  const part = await shown(invoiceNumber)
  assert.deepEqual([part.paymentState, part.payments['receivedAmount']], ['PARTLY_PAID', 25.5])
  assert.equal(part.payments['lastPaymentDate'], '2026-02-10')
  await pay(invoiceNumber, await owed(invoiceNumber))
  const paid = await shown(invoiceNumber)
  assert.deepEqual([paid.paymentState, paid.case?.status, paid.case?.closingReason], ['PAID', 'CLOSED', 'PAID'])
  assert.equal(paid.case?.openAmount, 0)
  assert.ok(paid.case?.closedAt)
  await pay(invoiceNumber, '12.00')
  const over = await shown(invoiceNumber)
  assert.deepEqual([over.paymentState, over.payments['overpaidAmount']], ['OVERPAID', 12])
  const { rows } = await api.pool.query<{ id: string }>(
    'select payment_id as id from payment where client_id = $1 and unallocated_minor = 1200',
    [client.clientIdentifier],
  )
  await returnPayment(api.ctx(), { id: rows[0]?.id ?? '' })
  assert.equal((await shown(invoiceNumber)).paymentState, 'PAID')
})

test('a payment that is too large in one sum is OVERPAID too', async () => {
  const { invoiceNumber } = await someCase(api, client)
  await pay(invoiceNumber, '200.00')
  const { paymentState, payments, case: debt } = await shown(invoiceNumber)
  assert.equal(paymentState, 'OVERPAID')
  assert.equal(debt?.status, 'CLOSED')
  assert.equal(Number(payments['receivedAmount']) + Number(payments['overpaidAmount']), 200)
})

test('a payment that the bank took back does not count as paid', async () => {
  const { invoiceNumber } = await someCase(api, client)
  const sum = await owed(invoiceNumber)
  await pay(invoiceNumber, sum, { endToEndId: 'E2E-PAID' })
  assert.equal((await shown(invoiceNumber)).paymentState, 'PAID')
  await pay(invoiceNumber, sum, { endToEndId: 'E2E-PAID', sign: 'DBIT', reversal: true })
  const { paymentState, payments, case: debt } = await shown(invoiceNumber)
  assert.deepEqual([paymentState, debt?.status], ['UNPAID', 'OPEN'])
  assert.deepEqual([payments['receivedAmount'], payments['takenBackAmount']], [0, Number(sum)])
})

test('the answer distinguishes a payment to the creditor from a waiver', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  const data = { amount: 25.5, paymentDate: '2026-02-09', reference: 'SHOP-1' }
  effectOf((await act(api, client, caseId, { code: 'DIRECTPAYMENT', data }))[0])
  const direct = await shown(invoiceNumber)
  assert.deepEqual(
    [direct.paymentState, direct.payments['directAmount'], direct.payments['receivedAmount']],
    ['PARTLY_PAID', 25.5, 0],
  )
  const last = { amount: 50, paymentDate: '2026-02-10', reference: 'SHOP-2' }
  const waiving = { ...last, outstandingCapitalAmount: 0, outstandingInterestAmount: 0 }
  effectOf((await act(api, client, caseId, { code: 'DIRECTPAYMENT', data: waiving }))[0])
  const { payments } = await shown(invoiceNumber)
  assert.equal(payments['directAmount'], 75.5)
  assert.ok(Number(payments['waivedAmount']) >= 50, JSON.stringify(payments))
})

test('a withdrawn case is WITHDRAWN, an invoice without payment control NOT_CONTROLLED', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client)
  effectOf((await act(api, client, caseId, { code: 'WITHDRAW' }))[0])
  assert.equal((await shown(invoiceNumber)).paymentState, 'WITHDRAWN')
  const body = invoiceOf({})
  await client.send(body)
  await client.settled(numberOf(body))
  const { paymentState, case: debt } = await shown(numberOf(body))
  assert.deepEqual([paymentState, debt], ['NOT_CONTROLLED', null])
})

test('without a case the request says what is left', () => {
  const facts: PaymentFacts = {
    total: 100n,
    paidBefore: 0n,
    credited: 0n,
    controlled: true,
    case: undefined,
    paid: 0n,
    overpaid: 0n,
  }
  assert.equal(paymentStateOf(facts), 'UNPAID')
  assert.equal(paymentStateOf({ ...facts, paidBefore: 40n }), 'PARTLY_PAID')
  assert.equal(paymentStateOf({ ...facts, paidBefore: 100n }), 'PAID')
  assert.equal(paymentStateOf({ ...facts, credited: 100n }), 'CREDITED')
  assert.equal(paymentStateOf({ ...facts, controlled: false }), 'NOT_CONTROLLED')
  for (const closingReason of ['PAID', 'CREDITED', 'WITHDRAWN', 'WRITTEN_OFF', 'EXPIRED'] as const)
    assert.equal(paymentStateOf({ ...facts, case: { closingReason } }), closingReason)
})

test('asOf gives the exact sum of a later day, and its columns add up; a day that is over is refused', async () => {
  const { caseId } = await someCase(api, client)
  const at = async (date: string) =>
    (
      await api.call<{ case: Awaited<ReturnType<typeof caseOf>> }>(
        'GET',
        `${BASE}/invoice/case?caseId=${caseId}&asOf=${date}`,
        { token: client.token },
      )
    ).body.case
  const later = await at('2026-03-10')
  assert.equal(later.balance['asOf'], '2026-03-10')
  const sum = later.movements.reduce((total, { interestAmount }) => total + Math.round(interestAmount * 100), 0)
  assert.equal(sum, Math.round(Number(later.balance['interestAmount']) * 100))
  atNoon(api, '2026-03-10')
  const then = await caseOf(api, client, { caseId })
  atNoon(api, '2026-02-10')
  assert.deepEqual(later.balance, then.balance)
  for (const date of ['2026-02-09', '2099-01-01', 'tomorrow']) {
    const refused = await api.call('GET', `${BASE}/invoice/case?caseId=${caseId}&asOf=${date}`, { token: client.token })
    assert.equal(refused.status, 400, date)
    assert.equal(refused.body.errors?.[0]?.pointer, '?asOf')
  }
})

test('payments are listed of an invoice, a case or a reference, whatever their age', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client, { header: { date: '2026-01-02' } })
  // Longer ago than the 30 days that a list without dates covers, and not before the invoice's own date.
  await pay(invoiceNumber, '1.00', { date: '2026-01-05' })
  await pay(invoiceNumber, '2.00')
  const reference = await referenceOf(invoiceNumber)
  const spaced = `00${reference.replaceAll(/(.{4})/g, '$1 ')}`
  for (const query of [
    `invoiceNumber=${invoiceNumber}`,
    `caseId=${caseId}`,
    `paymentReference=${encodeURIComponent(spaced)}`,
    `caseId=${caseId}&invoiceNumber=${invoiceNumber}`,
  ]) {
    const seen: number[] = []
    for (let path = `${BASE}/payments?${query}&limit=1`; path !== ''; ) {
      const reply = await api.call<{ amount: number; caseId: number }[]>('GET', path, { token: client.token })
      assert.equal(reply.status, 200, reply.text)
      assert.ok(reply.body.every((one) => one.caseId === caseId))
      seen.push(...reply.body.map(({ amount }) => amount))
      path = /<([^>]*)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1] ?? ''
    }
    assert.deepEqual(seen, [1, 2], query)
  }
  const none = await api.call<unknown[]>('GET', `${BASE}/payments?caseId=${caseId}&invoiceNumber=1`, {
    token: client.token,
  })
  assert.deepEqual(none.body, [])
})
