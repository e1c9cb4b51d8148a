/** Every number of a case explains itself: its statement adds up to the balance to the cent, on any day, whatever comes. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CASE_EXAMPLE } from '../../src/case-api/view/examples.ts'
import { type InvoiceClient, invoiceOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { camtOf, entryOf } from '../support/payments/world.ts'
import { until } from '../support/until.ts'
import {
  type CaseBody,
  act,
  atNoon,
  caseClient,
  caseOf,
  chargeFee,
  effectOf,
  settled,
  somePolicies,
  someCase,
} from '../support/cases/cases.ts'

const OPERATOR = 'operator-token-of-the-test'
let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ operatorToken: OPERATOR })
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
})
after(() => api.stop())

const cents = (amount: unknown) => Math.round(Number(amount) * 100)
const total = (amounts: unknown[]) => amounts.reduce<number>((sum, amount) => sum + cents(amount), 0)

/** Checks what must hold of a case on any day. */
function explains({ balance, costs, interest, movements, payments, summary }: CaseBody): void {
  const shown = JSON.stringify({ balance, movements, interest, costs, payments }, null, 1)
  for (const column of ['capitalAmount', 'interestAmount', 'costsAmount'] as const)
    assert.equal(total(movements.map((one) => one[column])), cents(balance[column]), `${column} of ${shown}`)
  assert.equal(
    total([balance['capitalAmount'], balance['interestAmount'], balance['costsAmount']]),
    cents(balance['totalAmount']),
  )
  const ofKind = (kind: RegExp) => movements.filter((one) => kind.test(one.kind))
  // Interest: the periods give what was posted and what runs; each names rate, first day, count of days and rounding.
  const periods = interest.reduce((sum, { unrounded }) => sum + Number(unrounded), 0)
  const accrued = total(ofKind(/^INTEREST/).map(({ interestAmount }) => interestAmount))
  assert.ok(Math.abs(periods * 100 - accrued) < 0.51, `interest of ${shown}`)
  for (const { rules, rule, source, rate, referenceRate, margin } of interest) {
    assert.ok(rules.length >= 4 && rules.every((one) => one.rule !== '' && one.source !== ''), JSON.stringify(rules))
    assert.equal(rule, rules[0]?.rule)
    assert.ok(source.length > 5)
    if (referenceRate !== undefined) assert.equal(rate, referenceRate + (margin ?? 0))
  }
  // Costs: each names what it rests on, and they are those of the statement.
  assert.equal(total(costs.map(({ amount }) => amount)), total(ofKind(/^(CASE_OPENED|FEE_)/).map((m) => m.costsAmount)))
  for (const { source } of costs) assert.ok(source)
  for (const { rule, source, basis } of ofKind(/^(FEE_CHARGED|PAYMENT_ALLOCATED|DIRECT_PAYMENT)$/))
    assert.ok(rule && source && basis, shown)
  // Payments: each is divided wholly, by a rule, from one claim to the next; those that were taken back are undone.
  const paid = ofKind(/^(PAYMENT_ALLOCATED|DIRECT_PAYMENT|ALLOCATION_REVERSED)$/)
  for (const column of ['capitalAmount', 'interestAmount', 'costsAmount'] as const) {
    const standing = payments.filter(({ reversedAt }) => reversedAt === null)
    assert.equal(
      total([...paid.map((one) => one[column]), ...standing.map(({ allocation }) => allocation[column])]),
      0,
      `${column} paid of ${shown}`,
    )
  }
  for (const { amount, allocation, explanation } of payments) {
    assert.equal(total(Object.values(allocation)), cents(amount))
    assert.ok(explanation.rule && explanation.source && explanation.order.length >= 3)
    for (const part of ['capital', 'interest', 'costs', 'fees'])
      assert.equal(
        cents(explanation.before[part]) - cents(explanation.paid[part]),
        cents(explanation.after[part]),
        part,
      )
  }
  if (summary.status === 'CLOSED') assert.equal(balance['totalAmount'], 0)
}

