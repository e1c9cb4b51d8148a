/** SQL by which people browse settlements, their lines, what is settled next, and runs. */
import type { AllocationId, CaseId, ClientId, PaymentId, SettlementId, TransactionId } from '@saatava/core/ids.ts'
import type { CivilDate } from '@saatava/core/dates.ts'
import type { PayoutState } from '../../payouts/states.ts'
import type { Queryable } from '../../platform/database.ts'
import type { Settlement } from '../settlement.ts'

type Kept =
  | 'clientId'
  | 'settlementId'
  | 'settlementDate'
  | 'currency'
  | 'amount'
  | 'commission'
  | 'deducted'
  | 'lineCount'
  | 'beneficiary'

export interface BrowsedSettlement extends Pick<Settlement, Kept> {
  /** The state of the latest attempt; null: nothing was left to pay. */
  state: PayoutState | null
  doubt: string | null
}

export interface SettlementFilter {
  clientId: ClientId | null
  /** Only settlements whose latest payout is not paid, or is doubtful. */
  openOnly: boolean
  /** The last one of the page before; null: the first page. */
  before: { settlementId: SettlementId; clientId: ClientId } | null
}

type Amount = 'amount' | 'commission' | 'deducted'

const COLUMNS = `s.client_id as "clientId", s.settlement_id as "settlementId", s.settlement_date as "settlementDate", s.currency,
  s.amount_minor::text as amount, s.commission_minor::text as commission, s.deducted_minor::text as deducted,
  s.line_count as "lineCount", s.beneficiary, p.state, p.doubt`

/** The latest first; served by settlement_number. */
const ALL = `select ${COLUMNS} from settlement s
         left join lateral (
           select o.state, o.doubt from payout o
           where o.client_id = s.client_id and o.settlement_id = s.settlement_id order by o.attempt desc limit 1) p on true
         where ($1::bigint is null or s.client_id = $1)
           and ($2::bigint is null or (s.settlement_id, s.client_id) < ($2, $3::bigint))
         order by s.settlement_id desc, s.client_id desc limit $4`

/** Few of many: served by payout_not_paid, whose rows are the latest attempt of their settlement or are passed over. */
const OPEN = `select ${COLUMNS} from payout p
         join settlement s on s.client_id = p.client_id and s.settlement_id = p.settlement_id
         where (p.state <> 'PAID' or p.doubt is not null)
           and not exists (
             select from payout later
             where later.client_id = p.client_id and later.settlement_id = p.settlement_id and later.attempt > p.attempt)
           and ($1::bigint is null or p.client_id = $1)
           and ($2::bigint is null or (p.settlement_id, p.client_id) < ($2, $3::bigint))
         order by p.settlement_id desc, p.client_id desc limit $4`

export async function pageOfAllSettlements(
  db: Queryable,
  { clientId, openOnly, before }: SettlementFilter,
  limit: number,
): Promise<BrowsedSettlement[]> {
  type Row = Omit<BrowsedSettlement, Amount> & Record<Amount, string>
  const values = [clientId, before?.settlementId ?? null, before?.clientId ?? null, limit]
  const { rows } = openOnly
    ? await db.query<Row>({ name: 'settlements-browsed-open', text: OPEN, values })
    : await db.query<Row>({ name: 'settlements-browsed', text: ALL, values })
  return rows.map((row) => ({
    ...row,
    amount: BigInt(row.amount),
    commission: BigInt(row.commission),
    deducted: BigInt(row.deducted),
  }))
}

export interface ProofLine {
  allocationId: AllocationId
  /** It was settled before, and is taken off again. */
  takenBack: boolean
  paymentId: PaymentId
  paymentKind: string
  caseId: CaseId
  invoiceNumber: number
  stage: string
  allocatedOn: CivilDate
  payerName: string | null
  /** Minor units, as allocated: never with the sign of the line. */
  capital: bigint
  interest: bigint
  costs: bigint
  fees: bigint
  owed: bigint
  commission: bigint
  /** The rule by which the payment was divided, and its order. */
  explanation: unknown
  transactionId: TransactionId
}

