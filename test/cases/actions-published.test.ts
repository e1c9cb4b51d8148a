/** The published example of actions, byte for byte, against a client that has such an invoice and such a case. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ACTION_EXAMPLE } from '../../src/case-api/actions/examples.ts'
import { type InvoiceClient } from '../support/invoices.ts'
import { readSeeds, seedsAbsent } from '../support/seeds.ts'
import { type TestService, testService } from '../support/service.ts'
import {
  ACTION,
  type Act,
  act,
  atNoon,
  caseClient,
  caseOf,
  effectOf,
  performed,
  somePolicies,
  someCase,
} from '../support/cases/cases.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())

const published = () => readSeeds().find(({ path }) => path.endsWith('/invoice/action'))?.request ?? ''

test('the batch is accepted and performed in order: after WITHDRAW the case is closed', {
  skip: seedsAbsent,
}, async () => {
  await api.pool.query(`select setval('case_id_seq', 12345, false)`)
  const { caseId } = await someCase(api, client, {
    header: { number: 123456789, currencyCode: 'SEK', exchangeRate: 0.09 },
  })
  assert.equal(caseId, 12345)
  const reply = await api.call('POST', ACTION, { token: client.token, body: published() })
  assert.equal(reply.status, 200, reply.text)
  assert.equal(reply.text, '{}')
  await performed(api, client)
  const { events, summary } = await caseOf(api, client, { caseId })
  assert.equal(summary.status, 'CLOSED')
  const outcomes = events.filter(({ kind }) => kind.startsWith('ACTION_'))
  assert.deepEqual(
    outcomes.map(({ kind, data }) => `${String(data['code'])} ${kind.slice(7)}`),
    [
      'COMMENT PERFORMED',
      'WITHDRAW PERFORMED',
      'DUEDATE REFUSED',
      'PAYMENTPLAN REFUSED',
      'OBJECTION REFUSED',
      'PAUSE REFUSED',
      'DIRECTPAYMENT REFUSED',
    ],
  )
})

test('each action has its effect on a separate case', { skip: seedsAbsent }, async () => {
  const { actions } = JSON.parse(published()) as { actions: Act[] }
  const status: Record<string, string> = {
    COMMENT: 'OPEN',
    WITHDRAW: 'CLOSED',
    DUEDATE: 'OPEN',
    PAYMENTPLAN: 'PAYMENT_PLAN',
    OBJECTION: 'DISPUTED',
    PAUSE: 'PAUSED',
    DIRECTPAYMENT: 'CLOSED',
  }
  for (const action of actions) {
    const { caseId, invoiceNumber } = await someCase(api, client, {
      header: { currencyCode: 'SEK', exchangeRate: 0.09 },
    })
    const [outcome] = await act(api, client, caseId, { ...action, data: { ...action.data, caseId, invoiceNumber } })
    effectOf(outcome)
    const { summary } = await caseOf(api, client, { caseId })
    assert.equal(summary.status, status[action.code], `${action.code}: ${JSON.stringify(outcome)}`)
  }
})

test('the example in the documentation is the published one', { skip: seedsAbsent }, () => {
  assert.deepEqual(JSON.parse(published()), ACTION_EXAMPLE)
})
