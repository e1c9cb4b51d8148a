/** Policies as they are saved. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { putPolicy } from '../../src/cases/policies/put-policy.ts'
import { type TestService, testService } from '../support/service.ts'

let api: TestService
before(async () => {
  api = await testService()
})
after(() => api.stop())

const POLICY = {
  ...{ policyId: 'OWN', country: 'FI', debtorType: 'CONSUMER', name: 'Our own' },
  steps: [{ kind: 'REMINDER', afterDays: 14, fee: 'MOST', payWithinDays: 14 }],
}

void test('a policy keeps its country and kind of debtor: contracts name it as that', async () => {
  assert.equal((await putPolicy(api.ctx(), POLICY)).version, 1)
  assert.equal((await putPolicy(api.ctx(), { ...POLICY, name: 'Another name' })).version, 2)
  const ofItsOwn = { message: /is a policy for CONSUMER debtors of FI.*a policyId of its own/ }
  await assert.rejects(putPolicy(api.ctx(), { ...POLICY, debtorType: 'BUSINESS' }), ofItsOwn)
  await assert.rejects(putPolicy(api.ctx(), { ...POLICY, country: 'SE' }), ofItsOwn)
})

void test('production saves no policy on rules that nobody has confirmed, and says which to confirm', async () => {
  const ctx = api.ctx()
  const config = { ...ctx.platform.config, environment: 'production' as const }
  await assert.rejects(
    putPolicy({ ...ctx, platform: { ...ctx.platform, config } }, { ...POLICY, policyId: 'STRICT' }),
    {
      code: 'RULE',
      message: /Nobody has confirmed FI\.\S+ of .*LAW_RULES.* Nothing was saved/,
    },
  )
})
