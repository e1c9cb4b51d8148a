/** Checks settlements at any moment, computed from the rows a second time. */
import assert from 'node:assert/strict'
import type { TestClient } from '../service.ts'
import type { SettlementView, SettlementWorld } from './world.ts'

interface AllocationRow {
  kind: 'BANK' | 'DIRECT'
  capital: string
  interest: string
  costs: string
  fees: string
  commission: string
  reversed: boolean
  settled: boolean
  taken_back: boolean
}

/** All of a client, by every page. */
export async function settlementsOf(world: SettlementWorld, client: TestClient): Promise<SettlementView[]> {
  const all: SettlementView[] = []
  for (let query: string | undefined = '?fromDate=2020-01-01&limit=2'; query !== undefined; ) {
    const reply = await world.settlements(client, query)
    assert.equal(reply.status, 200, reply.text)
    all.push(...reply.body.settlements)
    query = /<[^?>]*(\?[^>]*)>/.exec(reply.headers.get('link') ?? '')?.[1]
  }
  return all
}

const minor = (amount: number) => BigInt(Math.round(amount * 100))
const total = (amounts: bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n)

export async function checkBooks(
  world: SettlementWorld,
  creditors: readonly { client: TestClient; currency: string }[],
): Promise<void> {
  for (const { client } of creditors) {
    const { clientIdentifier: clientId } = client
    const settlements = await settlementsOf(world, client)
    for (const one of settlements) {
      assert.ok(one.settlementAmount >= 0.01)
      const sums = one.allocations.map(({ allocatedTotalAmount, breakdown }) => {
        assert.equal(minor(allocatedTotalAmount), total(breakdown.map(({ amount }) => minor(amount))))
        return minor(allocatedTotalAmount)
      })
      assert.equal(minor(one.settlementAmount), total(sums), `settlement ${one.settlementId}`)
      const deducted = total(one.deductions.map(({ amount }) => minor(amount)))
      assert.equal(minor(one.paidAmount), minor(one.settlementAmount) - deducted, `settlement ${one.settlementId}`)
      assert.ok(one.paidAmount >= 0 && one.deductions.every(({ amount }) => amount > 0))
    }
    const { rows } = await world.api.pool.query<AllocationRow>(
      `select p.kind, a.capital_minor::text as capital, a.interest_minor::text as interest, a.costs_minor::text as costs,
              a.fees_minor::text as fees, a.commission_minor::text as commission, a.reversed_at is not null as reversed,
              a.settlement_id is not null as settled, a.reversal_settlement_id is not null as taken_back
       from allocation a join payment p using (client_id, payment_id) where client_id = $1`,
      [clientId],
    )
    const waiting = total(rows.map(waitingOf))
    const owed = -(await balance(world, clientId, 'OWED_TO_CLIENT'))
    assert.equal(owed, waiting, `client ${clientId}: the journal owes what waits`)
    const paidOut = total(rows.map(paidOutOf))
    assert.equal(total(settlements.map(({ settlementAmount }) => minor(settlementAmount))), paidOut)
    const deducted = total(settlements.flatMap(({ deductions }) => deductions.map(({ amount }) => minor(amount))))
    assert.equal(deducted + (await balance(world, clientId, 'DUE_FROM_CLIENT')), await feesOfWithdrawn(world, clientId))
    const funds = await Promise.all(
      ['CLIENT_FUNDS', 'UNALLOCATED', 'OWED_TO_CLIENT', 'OWED_TO_AGENCY', 'PAYOUTS_IN_TRANSIT', 'PAYOUTS_REFUSED'].map(
        (account) => balance(world, clientId, account),
      ),
    )
    assert.equal(total(funds), 0n, `client ${clientId}: funds are what is owed`)
  }
}

function clientShare({ kind, capital, interest, costs, fees }: AllocationRow): bigint {
  return kind === 'DIRECT' ? -BigInt(fees) : BigInt(capital) + BigInt(interest) + BigInt(costs)
}

function waitingOf(row: AllocationRow): bigint {
  if (!row.settled) return row.reversed ? 0n : clientShare(row)
  return row.reversed && !row.taken_back ? -clientShare(row) : 0n
}

function paidOutOf(row: AllocationRow): bigint {
  return row.settled && !row.taken_back ? clientShare(row) - BigInt(row.commission) : 0n
}

/** Returns the agency's charges on cases that the client withdrew, as their events say. */
async function feesOfWithdrawn(world: SettlementWorld, clientId: number): Promise<bigint> {
  const { rows } = await world.api.pool.query<{ amount: string }>(
    `select data->>'amount' as amount from case_event where client_id = $1 and kind = 'FEES_TO_CLIENT'`,
    [clientId],
  )
  return total(rows.map(({ amount }) => minor(Number(amount))))
}

async function balance(world: SettlementWorld, clientId: number, account: string): Promise<bigint> {
  const { rows } = await world.api.pool.query<{ total: string }>(
    'select coalesce(sum(balance_minor), 0)::text as total from journal_balance where client_id = $1 and account = $2',
    [clientId, account],
  )
  return BigInt(rows[0]?.total ?? 0)
}
