/** Policies in the console: versions, limits of the law, and a dry run whose answer is what then happens. No script runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dryRunPolicy } from '../../src/dunning/policies/dry-run-policy.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { atNoon, balances, caseClient, dayIsOver, someCase, somePolicies } from '../support/cases/cases.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const ID = 'TEST-FI-BUSINESS'
const STEPS_MAX = 20
let api: TestService
let client: InvoiceClient
let oldCase: number
let pol: Visitor

const DRAFT = {
  ...{ policyId: ID, country: 'FI', debtorType: 'BUSINESS', name: 'Faster' },
  steps: [
    { kind: 'REMINDER', afterDays: 7, fee: 'NONE', payWithinDays: 10 },
    { kind: 'DEMAND', afterDays: 14, fee: 'MOST', payWithinDays: 14 },
    { kind: 'OFFER_LEGAL', afterDays: 21, fee: 'NONE', payWithinDays: 0 },
  ],
}

/** The draft as the form sends it. */
function formOf(changes: Record<string, string> = {}): Record<string, string> {
  const rows = DRAFT.steps.flatMap(({ kind, afterDays, fee, payWithinDays }, i) => [
    ...[
      [`kind${i}`, kind],
      [`after${i}`, String(afterDays)],
    ],
    ...[
      [`fee${i}`, fee],
      [`pay${i}`, String(payWithinDays)],
    ],
  ])
  return { policyId: ID, name: DRAFT.name, version: '1', ...Object.fromEntries(rows), ...changes }
}

before(async () => {
  api = await testService()
  await somePolicies(api)
  client = await caseClient(api)
  atNoon(api, '2026-01-20')
  oldCase = (await someCase(api, client)).caseId
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name: 'Pol', grants: [{ role: 'POLICY', clientIds: [] }] })
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name: 'Viv', grants: [{ role: 'VIEWER', clientIds: [] }] })
  pol = await signedIn(api, 'Pol')
})
after(() => api.stop())

test('a policy shows the limits of the law beside its steps, and its open cases by version', async () => {
  assert.match((await pol.get('/console/policies')).text, new RegExp(`${ID}.*version 1: 1`))
  const { status, text } = await pol.get(`/console/policy/${ID}`)
  assert.equal(status, 200)
  assert.match(text, /Law: at most .*12,00.*FI\.BUSINESS\.REMINDER_FEE/)
  assert.match(text, /Law: not before \d+ days/)
  const viv = await signedIn(api, 'Viv')
  assert.match((await viv.get(`/console/policy/${ID}`)).text, /lack the permission policy\.write/)
  assert.equal((await viv.get(`/console/policy/${ID}/draft`)).status, 403)
  assert.equal((await pol.get('/console/policy/NO-SUCH')).status, 404)
})

test('a step that the law forbids is named beside its field, with the rule and the source', async () => {
  const { status, text } = await pol.post(`/console/policy/${ID}/draft`, formOf({ fee0: '60,00' }))
  assert.equal(status, 422)
  assert.match(text, /id="kind0-fault">REMINDER: 60\.00 is more than 12\.00.*Debt Collection Act/)
  assert.match(text, /name="fee0"[^>]*value="60,00"/)
})

