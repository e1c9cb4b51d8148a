/**
 * Random batches on random cases while the clock goes forward: what a preview says is what happens, nothing is left
 * pending, no amount is below zero, and the books balance. The test throws these actions at a case in whatever state it
 * is.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import { unequalBalances } from '../../src/journal/balances.ts'
import { addDays } from '@saatava/core/dates.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import {
  ACTION,
  type Act,
  atNoon,
  caseClient,
  caseOf,
  chargeFee,
  performed,
  send,
  settled,
  somePolicies,
  someCase,
} from '../support/cases/cases.ts'

const RUNS = 10
let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
})
after(() => api.stop())

interface Previewed {
  actions: {
    code: string
    outcome: string
    refusal?: { code: string; ruleId: string; source: string; message: string }
  }[]
}

const cents = (max: number) => fc.integer({ min: 1, max }).map((value) => value / 100)
/** Days from the day of the batch. */
const day = fc.integer({ min: -3, max: 95 })
const data = {
  DUEDATE: fc.record({ dueDate: day }),
  PAYMENTPLAN: fc.record({ instalments: fc.integer({ min: 2, max: 14 }), firstDueDate: day }, { requiredKeys: [] }),
  OBJECTION: fc.record({ amount: cents(20_000) }, { requiredKeys: [] }),
  PAUSE: fc.record({ untilDate: day }, { requiredKeys: [] }),
  DIRECTPAYMENT: fc.record(
    {
      amount: cents(9_000),
      paymentDate: fc.integer({ min: -5, max: 1 }),
      currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'SEK'),
      outstandingCapitalAmount: cents(13_000),
      outstandingInterestAmount: cents(300),
      outstandingCostsAmount: cents(3_000),
    },
    { requiredKeys: ['amount', 'paymentDate'] },
  ),
  ADDRESS: fc.record({
    address: fc.record({ street: fc.constant('Uusikatu 1'), postalCode: fc.constantFrom('33100', '331') }),
  }),
  EMAIL: fc.record({ email: fc.constant('new@example.com') }),
}
const DATES = ['dueDate', 'firstDueDate', 'untilDate', 'paymentDate']

const action: fc.Arbitrary<Act> = fc.oneof(
  ...Object.entries(data).map(([code, arbitrary]) =>
    fc.record({ code: fc.constant(code), data: arbitrary as fc.Arbitrary<Record<string, unknown>> }),
  ),
  fc.record({ code: fc.constantFrom('COMMENT', 'RESUME', 'RESUME', 'PAYMENTPLAN'), comment: fc.constant('x') }),
  fc.record({ code: fc.constantFrom('WITHDRAW', 'RESUME', 'RESUME', 'RESUME') }),
)
const script = fc.array(
  fc.record({ days: fc.integer({ min: 1, max: 40 }), actions: fc.array(action, { minLength: 1, maxLength: 4 }) }),
  { minLength: 2, maxLength: 6 },
)

/** Days of an action's data as dates, counted from today. */
function dated({ data = {}, ...rest }: Act, caseId: number, today: string): Act {
  const filled = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, DATES.includes(name) ? addDays(today, Number(value)) : value]),
  )
  return { ...rest, data: { ...filled, caseId } }
}

test('previews and books hold for random actions', async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(script, fc.boolean(), async (batches, charged) => {
      let today = '2026-02-10'
      atNoon(api, today)
      const { caseId } = await someCase(api, client)
      if (charged) await chargeFee(api, client, caseId, 1_200n)
      for (const { days, actions } of batches) {
        today = addDays(today, days)
        atNoon(api, today)
        await settled(api, caseId)
        const batch = actions.map((each) => dated(each, caseId, today))
        const body = { actions: batch }
        const said = await api.call<Previewed>('POST', `${ACTION}/preview`, { token: client.token, body })
        assert.equal(said.status, 200, said.text)
        const before = (await caseOf(api, client, { caseId })).events.length
        assert.equal((await send(api, client, batch)).status, 200)
        await performed(api, client)
        const view = await caseOf(api, client, { caseId })
        const outcomes = view.events.slice(before).filter(({ kind }) => kind.startsWith('ACTION_'))
        assert.deepEqual(
          outcomes.map(({ kind, data }) => [data['code'], kind.slice(7).toLowerCase(), data['refusal']]),
          said.body.actions.map(({ code, outcome, refusal }) => [code, outcome, refusal]),
        )
        for (const { code, outcome, refusal } of said.body.actions) {
          const key = `${code} ${outcome}`
          seen.set(key, (seen.get(key) ?? 0) + 1)
          if (refusal)
            assert.ok(
              refusal.ruleId !== '' && refusal.source !== '' && refusal.message.endsWith('.'),
              JSON.stringify(refusal),
            )
        }
        for (const [name, value] of Object.entries(view.balance))
          if (typeof value === 'number') assert.ok(value >= 0, `${name} is ${value}`)
        if (view.summary.status === 'CLOSED') assert.equal(view.balance['totalAmount'], 0)
        if (view.summary.status === 'PAYMENT_PLAN')
          assert.ok(['OFFERED', 'ACTIVE'].includes(view.paymentPlan?.state ?? ''))
        else assert.ok(!['OFFERED', 'ACTIVE'].includes(view.paymentPlan?.state ?? ''), view.summary.status)
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  assert.deepEqual(await unequalBalances(api.pool), [])
  const { rows } = await api.pool.query<{ total: string }>(
    'select sum(amount_minor)::text as total from journal_posting group by currency',
  )
  for (const { total } of rows) assert.equal(total, '0')
  assert.ok(seen.size > 10, JSON.stringify([...seen]))
})