async function look(caseId: number, date?: string): Promise<CaseBody> {
  if (date !== undefined) atNoon(api, date)
  const view = await caseOf(api, client, { caseId })
  explains(view)
  return view
}

test('the example in the documentation explains itself too', () => {
  explains(CASE_EXAMPLE.case)
})

let files = 0
async function bank(...entries: ReturnType<typeof entryOf>[]): Promise<void> {
  const sent = await fetch(`${api.origin}/api/v1/operator/bank-files?name=bank.xml`, {
    method: 'POST',
    headers: { 'x-operator-token': OPERATOR },
    body: camtOf(entries, `EXPLAINS-${++files}`),
  })
  assert.equal(sent.status, 200, await sent.text())
}

/** A consumer's invoice of 1 000.00, due 2026-01-29; the creditor had costs of 12.50 before. */
async function owing() {
  atNoon(api, '2026-02-10')
  const debt = await someCase(api, client, {
    buyer: { entityType: 'CONSUMER', businessId: null },
    terms: { collection: { costs: { creditorCostsAmount: 12.5 } } },
    rows: [{ name: 'Course', quantity: 1, unitPrice: 1000, vatPercentage: 0 }],
  })
  const { invoice } = await look(debt.caseId)
  return { ...debt, reference: String(invoice['paymentReference']) }
}

const performed = async (caseId: number, code: string, data: Record<string, unknown> = {}) =>
  effectOf((await act(api, client, caseId, { code, data }))[0])
const counted = (caseId: number, count: number) =>
  until(
    `payment ${count} is on case ${caseId}`,
    () => caseOf(api, client, { caseId }),
    ({ payments }) => payments.filter(({ reversedAt }) => reversedAt === null).length === count,
  )

test('payments in parts, a credit note, a denied part, and the last cent: each day adds up', async () => {
  const { caseId, invoiceNumber, reference } = await owing()
  await chargeFee(api, client, caseId, 500n)
  await look(caseId, '2026-03-01')
  await bank(entryOf('PART-1', '300.00', { reference, date: '2026-02-25' }))
  await counted(caseId, 1)
  await look(caseId)
  // Known later than what came before it: interest that was posted already is taken back.
  await bank(entryOf('PART-2', '33.33', { reference, date: '2026-02-12' }))
  await counted(caseId, 2)
  await look(caseId)
  await performed(caseId, 'OBJECTION', { amount: 100 })
  assert.equal((await look(caseId, '2026-03-20')).balance['disputedAmount'], 100)
  const credit = invoiceOf({
    header: { type: 'CREDIT_NOTE', date: '2026-03-20', dueDate: '2026-03-20' },
    references: { creditedInvoiceNumber: invoiceNumber },
    buyer: { entityType: 'CONSUMER', businessId: null },
    rows: [{ name: 'Course', quantity: 1, unitPrice: 100, vatPercentage: 0 }],
  })
  assert.match((await client.send(credit)).status, /ACCEPTED|INVOICED/)
  const { movements, timeline } = await until(
    'the credit is booked',
    () => look(caseId),
    (view) => view.movements.some(({ kind }) => kind === 'CAPITAL_CREDITED'),
  )
  assert.deepEqual(
    movements.map(({ kind }) => kind).filter((kind) => !kind.startsWith('INTEREST')),
    ['CASE_OPENED', 'FEE_CHARGED', 'PAYMENT_ALLOCATED', 'PAYMENT_ALLOCATED', 'CAPITAL_CREDITED'],
  )
  assert.match(timeline.map(({ text }) => text).join('\n'), /Credit note \d+ lowers the claim by 100\.00/)
  await performed(caseId, 'RESUME')
  for (const date of ['2026-03-21', '2026-06-30', '2026-07-01', '2027-01-15']) await look(caseId, date)
  const rest = Number((await look(caseId)).balance['totalAmount'])
  await performed(caseId, 'DIRECTPAYMENT', { amount: rest, paymentDate: '2027-01-15' })
  const closed = await look(caseId, '2027-02-01')
  assert.equal(closed.summary['closingReason'], 'PAID')
  assert.ok(closed.interest.length >= 4, 'what was paid is still explained')
})

