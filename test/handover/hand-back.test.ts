/** A contract ends: nothing is dunned from that day on, money is settled, and the cases go back with their history. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { claimOn } from '../../src/claims/claim.ts'
import { selectCase } from '../../src/claims/queries.ts'
import { takeDueSteps } from '../../src/dunning/engine/take-due-steps.ts'
import { endContract } from '../../src/handover/end-contract.ts'
import { endDueContracts } from '../../src/handover/end-due-contracts.ts'
import { exportCases } from '../../src/handover/export-cases.ts'
import { handBack } from '../../src/handover/hand-back.ts'
import { releaseCases } from '../../src/handover/release-cases.ts'
import type { CaseRow } from '../../src/handover/schemas.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { atNoon } from '../support/cases/cases.ts'
import { caseRow, importRows } from '../support/handover/rows.ts'
import type { TestClient } from '../support/service.ts'
import { entryOf } from '../support/payments/world.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
let entries = 0

before(async () => {
  world = await startWorld()
})
after(() => world.stop())

interface Stored {
  caseId: number
  caseNumber: string
  status: string
  reason: string | null
  hold: string | null
  reference: string
}

async function casesOf({ clientIdentifier }: TestClient): Promise<Stored[]> {
  const { rows } = await world.api.pool.query<Stored>(
    `select c.case_id::int as "caseId", t.case_number as "caseNumber", c.status, c.status_reason as reason, c.hold,
            c.payment_reference as reference
     from collection_case c join taken_over_case t using (client_id, case_id) where client_id = $1 order by c.case_id`,
    [clientIdentifier],
  )
  return rows
}

async function exported({ clientIdentifier: clientId }: TestClient): Promise<CaseRow[]> {
  const rows: CaseRow[] = []
  await exportCases(world.api.ctx(), { clientId, onRow: (row) => rows.push(row) })
  return rows
}

/** The claim of each case on a day: capital, interest, and costs with fees. */
async function claimsOf(client: TestClient, date: string): Promise<bigint[][]> {
  const ctx = world.api.ctx()
  const { pool } = ctx.platform
  const claims: bigint[][] = []
  for (const { caseId } of await casesOf(client)) {
    const debt = await selectCase(pool, { clientId: client.clientIdentifier, caseId })
    assert.ok(debt)
    const { capital, interest, costs, fees } = await claimOn(ctx, pool, debt, date)
    claims.push([capital, interest, costs + fees])
  }
  return claims
}

async function pay(reference: string, amount: number, date: string): Promise<void> {
  await world.pay([entryOf(`E-${++entries}`, amount.toFixed(2), { reference, date })])
}

/** A client with three cases that were taken over and released, and one step more on the first. */
async function collected(): Promise<TestClient> {
  const client = await world.createClient()
  atNoon(world.api, '2026-03-16')
  const first = caseRow()
  const rows = [
    { ...first, invoice: { ...first.invoice, dueDateMovedTo: '2026-01-20' } },
    caseRow({ objection: { kind: 'DENIED', amount: 400 }, acknowledgedOn: '2026-01-20' }),
    caseRow({
      ...{ stage: 'OVERDUE', letters: [], payments: [], interest: { percentage: 7 } },
      balance: { capital: 1000, interest: 0, costs: 0 },
    }),
  ]
  const { result } = await importRows(world.api, client.clientIdentifier, rows)
  assert.equal(result.takenOver, 3)
  await releaseCases(world.api.ctx(), { clientId: client.clientIdentifier })
  const { rows: notices } = await world.api.pool.query<{ total: string }>(
    `select document -> 'letter' -> 'claim' ->> 'total' as total from letter where client_id = $1 and kind = 'PAYEE_CHANGED'
     order by case_id`,
    [client.clientIdentifier],
  )
  assert.deepEqual(notices.map(({ total }) => total).slice(0, 1), ['94930'], 'each debtor learns whom to pay')
  assert.equal(notices.length, 3)
  while ((await takeDueSteps(world.api.ctx())) > 0);
  return client
}

