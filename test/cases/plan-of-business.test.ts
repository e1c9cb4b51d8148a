/** A business's plan in Finland costs what the act gives since May 2022. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestService, testService } from '../support/service.ts'
import { act, atNoon, caseClient, effectOf, somePolicies, someCase } from '../support/cases/cases.ts'

let api: TestService
before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
})
after(() => api.stop())

test('F11: a business’s plan of few instalments costs 30, by the act', async () => {
  const client = await caseClient(api, 'QUIET')
  const { caseId } = await someCase(api, client)
  const [outcome] = await act(api, client, caseId, { code: 'PAYMENTPLAN', data: { instalments: 3 } })
  const { fee, feeRule } = effectOf(outcome) as { fee: string; feeRule: { ruleId: string | null; source: string } }
  assert.equal(fee, 30)
  assert.equal(feeRule.ruleId, 'FI.BUSINESS.PLAN_FEE_SHORT')
  assert.match(feeRule.source, /§ 10 e/)
})
