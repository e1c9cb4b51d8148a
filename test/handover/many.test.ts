/** A stock of cases comes in at once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { atNoon, caseClient, somePolicies } from '../support/cases/cases.ts'
import { caseRow, importRows } from '../support/handover/rows.ts'

const CASES = 1_000

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-03-16')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())

test(`imports ${CASES} cases, and the file again changes nothing`, async (t) => {
  const rows = Array.from({ length: CASES }, () => caseRow())
  const clock = [performance.now()]
  const { result } = await importRows(api, client.clientIdentifier, rows)
  clock.push(performance.now())
  const again = await importRows(api, client.clientIdentifier, rows)
  clock.push(performance.now())
  assert.deepEqual([result.takenOver, again.result.already], [CASES, CASES])
  const seconds = clock.slice(1).map((at, i) => ((at - (clock[i] ?? at)) / 1000).toFixed(1))
  t.diagnostic(`${CASES} cases: ${seconds[0]} s to import, ${seconds[1]} s to read again`)
})
