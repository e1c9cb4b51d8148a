/** One file may report as a sum what another lists in detail: the money is counted once, whichever comes first. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { type CamtEntry, camtFile } from '../../packages/bank-files/test/camt.ts'
import { allocateManually } from '../../src/payments/allocate-manually.ts'
import type { TestClient } from '../support/service.ts'
import { type OpenCase, startWorld, type World } from '../support/payments/world.ts'

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

let files = 0
const statement = (entries: CamtEntry[]) =>
  world.take(
    camtFile({ format: 'camt.053.001.02', messageId: `S-${++files}`, statements: [{ id: `S-${files}`, entries }] }),
  )
const notification = (entries: CamtEntry[]) =>
  world.take(
    camtFile({ format: 'camt.054.001.02', messageId: `N-${++files}`, statements: [{ id: `N-${files}`, entries }] }),
  )

function whole(name: string, cases: readonly OpenCase[], more: Partial<CamtEntry> = {}): CamtEntry {
  return { amount: `${cases.length * 10}.00`, bookingDate: '2026-02-25', servicerReference: name, ...more }
}

function detailed(name: string, cases: readonly OpenCase[]): CamtEntry {
  const transactions = cases.map(({ reference }, i) => ({
    ...{ amount: '10.00', servicerReference: `${name}-${i}`, debtor: 'Matti Meikäläinen', structured: [{ reference }] },
  }))
  return whole(name, cases, { transactions })
}

const open = (count: number) =>
  Promise.all(Array.from({ length: count }, () => world.openCase(client, { capital: 1_000n })))

async function states(name: string): Promise<string[]> {
  const { rows } = await world.api.pool.query<{ outcome: string }>(
    `select state || coalesce(' ' || reason, '') as outcome from bank_entry where bank_reference ~ $1 order by bank_reference`,
    [`/${name}(-|/)`],
  )
  return rows.map(({ outcome }) => outcome)
}

async function paid(cases: readonly OpenCase[]): Promise<number> {
  const all = await Promise.all(cases.map((debt) => world.statusOf(debt)))
  return all.filter(({ closing_reason: reason }) => reason === 'PAID').length
}

test('a movement comes in detail first, then as one sum', async () => {
  const cases = await open(3)
  await notification([detailed('FIRST', cases)])
  await statement([whole('FIRST', cases)])
  assert.equal(await paid(cases), 3)
  assert.deepEqual(await states('FIRST'), ['matched', 'matched', 'matched', 'ignored TOLD_IN_DETAIL'])
})

test('a sum comes first and waits, then its details; and a single transaction has a separate reference', async () => {
  const cases = await open(3)
  const [single] = await open(1)
  assert.ok(single)
  await statement([whole('SECOND', cases), whole('SINGLE', [single])])
  assert.deepEqual(await states('SECOND'), ['unallocated NO_REFERENCE'])
  await notification([detailed('SECOND', cases), detailed('SINGLE', [single])])
  assert.equal(await paid([...cases, single]), 4)
  assert.deepEqual(await states('SECOND'), ['matched', 'matched', 'matched', 'ignored TOLD_IN_DETAIL'])
  assert.deepEqual(await states('SINGLE'), ['matched', 'ignored TOLD_IN_DETAIL'])
})

test('a sum comes first and a person allocates it, then its details: the details are not money again', async () => {
  const [debt, ...others] = await open(3)
  assert.ok(debt)
  await statement([whole('THIRD', [debt, ...others])])
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where bank_reference like '%/THIRD/%'`,
  )
  await allocateManually(world.api.ctx(), { id: rows[0]?.id ?? '', caseId: debt.caseId })
  const funds = await world.balance('CLIENT_FUNDS')
  await notification([detailed('THIRD', [debt, ...others])])
  assert.deepEqual((await states('THIRD')).toSorted(), [
    ...Array.from({ length: 3 }, () => 'ignored TOLD_BEFORE'),
    'matched LEFT_OVER',
  ])
  assert.equal(await world.balance('CLIENT_FUNDS'), funds)
  assert.equal(await paid(others), 0)
})