type LineAmount = 'capital' | 'interest' | 'costs' | 'fees' | 'owed' | 'commission'

const LINE = `a.allocation_id as "allocationId", a.payment_id as "paymentId", p.kind as "paymentKind", a.case_id as "caseId",
  c.invoice_number as "invoiceNumber", a.stage, a.allocated_on as "allocatedOn", p.payer_name as "payerName",
  a.capital_minor::text as capital, a.interest_minor::text as interest, a.costs_minor::text as costs, a.fees_minor::text as fees,
  a.owed_minor::text as owed, a.commission_minor::text as commission, a.explanation, a.transaction_id as "transactionId"`
const LINE_FROM = `from allocation a join payment p using (client_id, payment_id) join collection_case c on c.client_id = a.client_id and c.case_id = a.case_id`

/** Lines of a settlement in the order of their allocations. */
export async function pageOfProof(
  db: Queryable,
  key: { clientId: ClientId; settlementId: SettlementId },
  after: AllocationId,
  limit: number,
): Promise<ProofLine[]> {
  const { rows } = await db.query<Omit<ProofLine, LineAmount> & Record<LineAmount, string>>({
    text: `(select ${LINE}, false as "takenBack" ${LINE_FROM}
            where a.client_id = $1 and a.settlement_id = $2 and a.allocation_id > $3 order by a.allocation_id limit $4)
           union all
           (select ${LINE}, true ${LINE_FROM}
            where a.client_id = $1 and a.reversal_settlement_id = $2 and a.allocation_id > $3 order by a.allocation_id limit $4)
           order by "allocationId" limit $4`,
    values: [key.clientId, key.settlementId, after, limit],
  })
  return rows.map((row) => ({
    ...row,
    capital: BigInt(row.capital),
    interest: BigInt(row.interest),
    costs: BigInt(row.costs),
    fees: BigInt(row.fees),
    owed: BigInt(row.owed),
    commission: BigInt(row.commission),
  }))
}

export interface ProofSums {
  lines: number
  /** Minor units, with the signs of the lines. */
  owed: bigint
  commission: bigint
}

/** Sums over all lines, whatever page is shown. */
export async function sumsOfProof(
  db: Queryable,
  key: { clientId: ClientId; settlementId: SettlementId },
): Promise<ProofSums> {
  const { rows } = await db.query<{ lines: number; owed: string; commission: string }>({
    text: `select count(*)::int as lines, coalesce(sum(sign * owed_minor), 0)::text as owed,
                  coalesce(sum(sign * commission_minor), 0)::text as commission
           from (select 1 as sign, owed_minor, commission_minor from allocation where client_id = $1 and settlement_id = $2
                 union all
                 select -1, owed_minor, commission_minor from allocation where client_id = $1 and reversal_settlement_id = $2) n`,
    values: [key.clientId, key.settlementId],
  })
  const { lines = 0, owed = '0', commission = '0' } = rows[0] ?? {}
  return { lines, owed: BigInt(owed), commission: BigInt(commission) }
}

export interface PlannedRow {
  clientId: ClientId
  currency: string
  nextAt: Date
  /** A code: why the client could not be settled when it was due last. */
  blocked: string | null
}

/** The clients that are settled next, by number. @param after of the page before */
export async function pageOfPlanned(
  db: Queryable,
  { blockedOnly, after }: { blockedOnly: boolean; after: Pick<PlannedRow, 'clientId' | 'currency'> },
  limit: number,
): Promise<PlannedRow[]> {
  const { rows } = await db.query<PlannedRow>({
    text: `select client_id as "clientId", currency, next_at as "nextAt", blocked from settlement_schedule
           where (client_id, currency) > ($1, $2) and (not $3::boolean or blocked is not null)
           order by client_id, currency limit $4`,
    values: [after.clientId, after.currency, blockedOnly, limit],
  })
  return rows
}
