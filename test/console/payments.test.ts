/** Unmatched payments on the console: candidates with their effect, and the acts, each of which leads to the next money. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, demoOperator, signedIn } from '../support/console/visitor.ts'
import { type OpenCase, type World, entryOf, startWorld } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'

let world: World
let client: TestClient
let cashier: Visitor
const ids = new Map<string, string>()
const cases = new Map<string, OpenCase>()

before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
  await inviteUser(
    { ...world.api.ctx(), actor: 'user:Ada' },
    { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] },
  )
  await inviteUser(
    { ...world.api.ctx(), actor: 'user:Ada' },
    { name: 'Cash', grants: [{ role: 'CASHIER', clientIds: [] }] },
  )
  await inviteUser(
    { ...world.api.ctx(), actor: 'user:Ada' },
    { name: 'Cleo', grants: [{ role: 'CREDITOR_WORKER', clientIds: [client.clientIdentifier] }] },
  )
  await inviteUser(
    { ...world.api.ctx(), actor: 'user:Ada' },
    { name: 'Audra', grants: [{ role: 'AUDITOR', clientIds: [] }] },
  )
  for (const [name, capital] of [
    ['first', 4_321n],
    ['second', 5_432n],
    ['third', 6_543n],
  ] as const)
    cases.set(name, await world.openCase(client, { capital }))
  await waiting('first', '43.21', { date: '2026-02-21' })
  await waiting('second', '54.32', { date: '2026-02-22' })
  await waiting('rest', '100.00', { date: '2026-02-23', text: 'no name' })
  cashier = await signedIn(world.api, 'Cash')
})
after(() => world.stop())

async function waiting(name: string, amount: string, more: Parameters<typeof entryOf>[2]): Promise<void> {
  await world.pay([entryOf(`PAGE-${name}`, amount, { iban: 'FI4250001510000023', ...more })])
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where bank_reference like $1`,
    [`%PAGE-${name}%`],
  )
  ids.set(name, rows[0]?.id ?? '')
}

const pathOf = (name: string) => `/console/payment/${ids.get(name)}`
const fieldOf = (text: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''

test('the list shows all money that waits, and its CSV file the same rows', async () => {
  const { status, text } = await cashier.get('/console/payments')
  assert.equal(status, 200, text)
  for (const name of ['first', 'second', 'rest']) assert.match(text, new RegExp(ids.get(name) ?? 'none'))
  const csv = await cashier.get('/console/payments.csv')
  assert.equal(csv.text.trim().split('\n').length, 1 + ids.size)
  assert.match((await cashier.get('/console/payments?currency=SEK')).text, /No payments match this filter/)
})

test('a candidate says which facts speak and what follows, and one button does it and leads to the next money', async () => {
  const { text } = await cashier.get(pathOf('first'))
  assert.match(text, /Owed exactly/)
  assert.match(text, /The payer has the name of the debtor/)
  assert.match(text, /It closes as/)
  assert.match(text, /<button class="first" autofocus>/)
  const [, parts = ''] = /name="parts" value="([^"]*)"/.exec(text) ?? []
  assert.equal(parts, `${cases.get('first')?.caseId}:4321`)
  const done = await cashier.post(`${pathOf('first')}/allocate`, { parts, version: fieldOf(text, 'version') })
  assert.equal(done.status, 303, done.text)
  assert.match(done.location ?? '', new RegExp(`^${pathOf('second')}\\?did=allocated&undo=\\d+$`))
  assert.equal((await world.statusOf(cases.get('first') as OpenCase)).status, 'CLOSED')
  const twice = await cashier.post(`${pathOf('first')}/allocate`, { parts, version: fieldOf(text, 'version') })
  assert.equal(twice.status, 404, 'once only')
  const next = await cashier.get(done.location ?? '')
  assert.match(next.text, /The money is allocated/)
  const undone = await cashier.post(/action="(\/console\/payment\/undo\/\d+)"/.exec(next.text)?.[1] ?? '', {})
  assert.match(undone.location ?? '', /^\/console\/payment\/[0-9a-f-]{36}\?did=undone$/)
  assert.equal((await world.statusOf(cases.get('first') as OpenCase)).status, 'OPEN')
  assert.match((await cashier.get(undone.location ?? '')).text, /A person removed it from the case/)
})

test('money is split by lines; the effect is shown first, and a fault stands beside the field', async () => {
  const { text } = await cashier.get(pathOf('rest'))
  const version = fieldOf(text, 'version')
  const [second, third] = ['second', 'third'].map((name) => cases.get(name)?.caseId)
  const wrong = await cashier.post(`${pathOf('rest')}/split`, { cases: 'all of it', version })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /id="cases-fault"/)
  const none = await cashier.post(`${pathOf('rest')}/split`, { cases: '1', version })
  assert.match(none.text, /There is no case 1/)
  const lines = `${second} 30.00\n${third}`
  const shown = await cashier.post(`${pathOf('rest')}/split`, { cases: lines, version })
  assert.equal(shown.status, 200, shown.text)
  assert.match(shown.text, /4,57.*of the money is left|of the money is left|still owed/)
  assert.equal((await world.statusOf(cases.get('third') as OpenCase)).status, 'OPEN', 'nothing is done yet')
  const seen = fieldOf(shown.text, 'seen')
  const done = await cashier.post(`${pathOf('rest')}/split`, { cases: lines, version, seen })
  assert.equal(done.status, 303, done.text)
  assert.equal((await world.statusOf(cases.get('third') as OpenCase)).status, 'CLOSED')
})

test('money is held until a day and leaves the list, and a return shows its account first', async () => {
  const { text } = await cashier.get(pathOf('second'))
  const version = fieldOf(text, 'version')
  const shown = await cashier.post(`${pathOf('second')}/return`, { reason: 'Paid twice', version })
  assert.match(shown.text, /FI4250001510000023/)
  const held = await cashier.post(`${pathOf('second')}/hold`, {
    ...{ version, until: '2098-01-01', taskId: fieldOf(text, 'taskId') },
  })
  assert.equal(held.status, 303, held.text)
  assert.doesNotMatch((await cashier.get('/console/payments')).text, new RegExp(ids.get('second') ?? 'none'))
  assert.match((await cashier.get('/console/payments?held=yes')).text, new RegExp(ids.get('second') ?? 'none'))
})

test('a debit leads to the payments that it may have taken back, and one of them is taken back after its effect', async () => {
  const debt = await world.openCase(client, { capital: 8_765n })
  await world.pay([entryOf('PAGE-PAID', '87.65', { reference: debt.reference })])
  assert.equal((await world.statusOf(debt)).status, 'CLOSED')
  await waiting('back', '87.65', { sign: 'DBIT', date: '2026-02-26' })
  const { text } = await cashier.get(pathOf('back'))
  assert.match(text, new RegExp(`case ${debt.caseId}`))
  const form = { version: fieldOf(text, 'version'), paymentId: fieldOf(text, 'paymentId') }
  const shown = await cashier.post(`${pathOf('back')}/reverse`, form)
  assert.match(shown.text, /are owed again/)
  assert.equal((await world.statusOf(debt)).status, 'CLOSED', 'nothing is done yet')
  const done = await cashier.post(`${pathOf('back')}/reverse`, { ...form, seen: fieldOf(shown.text, 'seen') })
  assert.equal(done.status, 303, done.text)
  assert.equal((await world.statusOf(debt)).status, 'OPEN')
})

test('an auditor reads, a creditor’s user does not see the screen', async () => {
  const auditor = await signedIn(world.api, 'Audra')
  const { text } = await auditor.get(pathOf('second'))
  assert.match(text, /Your roles lack the permission payment\.match/)
  assert.doesNotMatch(text, /name="parts"/)
  assert.equal((await auditor.post(`${pathOf('second')}/allocate`, {})).status, 403)
  const creditor = await signedIn(world.api, 'Cleo')
  for (const path of ['/console/payments', pathOf('second')]) assert.equal((await creditor.get(path)).status, 403, path)
  const demo = await demoOperator(world.api)
  assert.equal((await demo.get('/console/payment/019a4c3e-0000-7000-8000-000000000001')).status, 404)
})
