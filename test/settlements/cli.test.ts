/** `saatava settlement`, `contract` and `policy`: people settle, look at it, and agree on terms. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Env, fails, json, lines } from '../support/cli/run.ts'
import { setDetails } from '../../src/agency/set-details.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
let env: Env
let client: TestClient
let folder: string
before(async () => {
  world = await startWorld()
  folder = await mkdtemp(join(tmpdir(), 'saatava-contracts-'))
  env = {
    DATABASE_URL: world.api.databaseUrl,
    SAATAVA_ENV: 'sandbox',
    DATA_DIR: world.api.config.dataDir,
    PAIN_VERSION: '03',
  }
  await setDetails(world.api.ctx(), { name: 'CASH-IN' })
  client = await world.createClient()
})
after(async () => {
  await world.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Returns the day of the service's clock, in Finland. */
function today(): string {
  return new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Helsinki' })
}

void test('a contract is put from a file, shown, and refused with every fault', async () => {
  const number = String(client.clientIdentifier)
  assert.match((await lines(['contract', 'show', '--client', number], env))[0] ?? '', /No contract/)
  const file = join(folder, 'contract.json')
  await writeFile(file, JSON.stringify({ commission: [{ fromStage: 'REMINDER', percent: 101, of: ['FEES'] }] }))
  await fails(1, /percent[\s\S]*of\/0/, ['contract', 'put', '--client', number, '--file', file], env)
  const weekdays = [1, 2, 3, 4, 5]
  await writeFile(file, JSON.stringify({ settlement: { schedule: 'WEEKLY', weekdays } }))
  const saved = await json<{ version: number }>(['contract', 'put', '--client', number, '--file', file], env)
  assert.equal(saved.version, 1)
  const shown = await json<{ contract: { settlement: unknown } }>(['contract', 'show', '--client', number], env)
  assert.deepEqual(shown.contract.settlement, { schedule: 'WEEKLY', weekdays })
  await fails(1, /no client 1\b/, ['contract', 'put', '--client', '1', '--file', file], env)
})

void test('a run by hand settles those of the day, once; the bank’s execution is noted, once', async () => {
  const debt = await world.openCase(client, { capital: 10_000n })
  await world.pay([entryOf('C-1', '100.00', { reference: debt.reference })])
  const { rows } = await world.api.pool.query<{ day: string }>(
    `select to_char(day, 'YYYY-MM-DD') as day from generate_series($1::date, $1::date + 6, '1 day') day where extract(isodow from day) < 6`,
    [today()],
  )
  // The test holds on every day: one of the next ones is a banking day of Finland.
  let run: { settlements: { amount: number; settlementId: number }[]; files: string[] } = { settlements: [], files: [] }
  for (const { day } of rows)
    if (run.settlements.length === 0) run = await json(['settlement', 'run', '--date', day], env)
  assert.deepEqual(
    run.settlements.map(({ amount }) => amount),
    [100],
  )
  const [file = ''] = run.files
  assert.match((await world.outbox()).get(`${file}.xml`) ?? '', /pain\.001\.001\.03[\s\S]*CASH-IN/)
  for (const { day } of rows)
    assert.deepEqual((await json<typeof run>(['settlement', 'run', '--date', day], env)).settlements, [])
  const { runs } = await json<{ runs: { messageId: string; state: string; total: number }[] }>(
    ['settlement', 'list'],
    env,
  )
  assert.deepEqual(
    runs.map(({ messageId, state, total }) => [messageId, state, total]),
    [[file, 'sent', 100]],
  )
  const listed = await lines(['settlement', 'list', '--client', String(client.clientIdentifier)], env)
  assert.match(listed.at(-1) ?? '', new RegExp(`^${run.settlements[0]?.settlementId} .*sent.*100\\.00.*EUR`))
  const by = ['--reason', 'the bank said so on the telephone', '--as', 'Test Person']
  assert.match(
    (await lines(['settlement', 'mark-paid', file, ...by], env))[0] ?? '',
    /Paid: .* 1 payments, 100\.00 EUR/,
  )
  await fails(1, /was paid before/, ['settlement', 'mark-paid', file, ...by], env)
  await fails(2, /--reason/, ['settlement', 'mark-paid', file], env)
  await fails(1, /no payment file and no payout nothing/, ['settlement', 'mark-paid', 'nothing', ...by], env)
})

void test('policies are shown, and what the law forbids is refused with its source', async () => {
  const { policies } = await json<{ policies: { policyId: string; steps: unknown[] }[] }>(['policy', 'show'], env)
  assert.ok(policies.some(({ policyId }) => policyId === 'FI-CONSUMER'))
  const file = join(folder, 'policy.json')
  const policy = { policyId: 'OWN', country: 'FI', debtorType: 'CONSUMER', name: 'Our own' }
  const step = { kind: 'REMINDER', afterDays: 1, fee: 5_000, payWithinDays: 14 }
  await writeFile(file, JSON.stringify({ ...policy, steps: [step] }))
  await fails(1, /steps\/0/, ['policy', 'put', '--file', file], env)
  await writeFile(file, JSON.stringify({ ...policy, steps: [{ ...step, afterDays: 20, fee: 500 }] }))
  assert.match((await lines(['policy', 'put', '--file', file], env))[0] ?? '', /OWN, version 1/)
  const shown = await lines(['policy', 'show', 'OWN'], env)
  assert.match(shown.join('\n'), /REMINDER +20 +5\.00 +14/)
  assert.equal(shown.at(-1), 'Letters of events, free of charge: none')
  await fails(1, /no policy NONE/, ['policy', 'show', 'NONE'], env)
})
