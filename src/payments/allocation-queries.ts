import type { CivilDate } from '@saatava/core/dates.ts'
import type { AllocationId, CaseId, ClientId, PaymentId, TransactionId } from '@saatava/core/ids.ts'
import type { Claim } from '../claims/claim.ts'
import type { AllocationDetails } from '../journal/details.ts'
import { bulk } from '../platform/bulk.ts'
import type { Tx } from '../platform/database.ts'

export interface NewAllocation {
  clientId: ClientId
  paymentId: PaymentId
  caseId: CaseId
  transactionId: TransactionId
  currency: string
  parts: Claim
  onDate: CivilDate
  explanation: AllocationDetails
  /** How far the case has come: commissions go by it. */
  stage: string
  /** Amount that is added to the debt to the client, as posted: minor units, below zero where the client owes fees. */
  owed: bigint
}

const NEW_ALLOCATIONS = bulk({
  client_id: 'bigint',
  payment_id: 'uuid',
  case_id: 'bigint',
  transaction_id: 'uuid',
  currency: 'text',
  capital: 'bigint',
  interest: 'bigint',
  costs: 'bigint',
  fees: 'bigint',
  on_date: 'date',
  explanation: 'json',
  stage: 'text',
  owed: 'bigint',
})

/** @returns their numbers, in order */
export async function insertAllocations(tx: Tx, rows: readonly NewAllocation[], at: Date): Promise<number[]> {
  if (rows.length === 0) return []
  const { rows: stored } = await tx.query<{ allocationId: AllocationId; transactionId: TransactionId }>({
    name: 'allocations',
    text: `insert into allocation (client_id, payment_id, case_id, transaction_id, currency, capital_minor, interest_minor, costs_minor,
             fees_minor, allocated_on, explanation, allocated_at, stage, owed_minor)
           select client_id, payment_id, case_id, transaction_id, currency, capital, interest, costs, fees, on_date, explanation, $1, stage, owed
           from ${NEW_ALLOCATIONS.ordered(2)}
           order by ord
           returning allocation_id as "allocationId", transaction_id as "transactionId"`,
    values: [
      at,
      ...NEW_ALLOCATIONS.values(
        rows.map((row) => ({
          ...row,
          capital: row.parts.capital,
          interest: row.parts.interest,
          costs: row.parts.costs,
          fees: row.parts.fees,
        })),
      ),
    ],
  })
  const numbers = new Map(stored.map((row) => [row.transactionId, row.allocationId]))
  return rows.map((row) => numbers.get(row.transactionId) ?? 0)
}

export interface Allocation {
  allocationId: AllocationId
  caseId: CaseId
  transactionId: TransactionId
  currency: string
  /** Minor units, of its four components. */
  capital: bigint
  total: bigint
  settled: boolean
}

/** Returns the allocations of a payment that were not taken back. */
export async function selectAllocations(tx: Tx, clientId: ClientId, paymentId: PaymentId): Promise<Allocation[]> {
  const { rows } = await tx.query<Omit<Allocation, 'capital' | 'total'> & { capital: string; total: string }>({
    text: `select allocation_id as "allocationId", case_id as "caseId", transaction_id as "transactionId", currency,
                  capital_minor::text as capital, (capital_minor + interest_minor + costs_minor + fees_minor)::text as total,
                  settlement_id is not null as settled
           from allocation where client_id = $1 and payment_id = $2 and reversed_at is null order by allocation_id`,
    values: [clientId, paymentId],
  })
  return rows.map((row) => ({ ...row, capital: BigInt(row.capital), total: BigInt(row.total) }))
}

export async function markAllocationsReversed(
  tx: Tx,
  clientId: ClientId,
  ids: readonly number[],
  at: Date,
): Promise<void> {
  await tx.query({
    text: `update allocation set reversed_at = $3 where client_id = $1 and allocation_id = any($2::bigint[]) and reversed_at is null`,
    values: [clientId, ids, at],
  })
}

export interface NumberedAllocation extends Allocation {
  clientId: ClientId
  paymentId: PaymentId
  /** Civil date from which it counts. */
  onDate: CivilDate
  reversedAt: Date | null
}

/** An allocation of any client, by its number: one sequence makes the numbers of all. */
export async function selectAllocationByNumber(
  tx: Tx,
  allocationId: AllocationId,
): Promise<NumberedAllocation | undefined> {
  const { rows } = await tx.query<Omit<NumberedAllocation, 'capital' | 'total'> & { capital: string; total: string }>({
    text: `select client_id as "clientId", payment_id as "paymentId", allocation_id as "allocationId", case_id as "caseId",
                  transaction_id as "transactionId", currency, capital_minor::text as capital,
                  (capital_minor + interest_minor + costs_minor + fees_minor)::text as total,
                  settlement_id is not null as settled, allocated_on as "onDate", reversed_at as "reversedAt"
           from allocation where allocation_id = $1`,
    values: [allocationId],
  })
  const [row] = rows
  return row && { ...row, capital: BigInt(row.capital), total: BigInt(row.total) }
}
