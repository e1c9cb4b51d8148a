/** Policies as they are saved. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { forgetLaw } from '../../src/agency/law-of.ts'
import { putContract } from '../../src/cases/contracts/put-contract.ts'
import { putPolicy } from '../../src/cases/policies/put-policy.ts'
import type { AppError } from '../../src/platform/errors.ts'
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
  // The law of the sandbox that this service is may be remembered for a moment.
  forgetLaw(ctx.platform)
  await assert.rejects(
    putPolicy({ ...ctx, platform: { ...ctx.platform, config } }, { ...POLICY, policyId: 'STRICT' }),
    {
      code: 'RULE',
      message: /Nobody has confirmed FI\.\S+ of .*LAW_RULES.* Nothing was saved/,
    },
  )
  forgetLaw(ctx.platform)
})

void test('a field that nobody knows is refused with the name that was probably meant', async () => {
  await assert.rejects(
    putPolicy(api.ctx(), { ...POLICY, steps: [{ ...POLICY.steps[0], afterDay: 10 }] }),
    (error: AppError) => {
      assert.deepEqual(
        error.faults?.map(({ pointer, code, message }) => `${pointer} ${code} ${message}`),
        ['/steps/0/afterDay UNKNOWN_FIELD is not known; did you mean "afterDays"?'],
      )
      return true
    },
  )
  const { clientIdentifier } = await api.createClient()
  await assert.rejects(
    putContract(api.ctx(), clientIdentifier, { settlment: { schedule: 'DAILY' } }),
    (error: AppError) => {
      assert.match(error.faults?.[0]?.message ?? '', /did you mean "settlement"\?/)
      return true
    },
  )
})

void test('the same policy or contract again makes no new version', async () => {
  const own = { ...POLICY, policyId: 'SAME' }
  const { version } = await putPolicy(api.ctx(), own)
  assert.equal((await putPolicy(api.ctx(), { ...own, version })).version, version)
  const { clientIdentifier } = await api.createClient()
  const contract = { plan: { graceDays: 5, instalmentsMax: 6, daysBetween: 30, instalmentMinorMin: 2_000 } }
  assert.equal((await putContract(api.ctx(), clientIdentifier, contract)).version, 1)
  assert.equal((await putContract(api.ctx(), clientIdentifier, contract)).version, 1)
  assert.equal((await putContract(api.ctx(), clientIdentifier, {})).version, 2)
})
