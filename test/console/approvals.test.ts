/** The approvals in the console: the lists, the effect made again, both decisions, and the request on the record itself. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setFourEyes } from '../../src/approvals/setting.ts'
import { pendingApproval } from '../../src/console/parts/pending-approval.ts'
import { written } from '../../src/console/html.ts'
import type { ConsoleCtx } from '../../src/console/shell.ts'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { putPolicy } from '../../src/dunning/policies/put-policy.ts'
import { READY_MADE } from '../../src/dunning/policies/ready-made.ts'
import { approve } from '../../src/four-eyes/decide.ts'
import type { RoleName } from '../../src/permissions/roles.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { waits } from '../support/second-person.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'

let api: TestService
let mine: TestClient
let theirs: TestClient
let pat: Visitor
let pol: Visitor

before(async () => {
  api = await testService({ role: 'api' })
  const partner = await api.createPartner()
  ;[mine, theirs] = [await api.createClient(partner), await api.createClient(partner)]
  await invite('Ada', 'ADMIN', [])
  await invite('Pol', 'POLICY', [])
  await invite('Pat', 'APPROVER', [])
  await invite('Cleo', 'CREDITOR_VIEWER', [mine.clientIdentifier])
  await setFourEyes(as('Ada'), { isOn: true })
  ;[pat, pol] = [await signedIn(api, 'Pat'), await signedIn(api, 'Pol')]
})
after(() => api.stop())

async function invite(name: string, role: RoleName, clientIds: number[]): Promise<void> {
  await inviteUser(as('Ada'), { name, grants: [{ role, clientIds }] })
}

function as(name: string): Ctx {
  return { ...api.ctx(), actor: `user:${name}` }
}

function policy(policyId: string, name: string) {
  const [ready] = READY_MADE
  assert.ok(ready)
  const { version: _version, ...rest } = ready
  return putPolicy(as('Pol'), { ...rest, policyId, name })
}

const contractOf = ({ clientIdentifier }: TestClient, schedule: string) =>
  putContract(as('Pol'), clientIdentifier, { settlement: { schedule } })
const path = (approvalId: string) => `/console/approval/${approvalId}`

test('a request waits for others, its asker sees it and may not decide it', async () => {
  const approvalId = await waits(policy('SEEN', 'Seen'))
  assert.match((await pat.get('/console/approvals')).text, new RegExp(path(approvalId)))
  assert.doesNotMatch((await pol.get('/console/approvals')).text, new RegExp(path(approvalId)))
  assert.match((await pol.get('/console/approvals?show=mine')).text, new RegExp(path(approvalId)))
  const { text } = await pol.get(path(approvalId))
  assert.match(text, /You asked for this: another person decides it/)
  assert.match(text, /disabled[^>]*>Approve/)
  assert.equal((await pol.post(`${path(approvalId)}/approve`, {})).status, 403)
})

test('it is approved after the effect was made again, and the page leads on to the next', async () => {
  const older = await waits(policy('OLDER', 'Older'))
  const approvalId = await waits(policy('NEWER', 'Newer'))
  const { text } = await pat.get(path(approvalId))
  assert.match(text, /Checked just now: the effect is the one that was asked for/)
  assert.equal((await api.pool.query(`select from policy where policy_id = 'NEWER'`)).rowCount, 0)
  const { status, location } = await pat.post(`${path(approvalId)}/approve`, {})
  assert.deepEqual([status, location], [303, `${path(older)}?did=approved`])
  assert.equal((await api.pool.query(`select from policy where policy_id = 'NEWER'`)).rowCount, 1)
  const decided = await pat.get('/console/approvals?show=decided')
  assert.match(decided.text, new RegExp(path(approvalId)))
  assert.match((await pat.get(path(approvalId))).text, /Decided by<\/dt><dd>Pat/)
})

test('a refusal needs a reason, and the reason is shown', async () => {
  const approvalId = await waits(policy('REFUSED', 'Refused'))
  const without = await pat.post(`${path(approvalId)}/refuse`, {})
  assert.equal(without.status, 400)
  assert.match(without.text, /id="reason-fault"/)
  assert.equal((await pat.post(`${path(approvalId)}/refuse`, { reason: 'Not this one.' })).status, 303)
  assert.match((await pol.get(path(approvalId))).text, /Not this one\./)
})

test('where the effect has changed, both are shown, nothing is done, and the new request is named', async () => {
  await approve(as('Pat'), { approvalId: await waits(policy('MOVED', 'First')) })
  const approvalId = await waits(policy('MOVED', 'Second'))
  await approve(as('Pat'), { approvalId: await waits(policy('MOVED', 'Between')) })
  const { text } = await pat.get(path(approvalId))
  assert.match(text, /The effect has changed since it was asked for/)
  assert.match(text, /before › name<\/td><td>First<\/td><td>Between/)
  const answer = await pat.post(`${path(approvalId)}/approve`, {})
  assert.equal(answer.status, 409)
  const again = /asked for again: approval ([0-9a-f-]{36})/.exec(answer.text)?.[1] ?? ''
  assert.match(answer.text, new RegExp(`href="${path(again)}"`))
  assert.equal((await pat.post(`${path(again)}/approve`, {})).status, 303)
})

test('a request that was done another way meanwhile has nothing left to do', async () => {
  const approvalId = await waits(policy('DONE', 'Done'))
  await setFourEyes(as('Ada'), { isOn: false })
  await policy('DONE', 'Done')
  await setFourEyes(as('Ada'), { isOn: true })
  assert.match((await pat.get(path(approvalId))).text, /There is nothing left to do/)
  assert.match((await pat.post(`${path(approvalId)}/approve`, {})).location ?? '', /did=outdated/)
})

test('a request stands on its record, is decided there, and a creditor sees its own alone', async () => {
  const [own, foreign] = [await waits(contractOf(mine, 'DAILY')), await waits(contractOf(theirs, 'DAILY'))]
  const cleo = await signedIn(api, 'Cleo')
  const { text } = await cleo.get('/console/approvals')
  assert.match(text, new RegExp(path(own)))
  assert.doesNotMatch(text, new RegExp(path(foreign)))
  assert.equal((await cleo.get(path(foreign))).status, 404)
  assert.equal((await cleo.post(`${path(own)}/approve`, {})).status, 403)
  const session = { name: 'Pat', grants: [{ role: 'APPROVER', clientId: 0 }] }
  const ctx = { ...as('Pat'), session, clientId: undefined } as unknown as ConsoleCtx
  const { clientIdentifier: clientId } = mine
  const from = '/console/approvals?show=mine'
  const part = await pendingApproval(ctx, { subject: `contract:${clientId}`, clientId, from })
  assert.match(
    part === null ? '' : written(part),
    /Waits for a second person[\s\S]*settlement › schedule[\s\S]*Approve/,
  )
  const { location } = await pat.post(`${path(own)}/approve`, { from })
  assert.equal(location, `${from}&did=approved`)
  assert.equal(await pendingApproval(ctx, { subject: `contract:${clientId}`, clientId, from }), null)
})