test('an export of one agency is imported by another, and every balance is the same to the cent', async () => {
  const first = await collected()
  atNoon(world.api, '2026-03-20')
  const [paid] = await casesOf(first)
  await pay(paid?.reference ?? '', 50, '2026-03-20')
  atNoon(world.api, '2026-03-27')
  await endContract(world.api.ctx(), { clientId: first.clientIdentifier })
  const rows = await exported(first)
  const before = await claimsOf(first, '2026-03-27')
  assert.ok(before.flat().some((amount) => amount > 0n))
  const second = await world.createClient()
  const taken = await importRows(world.api, second.clientIdentifier, rows, { takenOverOn: '2026-03-27' })
  assert.deepEqual(
    taken.rows.map(({ outcome, faults }) => [outcome, faults]),
    rows.map(() => ['TAKEN_OVER', undefined]),
  )
  assert.deepEqual(await claimsOf(second, '2026-03-27'), before)
  // Interest is rounded once at the end of each count, and the second agency begins a new one.
  const [here, there] = [await claimsOf(first, '2026-04-27'), await claimsOf(second, '2026-04-27')]
  for (const [i, [capital = 0n, interest = 0n]] of here.entries()) {
    assert.equal(there[i]?.[0], capital)
    assert.ok([-1n, 0n, 1n].includes((there[i]?.[1] ?? 0n) - interest), `${there[i]?.[1]} and ${interest}`)
  }
  await endContract(world.api.ctx(), { clientId: second.clientIdentifier })
  const again = await exported(second)
  const bare = (all: CaseRow[]) =>
    all.map(({ agency: _agency, caseNumber: _number, reference: _reference, ...row }) => row)
  assert.deepEqual(bare(again), bare(rows))
})

test('from the end of the contract no step is taken; payments are settled; the hand-back closes the cases and settles the rest', async () => {
  const client = await collected()
  const { clientIdentifier: clientId } = client
  await endContract(world.api.ctx(), { clientId, endsOn: '2026-04-10' })
  assert.deepEqual(
    (await casesOf(client)).map(({ hold }) => hold),
    [null, null, null],
    'the day is to come',
  )
  await assert.rejects(exported(client), /goes on until 2026-04-10/)
  atNoon(world.api, '2026-04-10')
  await endDueContracts(world.api.ctx())
  assert.deepEqual(
    (await casesOf(client)).map(({ status, hold }) => [status, hold]),
    [
      ['PAUSED', 'CONTRACT_ENDED'],
      ['DISPUTED', 'CONTRACT_ENDED'],
      ['PAUSED', 'CONTRACT_ENDED'],
    ],
  )
  const steps = () => world.api.pool.query('select case_id, step_index from case_step where client_id = $1', [clientId])
  const taken = (await steps()).rowCount
  assert.equal(
    (await world.api.pool.query(`select from delivery where client_id = $1 and state = 'pending'`, [clientId]))
      .rowCount,
    0,
  )
  atNoon(world.api, '2026-07-10')
  while ((await takeDueSteps(world.api.ctx())) > 0);
  assert.equal((await steps()).rowCount, taken)
  await exported(client)
  const [paid] = await casesOf(client)
  await pay(paid?.reference ?? '', 500, '2026-07-10')
  await assert.rejects(
    handBack(world.api.ctx(), { clientId }),
    new RegExp(`Case ${paid?.caseId} has changed since the export`),
  )
  await exported(client)
  assert.deepEqual(await handBack(world.api.ctx(), { clientId }), { cases: 3 })
  const { rows: closed } = await world.api.pool.query<{ reason: string }>(
    'select closing_reason as reason from collection_case where client_id = $1',
    [clientId],
  )
  assert.deepEqual(
    closed.map(({ reason }) => reason),
    ['WITHDRAWN', 'WITHDRAWN', 'WITHDRAWN'],
  )
  const { rows: owed } = await world.api.pool.query<{ account: string }>(
    `select account from journal_balance where client_id = $1 and balance_minor <> 0 and account like 'RECEIVABLE%'`,
    [clientId],
  )
  assert.deepEqual(owed, [])
  const { settlements } = await runSettlements(world.api.ctx())
  const own = settlements.filter((one) => one.clientId === clientId)
  assert.equal(own.length, 1, 'a final settlement is made at once')
  assert.equal(own[0]?.amount, 50_000n)
})
