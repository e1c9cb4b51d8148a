/** A business's plan in Finland: a fee exists, its amount is not known; that of the act of 2021 is gone with the act. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestService, testService } from '../support/service.ts'
import { act, atNoon, caseClient, effectOf, somePolicies, someCase } from './support.ts'

let api: TestService
before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
})
after(() => api.stop())

test('a plan costs nothing where the rule for its fee has ended', async () => {
  const client = await caseClient(api, 'QUIET')
  const { caseId } = await someCase(api, client)
  const [outcome] = await act(api, client, caseId, { code: 'PAYMENTPLAN', data: { instalments: 3 } })
  const { fee, feeRule } = effectOf(outcome) as { fee: string; feeRule: { ruleId: string | null; note?: string } }
  assert.equal(fee, 0)
  assert.equal(feeRule.ruleId, null)
  assert.match(feeRule.note ?? '', /no longer in force/)
})