test('a payment that the bank takes back is owed again, and waivers and withdrawals are explained', async () => {
  const { caseId, reference } = await owing()
  await bank(entryOf('BACK-1', '1100.00', { reference, date: '2026-02-10' }))
  const paid = await counted(caseId, 1)
  assert.equal(paid.summary.status, 'CLOSED')
  await look(caseId, '2026-02-20')
  await bank(entryOf('BACK-2', '1100.00', { reference, date: '2026-02-20', sign: 'DBIT', reversal: true }))
  await counted(caseId, 0)
  const back = await look(caseId)
  assert.equal(back.balance['capitalAmount'], 1000)
  assert.match(back.timeline.map(({ text }) => text).join('\n'), /was taken back/)
  await chargeFee(api, client, caseId, 500n)
  const stated = { outstandingCapitalAmount: 600, outstandingInterestAmount: 0, outstandingCostsAmount: 0 }
  await performed(caseId, 'DIRECTPAYMENT', { amount: 250.75, paymentDate: '2026-02-19', ...stated })
  const waived = await look(caseId, '2026-04-01')
  const kinds = waived.movements.map(({ kind }) => kind)
  assert.ok(kinds.indexOf('DIRECT_PAYMENT') < kinds.indexOf('WAIVED'), 'in the order in which it happened')
  assert.match(waived.timeline.map(({ text }) => text).join('\n'), /Waived: capital \d+\.\d\d/)
  await performed(caseId, 'WITHDRAW')
  await look(caseId, '2026-04-02')
})

test('a plan that is accepted, kept for a while and broken', async () => {
  const { caseId } = await owing()
  await performed(caseId, 'PAYMENTPLAN', { instalments: 5, firstDueDate: '2026-03-01' })
  const { paymentPlan } = await look(caseId)
  const [first] = paymentPlan?.instalments ?? []
  await performed(caseId, 'DIRECTPAYMENT', { amount: first?.amount, paymentDate: '2026-02-10' })
  const accepted = await look(caseId, '2026-03-05')
  assert.equal(accepted.paymentPlan?.state, 'ACTIVE')
  assert.equal(accepted.costs.at(-1)?.kind, 'PLAN')
  atNoon(api, '2026-05-30')
  await settled(api, caseId)
  const broken = await look(caseId)
  assert.equal(broken.paymentPlan?.state, 'BROKEN')
})

test('a write-off leaves nothing unexplained', async () => {
  const steps = [
    { kind: 'REMINDER', afterDays: 14, fee: 'MOST', payWithinDays: 14 },
    { kind: 'WRITE_OFF', afterDays: 30, fee: 'NONE', payWithinDays: 0 },
  ]
  await api.pool.query({
    text: `insert into policy (policy_id, version, country, debtor_type, name, steps, created_at, created_by)
           values ('TEST-SHORT', 1, 'FI', 'CONSUMER', 'Test', $1::json, now(), 'test')`,
    values: [JSON.stringify(steps)],
  })
  const { caseId } = await owing()
  await api.pool.query({
    text: `update collection_case set policy_id = 'TEST-SHORT', next_date = '2026-02-12', next_at = '2026-02-12T00:00Z'
           where case_id = $1`,
    values: [caseId],
  })
  for (const date of ['2026-02-13', '2026-03-30']) {
    atNoon(api, date)
    await settled(api, caseId)
    await look(caseId)
  }
  const { summary, movements } = await look(caseId)
  assert.equal(summary['closingReason'], 'WRITTEN_OFF')
  assert.equal(movements.at(-1)?.kind, 'WRITTEN_OFF')
})
