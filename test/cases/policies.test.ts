/** Policies as they are saved. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { forgetLaw } from '../../src/agency/law-of.ts'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { listPolicies } from '../../src/dunning/policies/list-policies.ts'
import { putPolicy } from '../../src/dunning/policies/put-policy.ts'
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
  const ofItsOwn = { message: /is a policy for CONSUMER debtors of FI.*another policyId/ }
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

void test('saving an equal policy or contract makes no new version', async () => {
  const own = { ...POLICY, policyId: 'SAME' }
  const { version } = await putPolicy(api.ctx(), own)
  assert.equal((await putPolicy(api.ctx(), { ...own, version })).version, version)
  const { clientIdentifier } = await api.createClient()
  const contract = { plan: { graceDays: 5, instalmentsMax: 6, daysBetween: 30, instalmentMinorMin: 2_000 } }
  assert.equal((await putContract(api.ctx(), clientIdentifier, contract)).version, 1)
  assert.equal((await putContract(api.ctx(), clientIdentifier, contract)).version, 1)
  assert.equal((await putContract(api.ctx(), clientIdentifier, {})).version, 2)
})

void test('letters of events are saved in one order, shown, and absent where a policy names none', async () => {
  const policy = { ...POLICY, policyId: 'LETTERS' }
  const without = await putPolicy(api.ctx(), policy)
  assert.deepEqual(without.letters, [])
  const saved = await putPolicy(api.ctx(), { ...policy, letters: ['PAID', 'PLAN_OFFER'] })
  assert.deepEqual([saved.version, saved.letters], [2, ['PLAN_OFFER', 'PAID']])
  const again = await putPolicy(api.ctx(), { ...policy, letters: ['PLAN_OFFER', 'PAID'] })
  assert.equal(again.version, 2, 'the same letters change nothing')
  const shown = (await listPolicies(api.ctx())).find(({ policyId }) => policyId === 'LETTERS')
  assert.deepEqual(shown, saved)
  await assert.rejects(putPolicy(api.ctx(), { ...policy, letters: ['BIRTHDAY'] }), (error: AppError) => {
    assert.equal(error.faults?.[0]?.pointer, '/letters/0')
    return true
  })
})

void test('a ready-made policy that nobody has put follows the product; one that somebody has put stays', async () => {
  await listPolicies(api.ctx())
  const [ready, own] = ['DK-CONSUMER', 'SE-CONSUMER']
  await api.pool.query(`update policy set letters = '{}' where policy_id = any($1)`, [[ready, own]])
  await api.pool.query(`update policy set created_by = 'user:somebody' where policy_id = $1`, [own])
  const list = await listPolicies(api.ctx())
  const found = (id: string | undefined) => list.find(({ policyId }) => policyId === id)
  assert.deepEqual([found(ready)?.version, found(ready)?.letters.length], [2, 5])
  assert.deepEqual([found(own)?.version, found(own)?.letters.length], [1, 0])
  assert.equal((await listPolicies(api.ctx())).find(({ policyId }) => policyId === ready)?.version, 2)
})
