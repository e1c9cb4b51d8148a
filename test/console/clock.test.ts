/** The clock of a sandbox in the console: what falls due, moves with their progress, and faults as switches. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, demoOperator, signedIn } from '../support/console/visitor.ts'
import { invoiceClient, invoiceOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'

const PATH = '/console/clock'
let api: TestService
let demo: Visitor

before(async () => {
  api = await testService()
  const client = await invoiceClient(api)
  await client.send(invoiceOf({ processing: { paymentControlEnabled: true } }))
  demo = await demoOperator(api)
})
after(() => api.stop())

async function arrived(): Promise<string> {
  return until(
    'the clock has arrived',
    async () => (await demo.get(PATH)).text,
    (text) => /arrived<\/span>/.test(text),
  )
}

test('every page has the controls of the clock, and a role without sandbox.use has none', async () => {
  assert.match((await demo.get('/console')).text, /Move the clock by 7 days/)
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name: 'Viv', grants: [{ role: 'VIEWER', clientIds: [] }] })
  const viv = await signedIn(api, 'Viv')
  assert.doesNotMatch((await viv.get('/console')).text, /Move the clock/)
  assert.equal((await viv.post('/console/clock/move', { days: '1' })).status, 403)
})

test('the clock moves by a day, to the next event and to a day, and back to the page it was asked on', async () => {
  const { text } = await demo.get(PATH)
  assert.match(text, /What falls due next[\s\S]*Within 30 days/)
  const before = api.service.platform.clock.now().getTime()
  const moved = await demo.post('/console/clock/move', { days: '1', from: '/console/deliveries' })
  assert.deepEqual([moved.status, moved.location], [303, '/console/deliveries?did=moving'])
  await arrived()
  const after = api.service.platform.clock.now().getTime()
  assert.ok(after - before >= 86_400_000, `${after - before} ms`)
  assert.match((await demo.get(PATH)).text, /To the next event, <time/)
  assert.equal((await demo.post('/console/clock/move', { next: 'yes' })).status, 303)
  await arrived()
  assert.ok(api.service.platform.clock.now().getTime() > after)
  const back = await demo.post('/console/clock/move', { to: '2020-01-01' })
  assert.equal(back.status, 422)
  assert.match(back.text, /The clock only moves forward/)
})

test('a fault of a simulator is switched on, shown and switched off', async () => {
  const fault = { simulator: 'netvisor', fault: 'MAINTENANCE' }
  assert.equal((await demo.post('/console/clock/fault', { ...fault, turn: 'on' })).status, 303)
  const ordered = async () => {
    const answer = await fetch(`${api.origin}/simulators/netvisor/faults`)
    return ((await answer.json()) as { faults: { fault: string }[] }).faults.map((one) => one.fault)
  }
  assert.deepEqual(await ordered(), ['MAINTENANCE'])
  assert.match((await demo.get(PATH)).text, /netvisor <span class="badge warn">1 on/)
  await demo.post('/console/clock/fault', { ...fault, turn: 'off' })
  assert.deepEqual(await ordered(), [])
  assert.equal((await demo.post('/console/clock/fault', { ...fault, simulator: 'nobody', turn: 'on' })).status, 404)
})