test('the steps, fees and interest of a dry run are those that the engine then takes', async () => {
  const run = await dryRunPolicy(api.ctx(), DRAFT)
  assert.deepEqual([run.cases, run.isWhole, run.next.EARLIER], [1, true, 1])
  const preview = await pol.post(`/console/policy/${ID}/draft`, formOf())
  assert.match(preview.text, /Publish version 2 of/)
  assert.match(preview.text, /<strong>1<\/strong> earlier/)
  const seen = /name="seen" value="([^"]+)"/.exec(preview.text)?.[1] ?? ''
  const done = await pol.post(`/console/policy/${ID}/draft`, formOf({ seen }))
  assert.equal(done.location, `/console/policy/${ID}?did=policy-published`, done.text)
  assert.match((await pol.get(`/console/policy/${ID}?version=2&against=1`)).text, /From version 1 to version 2/)
  const newCase = (await someCase(api, client)).caseId
  await walk([oldCase, newCase])
  const [total] = run.totals
  const [example] = run.examples
  assert.ok(total !== undefined && example !== undefined)
  for (const [side, caseId] of [
    ['before', oldCase],
    ['after', newCase],
  ] as const) {
    const { rows } = await api.pool.query<{ kind: string; takenOn: string; fee: string }>(
      `select kind, taken_on::text as "takenOn", fee_minor as fee from case_step where case_id = $1 order by step_index`,
      [caseId],
    )
    const letters = rows.filter(({ kind }) => kind !== 'OFFER_LEGAL')
    const fees = rows.reduce((sum, { fee }) => sum + Number(fee), 0) / 100
    const interest = Number((await balances(api, caseId))['RECEIVABLE_INTEREST'] ?? 0) / 100
    const [first] = rows
    assert.deepEqual(
      { first: { kind: first?.kind, date: first?.takenOn }, letters: letters.length, fees, interest },
      { first: example[side], letters: total.letters[side], fees: total.fees[side], interest: total.interest[side] },
      side,
    )
  }
})

test('rules of law are shown by what needs a person, and a version is confirmed after its effect was seen', async () => {
  // The clock has moved past the end of the session.
  pol = await signedIn(api, 'Pol')
  const open = await pol.get('/console/law?country=FI')
  assert.match(open.text, /\/console\/law\/FI\.INTEREST_START/)
  assert.match(open.text, /unverified/)
  const page = await pol.get('/console/law/FI.INTEREST_START')
  const validFrom = /name="validFrom" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const form = { validFrom, sources: 'The Interest Act, section 5' }
  const preview = await pol.post('/console/law/FI.INTEREST_START/confirm', form)
  assert.match(preview.text, /What will happen/)
  const seen = /name="seen" value="([^"]+)"/.exec(preview.text)?.[1] ?? ''
  const done = await pol.post('/console/law/FI.INTEREST_START/confirm', { ...form, seen })
  assert.equal(done.location, '/console/law/FI.INTEREST_START?did=law-confirmed', done.text)
  assert.match((await pol.get('/console/law/FI.INTEREST_START')).text, /Verified by<\/dt><dd>Pol/)
  assert.match((await pol.get('/console/law/FI.BUSINESS.DEMAND_FEE')).text, /Steps charged by it<\/dt><dd>2/)
  const wrong = { validFrom, value: '{"type":"WORD","word":"NEVER"}', source: 'x', sources: 'y' }
  const preview2 = await pol.post('/console/law/FI.INTEREST_START/version', wrong)
  const seen2 = /name="seen" value="([^"]+)"/.exec(preview2.text)?.[1] ?? ''
  const refused = await pol.post('/console/law/FI.INTEREST_START/version', { ...wrong, seen: seen2 })
  assert.equal(refused.status, 400)
  assert.match(refused.text, /id="value-fault"/)
  const viv = await signedIn(api, 'Viv')
  assert.equal((await viv.post('/console/law/FI.INTEREST_START/confirm', form)).status, 403)
})

/** Moves the clock from step to step until the cases wait for their creditor. */
async function walk(caseIds: number[]): Promise<void> {
  for (let i = 0; i < STEPS_MAX; i += 1) {
    const { rows } = await api.pool.query<{ caseId: string; nextDate: string }>(
      `select case_id as "caseId", next_date::text as "nextDate" from collection_case
       where case_id = any($1) and stage <> 'LEGAL' order by next_date`,
      [caseIds],
    )
    const [next] = rows
    if (next === undefined) return
    atNoon(api, next.nextDate)
    await dayIsOver(api, Number(next.caseId))
  }
  assert.fail('the cases do not come to their end')
}
