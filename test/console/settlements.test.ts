/** Settlements, payout runs and the settlement that a run would make, on the console. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setFourEyes } from '../../src/approvals/setting.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import type { RoleName } from '../../src/permissions/roles.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type OpenCase, entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
let client: TestClient
let other: TestClient
let debt: OpenCase
let payer: Visitor
let settlementPath: string

before(async () => {
  world = await startWorld()
  ;[client, other] = [await world.createClient(), await world.createClient()]
  await invite('Ada', ['ADMIN'])
  await invite('Pia', ['PAYOUTS'])
  await invite('Bob', ['APPROVER'])
  await invite('Bea', ['APPROVER', 'AUDITOR'])
  await invite('Cleo', ['CREDITOR_VIEWER'], client)
  await invite('Theo', ['CREDITOR_VIEWER'], other)
  await setFourEyes({ ...world.api.ctx(), actor: 'user:Ada' }, { isOn: true, limitMinor: 0 })
  debt = await world.openCase(client, { capital: 10_000n })
  await world.pay([entryOf('SETTLE-1', '100.00', { reference: debt.reference })])
})
after(() => world.stop())

async function invite(name: string, roles: RoleName[], owner?: TestClient): Promise<void> {
  const clientIds = owner === undefined ? [] : [owner.clientIdentifier]
  const grants = roles.map((role) => ({ role, clientIds }))
  await inviteUser({ ...world.api.ctx(), actor: 'user:Ada' }, { name, grants })
}

const text = async (visitor: Visitor, path: string) => {
  const answer = await visitor.get(path)
  assert.equal(answer.status, 200, `${path}: ${answer.text}`)
  return answer.text
}
const fieldOf = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

test('the settlement that a run would make is shown and not made, and a person has it made', async () => {
  payer = await signedIn(world.api, 'Pia')
  const path = `/console/settlement-preview/${client.clientIdentifier}/EUR`
  assert.match(await text(payer, '/console/settlements-next'), new RegExp(path))
  const shown = await text(payer, path)
  assert.match(shown, /100,00/)
  assert.match(shown, new RegExp(String(debt.caseId)))
  assert.match(
    await text(payer, `/console/settlement-preview/${other.clientIdentifier}/EUR`),
    /Nothing would be settled/,
  )
  assert.match(
    await text(payer, '/console/settlements?state=all'),
    /every state|Every settlement is paid|No settlements/,
  )
  const asked = await payer.post(`${path}/settle`, {})
  assert.equal(asked.status, 200, asked.text)
  const done = await payer.post(`${path}/settle`, { seen: fieldOf(asked.text, 'seen') })
  assert.equal(done.status, 303, done.text)
  const { rows } = await world.api.pool.query(`select from audit_entry where action = 'settlement.planned'`)
  assert.equal(rows.length, 1)
  // At once on a banking day, and else on the next one.
  const now = await runSettlements(world.api.ctx())
  const { settlements } = now.settlements.length > 0 ? now : await world.runNext()
  assert.equal(settlements.length, 1)
  settlementPath = `/console/client/${client.clientIdentifier}/settlement/${settlements[0]?.settlementId}`
})

test('a settlement proves each of its lines, and gives itself as JSON', async () => {
  payer = await signedIn(world.api, 'Pia')
  assert.match(await text(payer, '/console/settlements'), new RegExp(settlementPath))
  const page = await text(payer, settlementPath)
  assert.match(page, /the lines add up to it/)
  assert.match(page, new RegExp(`/case/${debt.caseId}"`))
  assert.match(page, /waits for its file|sent to the bank/)
  const { settlement } = JSON.parse((await payer.get(`${settlementPath}?as=json`)).text) as {
    settlement: { settlementAmount: number }
  }
  assert.equal(settlement.settlementAmount, 100)
  assert.equal((await payer.get(settlementPath.replace(/\d{12}$/, '202001010001'))).status, 404)
})

test('a payout run shows its file, and a second person releases it on its page', async () => {
  await runSettlements(world.api.ctx())
  const [path = ''] = /\/console\/payout-run\/[0-9a-f-]{36}/.exec(await text(payer, '/console/payout-runs')) ?? []
  const page = await text(payer, path)
  assert.match(page, /Waits for a second person/)
  assert.match(page, /<code data-copy>[0-9a-f]{64}<\/code>/)
  const bob = await signedIn(world.api, 'Bob')
  const bea = await signedIn(world.api, 'Bea')
  const [action = ''] = /\/console\/approval\/[0-9a-f-]{36}\/approve/.exec(await text(bea, path)) ?? []
  assert.equal((await bob.get(path)).status, 403)
  const approved = await bea.post(action, { from: path })
  assert.equal(approved.status, 303, approved.text)
  const { files } = await runSettlements(world.api.ctx())
  assert.equal(files.length, 1)
  assert.match(await text(payer, path), /Released by<\/dt><dd>Bea/)
})

test('the answer of the bank is recorded with its effect first, and the settlement is paid again', async () => {
  const page = await text(payer, settlementPath)
  const [act = ''] = /\/console\/payout\/[0-9-]+\/mark-refused/.exec(page) ?? []
  const again = act.replace('mark-refused', 'pay-again')
  const early = await payer.post(again, { reason: 'now' })
  assert.equal(early.status, 422, 'the bank has it in hand')
  const shown = await payer.post(act, { reason: 'The bank said so' })
  assert.match(shown.text, /becomes REJECTED/)
  assert.doesNotMatch(await text(payer, settlementPath), /refused</)
  const done = await payer.post(act, { reason: 'The bank said so', seen: fieldOf(shown.text, 'seen') })
  assert.equal(done.location, `${settlementPath}?did=payout-refused`)
  const asked = await payer.post(again, { reason: 'The account was closed' })
  const paid = await payer.post(again, { reason: 'The account was closed', seen: fieldOf(asked.text, 'seen') })
  assert.equal(paid.status, 303, paid.text)
  assert.match(await text(payer, settlementPath), /Attempt 2/)
})

test('a creditor’s user sees the settlements of its client, and no run', async () => {
  const cleo = await signedIn(world.api, 'Cleo')
  assert.match(await text(cleo, '/console/settlements?state=all'), new RegExp(settlementPath))
  const page = await text(cleo, settlementPath)
  assert.doesNotMatch(page, /payout-run|formaction/)
  const theirs = await signedIn(world.api, 'Theo')
  assert.doesNotMatch(await text(theirs, '/console/settlements?state=all'), new RegExp(settlementPath))
  assert.equal((await theirs.get(settlementPath)).status, 404)
  for (const path of ['/console/payout-runs', '/console/settlements-next'])
    assert.equal((await cleo.get(path)).status, 403, path)
})
