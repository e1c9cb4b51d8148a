/** SQL by which allocations are settled. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { AllocationId, CaseId, ClientId, SettlementId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { selectHeldCases } from './held-queries.ts'
import type { PaymentKind } from './postings.ts'

/** An allocation as a line of a settlement: one that is settled, or one that is taken back. */
export interface SettleLine {
  allocationId: AllocationId
  /** true: it was settled, and the bank took the payment back since: this line takes it off again. */
  takenBack: boolean
  paymentKind: PaymentKind
  caseId: CaseId
  stage: string
  /** The day it counts from; of a line taken back, when that was. */
  allocatedOn: CivilDate
  reversedAt: Date | null
  originalReference: string | null
  /** Minor units, as allocated: never with the line's sign. */
  capital: bigint
  interest: bigint
  costs: bigint
  fees: bigint
  /** Amount that it added to the debt to the client. */
  owed: bigint
  /** Commission that the agency kept when the allocation was settled; 0 before. */
  commission: bigint
}

type Amount = 'capital' | 'interest' | 'costs' | 'fees' | 'owed' | 'commission'
type Row = Omit<SettleLine, Amount> & Record<Amount, string>

const COLUMNS = `a.allocation_id as "allocationId", p.kind as "paymentKind", a.case_id as "caseId", a.stage,
  a.allocated_on as "allocatedOn", a.reversed_at as "reversedAt", p.original_reference as "originalReference",
  a.capital_minor::text as capital, a.interest_minor::text as interest, a.costs_minor::text as costs, a.fees_minor::text as fees,
  a.owed_minor::text as owed, a.commission_minor::text as commission`

const UNSETTLED = 'a.settlement_id is null and a.reversed_at is null and a.owed_minor <> 0'
const TAKEN_BACK = 'a.settlement_id is not null and a.reversed_at is not null and a.reversal_settlement_id is null'

function lineOf(row: Row): SettleLine {
  return {
    ...row,
    capital: BigInt(row.capital),
    interest: BigInt(row.interest),
    costs: BigInt(row.costs),
    fees: BigInt(row.fees),
    owed: BigInt(row.owed),
    commission: BigInt(row.commission),
  }
}

const WAITING_KEYS = bulk({ client_id: 'bigint', currency: 'text' })

/** Returns those of the given "client currency" pairs for which something waits. */
export async function selectWaiting(
  db: Queryable,
  keys: readonly { clientId: ClientId; currency: string }[],
): Promise<Set<string>> {
  const { rows } = await db.query<{ key: string }>({
    text: `select n.client_id || ' ' || n.currency as key from ${WAITING_KEYS.from(1)}
           where exists (select from allocation a where a.client_id = n.client_id and a.currency = n.currency and ${UNSETTLED})
              or exists (select from allocation a where a.client_id = n.client_id and a.currency = n.currency and ${TAKEN_BACK})`,
    values: WAITING_KEYS.values(keys),
  })
  return new Set(rows.map(({ key }) => key))
}

/** Cases on which something waits to be settled and is not held back, what was taken back first, then the oldest allocations. */
export async function selectWaitingCases(
  db: Queryable,
  { clientId, currency }: { clientId: ClientId; currency: string },
  linesMax: number,
): Promise<{ caseIds: CaseId[]; cut: boolean }> {
  const held = await selectHeldCases(db, { clientId, currency })
  const { rows } = await db.query<{ caseId: CaseId }>({
    text: `(select a.case_id as "caseId" from allocation a where a.client_id = $1 and a.currency = $2 and ${TAKEN_BACK}
              and a.case_id <> all($4::bigint[]) order by a.allocation_id limit $3)
           union all
           (select a.case_id from allocation a where a.client_id = $1 and a.currency = $2 and ${UNSETTLED}
              and a.case_id <> all($4::bigint[]) order by a.allocation_id limit $3)`,
    values: [clientId, currency, linesMax, held],
  })
  const taken = rows.slice(0, linesMax)
  return { caseIds: [...new Set(taken.map(({ caseId }) => caseId))], cut: rows.length >= linesMax }
}

/** All that waits on cases, locked; the cases are locked by the caller, so nothing is added meanwhile. */
export async function lockWaitingLines(
  tx: Tx,
  { clientId, currency }: { clientId: ClientId; currency: string },
  caseIds: readonly CaseId[],
): Promise<SettleLine[]> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS}, a.settlement_id is not null as "takenBack"
           from allocation a join payment p using (client_id, payment_id)
           where a.client_id = $1 and a.currency = $2 and a.case_id = any($3::bigint[]) and ((${UNSETTLED}) or (${TAKEN_BACK}))
           order by a.settlement_id is null, a.allocation_id for no key update of a`,
    values: [clientId, currency, caseIds],
  })
  return rows.map(lineOf)
}

const COMMISSIONS = bulk({ allocation_id: 'bigint', commission: 'bigint' })

/** @returns how many were marked: those that were in no settlement, and were not taken back */
export async function markSettled(
  tx: Tx,
  clientId: ClientId,
  settlementId: SettlementId,
  lines: readonly { allocationId: AllocationId; commission: bigint }[],
): Promise<number> {
  if (lines.length === 0) return 0
  const { rowCount } = await tx.query({
    text: `update allocation a set settlement_id = $2, commission_minor = n.commission
           from ${COMMISSIONS.from(3)}
           where a.client_id = $1 and a.allocation_id = n.allocation_id and a.settlement_id is null and a.reversed_at is null`,
    values: [clientId, settlementId, ...COMMISSIONS.values(lines)],
  })
  return rowCount ?? 0
}

/** @returns how many were marked: those that were settled, taken back, and not accounted for before */
export async function markTakenBack(
  tx: Tx,
  clientId: ClientId,
  settlementId: SettlementId,
  allocationIds: readonly AllocationId[],
): Promise<number> {
  if (allocationIds.length === 0) return 0
  const { rowCount } = await tx.query({
    text: `update allocation set reversal_settlement_id = $2
           where client_id = $1 and allocation_id = any($3::bigint[]) and settlement_id is not null and reversed_at is not null
             and reversal_settlement_id is null`,
    values: [clientId, settlementId, allocationIds],
  })
  return rowCount ?? 0
}

/** The lines of settlements, in the order of their allocations. */
export async function selectSettledLines(
  db: Queryable,
  clientId: ClientId,
  settlementIds: readonly SettlementId[],
): Promise<(SettleLine & { settlementId: SettlementId })[]> {
  const { rows } = await db.query<Row & { settlementId: SettlementId }>({
    text: `select ${COLUMNS}, a.settlement_id as "settlementId", false as "takenBack"
           from allocation a join payment p using (client_id, payment_id)
           where a.client_id = $1 and a.settlement_id = any($2::bigint[])
           union all
           select ${COLUMNS}, a.reversal_settlement_id, true
           from allocation a join payment p using (client_id, payment_id)
           where a.client_id = $1 and a.reversal_settlement_id = any($2::bigint[])
           order by "settlementId", "allocationId"`,
    values: [clientId, settlementIds],
  })
  return rows.map((row) => ({ ...lineOf(row), settlementId: row.settlementId }))
}
