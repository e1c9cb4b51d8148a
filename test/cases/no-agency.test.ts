/** Settings that do not say who collects: no letter can be sent, and nothing else stops. */
import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { setDetails } from '../../src/agency/set-details.ts'
import { takeDueSteps } from '../../src/dunning/engine/take-due-steps.ts'
import { createCases } from '../../src/case-api/services.ts'
import { type InvoiceClient, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { atNoon, caseOf, settled, someCase } from '../support/cases/cases.ts'

const NOBODY = {
  name: 'Saatava',
  address: undefined,
  businessId: undefined,
  email: undefined,
  phone: undefined,
  hours: undefined,
  web: undefined,
}
const ADDRESS = { street: 'Testikuja 7', postalCode: '12345', postalDistrict: 'HELSINKI', countryCode: 'FI' }
const CONSUMER = { entityType: 'CONSUMER' }

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ agency: NOBODY })
  atNoon(api, '2026-01-16')
  client = await invoiceClient(api)
})
after(() => api.stop())

test('a worker says at its start what is to be set', async () => {
  const lines = new PassThrough()
  const { platform } = api.service
  const cases = createCases({ ...platform, log: pino(lines) })
  cases.startWorker()
  await cases.stopWorker()
  assert.match(String(lines.read()), /The agency has no address.* Set the details with \\"saatava agency set\\"/)
})

test('steps that send letters stay due and cost nothing, others are taken; nothing is lost when the settings come', async () => {
  const { caseId: reminded } = await someCase(api, client, { buyer: CONSUMER })
  const { caseId: offered } = await someCase(api, client, { buyer: CONSUMER })
  atNoon(api, '2026-01-30')
  await settled(api, reminded)
  await settled(api, offered)
  assert.equal((await caseOf(api, client, { caseId: reminded })).summary.stage, 'OVERDUE')
  // The policy's fifth step offers to go to court, which sends no letter.
  await api.pool.query('update collection_case set step_index = 4 where case_id = $1', [offered])
  atNoon(api, '2026-02-12')
  await settled(api, offered)
  assert.equal((await caseOf(api, client, { caseId: offered })).summary.stage, 'LEGAL')
  assert.equal(await takeDueSteps(api.ctx()), 0, 'no worker is kept busy by what waits')
  const waiting = await caseOf(api, client, { caseId: reminded })
  assert.equal(waiting.summary.stage, 'OVERDUE')
  assert.equal(waiting.summary.status, 'OPEN')
  assert.equal(waiting.balance['costsAmount'], 0)
  assert.equal(waiting.next?.date, '2026-02-12')

  await setDetails(api.ctx(), { address: ADDRESS, phone: '+358 9 123 4567' })
  await settled(api, reminded)
  const sent = await caseOf(api, client, { caseId: reminded })
  assert.equal(sent.summary.stage, 'REMINDER')
  assert.equal(sent.balance['costsAmount'], 5)
})
