/** `saatava payment decide | dismiss | record-direct`: people decide about entries that wait. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { camtFile } from '../../packages/bank-files/test/camt.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import { type World, camtOf, entryOf, startWorld } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { type Env, fails, json, lines } from '../support/cli/run.ts'

const OWN_ACCOUNT = 'FI5810171000000122'
const STRANGER = '0193a1b2-0000-7000-8000-000000000001'
const AS = ['--as', 'Jane Doe']

let world: World
let client: TestClient
let env: Env
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
  env = { DATABASE_URL: world.api.databaseUrl, SAATAVA_ENV: 'sandbox' }
  const set = await world.api.call('PUT', '/api/v1/partner/client/settings', {
    token: client.token,
    body: { bankAccounts: [{ iban: OWN_ACCOUNT }] },
  })
  assert.equal(set.status, 200, set.text)
})
after(() => world.stop())

interface Waiting {
  id: string
  reason: string
  waiting: number
  perhapsSameAs: { entryId: string } | null
}

/** Returns the entries that wait for a reason, as the command lists them. */
async function waiting(reason: string): Promise<Waiting[]> {
  const listed = await json<{ waiting: Waiting[] }>(['payment', 'unallocated'], env)
  return listed.waiting.filter((one) => one.reason === reason)
}

async function idOf(reason: string): Promise<string> {
  const [first] = await waiting(reason)
  assert.ok(first, `something waits as ${reason}`)
  return first.id
}

async function audited(action: string): Promise<unknown[]> {
  const { rows } = await world.api.pool.query<{ actor: string; details: unknown }>(
    `select actor, details::jsonb || coalesce((select jsonb_object_agg(substr(pointer, 2), words) from audit_note n
       where n.client_id = e.client_id and n.audit_id = e.audit_id), '{}') as details
     from audit_entry e where action = $1 order by audit_id`,
    [action],
  )
  assert.ok(
    rows.every(({ actor }) => actor.includes('Jane Doe')),
    JSON.stringify(rows),
  )
  return rows.map(({ details }) => details)
}

/** One payment reported by two files that share no id: the second waits. */
async function tellTwice(reference: string): Promise<void> {
  const entry = (name: string) => ({ ...entryOf(name, '30.00', { reference }), servicerReference: undefined })
  for (const name of ['A', 'B']) {
    const { servicerReference: _none, ...reported } = entry(name)
    await world.take(camtOf([reported], `TWICE-${reference}-${name}`))
  }
}

test('payment decide --same leaves the second entry alone; --different matches it', async () => {
  const debt = await world.openCase(client, { capital: 6_000n })
  await tellTwice(debt.reference)
  const [first] = await waiting('PERHAPS_SAME')
  assert.ok(first?.perhapsSameAs)
  await fails(1, /--same or --different/, ['payment', 'decide', first.id, ...AS], env)
  assert.deepEqual(await json(['payment', 'decide', first.id, '--same', ...AS], env), {
    ...{ entryId: first.id, same: true, entries: 1 },
  })
  assert.equal((await world.statusOf(debt)).status, 'OPEN')
  await fails(1, /No entry with the id .* waits for this decision/, ['payment', 'decide', first.id, '--same'], env)

  const another = await world.openCase(client, { capital: 6_000n })
  await tellTwice(another.reference)
  const said = await lines(['payment', 'decide', await idOf('PERHAPS_SAME'), '--different', ...AS], env)
  assert.match(said[0] ?? '', /^Decided: another movement/)
  await matchAll(world.api.ctx())
  assert.equal((await world.statusOf(another)).closing_reason, 'PAID')
  assert.deepEqual(await waiting('PERHAPS_SAME'), [])
  assert.deepEqual([(await audited('entry.same')).length, (await audited('entry.different')).length], [1, 1])
})

test('payment dismiss ends what waits of money out, and refuses money that came in', async () => {
  await world.take(
    camtOf([
      { ...entryOf('OUT-1', '7.50', { text: 'Nobody ordered this' }), sign: 'DBIT' },
      entryOf('IN-1', '12.00', { text: 'no reference' }),
    ]),
  )
  const reason = 'charge of the bank'
  const out = await idOf('DEBIT_UNKNOWN')
  await fails(2, /--reason/, ['payment', 'dismiss', out], env)
  assert.deepEqual(await json(['payment', 'dismiss', out, '--reason', reason, ...AS], env), { entryId: out, reason })
  assert.deepEqual(await waiting('DEBIT_UNKNOWN'), [])
  assert.deepEqual(await audited('entry.dismissed'), [{ reason, amount: '-7.50', currency: 'EUR' }])
  const came = await idOf('NO_REFERENCE')
  await fails(1, /Allocate or return incoming money/, ['payment', 'dismiss', came, '--reason', reason], env)
  await fails(1, new RegExp(STRANGER), ['payment', 'dismiss', STRANGER, '--reason', reason], env)
})

test('payment record-direct records what came to the creditor’s own account; no client funds move', async () => {
  const debt = await world.openCase(client, { capital: 9_000n })
  const funds = await world.balance('CLIENT_FUNDS')
  const entries = [entryOf('OWN-1', '90.00', { reference: debt.reference })]
  const statements = [{ id: 'OWN', iban: OWN_ACCOUNT, entries }]
  await world.take(camtFile({ format: 'camt.054.001.02', messageId: 'OWN', statements }))
  assert.equal((await world.statusOf(debt)).status, 'OPEN')
  const id = await idOf('OTHER_ACCOUNT')
  await fails(
    1,
    /^Error: Name the case that it pays: --case, or --invoice with --client/,
    ['payment', 'record-direct', id],
    env,
  )
  await fails(1, /There is no case 4999999/, ['payment', 'record-direct', id, '--case', '4999999'], env)
  const recorded = await json(['payment', 'record-direct', id, '--case', `${debt.caseId}`, ...AS], env)
  assert.equal(recorded['capitalAmount'], 90)
  assert.equal((await world.statusOf(debt)).closing_reason, 'PAID')
  assert.equal(await world.balance('CLIENT_FUNDS'), funds)
  assert.deepEqual(await waiting('OTHER_ACCOUNT'), [])
  assert.equal((await audited('payment.recorded-direct')).length, 1)
  await fails(1, /No entry of another account/, ['payment', 'record-direct', id, '--case', `${debt.caseId}`], env)
})
