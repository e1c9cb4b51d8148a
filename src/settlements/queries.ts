/** SQL of settlements. */
import type { CaseId, ClientId, SettlementId, TransactionId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Beneficiary, Settlement } from './settlement.ts'

type Amount = 'amount' | 'commission' | 'deducted'
type Row = Omit<Settlement, Amount> & Record<Amount, string>
const COLUMNS = `client_id as "clientId", settlement_id as "settlementId", settlement_date as "settlementDate", currency,
  amount_minor::text as amount, commission_minor::text as commission, deducted_minor::text as deducted, line_count as "lineCount",
  remittance_reference as "remittanceReference", beneficiary, run_id as "runId", created_at as "createdAt",
  handed_out_at as "handedOutAt"`

function settlementOf(row: Row): Settlement {
  return {
    ...row,
    amount: BigInt(row.amount),
    commission: BigInt(row.commission),
    deducted: BigInt(row.deducted),
  }
}

/** The greatest number of a client's day so far. */
export async function lastNumber(
  tx: Tx,
  clientId: ClientId,
  range: { from: number; to: number },
): Promise<number | undefined> {
  const { rows } = await tx.query<{ last: number | null }>({
    text: 'select max(settlement_id) as last from settlement where client_id = $1 and settlement_id between $2 and $3',
    values: [clientId, range.from, range.to],
  })
  return rows[0]?.last ?? undefined
}

export async function insertSettlement(
  tx: Tx,
  row: Omit<Settlement, 'handedOutAt'> & { transactionId: TransactionId },
): Promise<void> {
  await tx.query({
    text: `insert into settlement (client_id, settlement_id, settlement_date, currency, amount_minor, commission_minor, deducted_minor, line_count,
             remittance_reference, beneficiary, run_id, transaction_id, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      row.clientId,
      row.settlementId,
      row.settlementDate,
      row.currency,
      row.amount,
      row.commission,
      row.deducted,
      row.lineCount,
      row.remittanceReference,
      JSON.stringify(row.beneficiary),
      row.runId,
      row.transactionId,
      row.createdAt,
    ],
  })
}

/** One of a client. */
export async function selectSettlement(
  db: Queryable,
  clientId: ClientId,
  settlementId: SettlementId,
): Promise<Settlement | undefined> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from settlement where client_id = $1 and settlement_id = $2`,
    values: [clientId, settlementId],
  })
  return rows[0] && settlementOf(rows[0])
}

/** Returns the clients that have a settlement of a number: each client has its own numbers. */
export async function selectClientsOf(db: Queryable, settlementId: SettlementId, limit: number): Promise<number[]> {
  const { rows } = await db.query<{ clientId: ClientId }>({
    text: 'select client_id as "clientId" from settlement where settlement_id = $1 order by client_id limit $2',
    values: [settlementId, limit],
  })
  return rows.map(({ clientId }) => clientId)
}

/** The account that it is paid to from here on. */
export async function writeBeneficiary(
  tx: Tx,
  { clientId, settlementId }: Pick<Settlement, 'clientId' | 'settlementId'>,
  beneficiary: Beneficiary,
): Promise<void> {
  await tx.query({
    text: 'update settlement set beneficiary = $3 where client_id = $1 and settlement_id = $2',
    values: [clientId, settlementId, JSON.stringify(beneficiary)],
  })
}

export interface Listed {
  /** First and last number, both included. */
  range: { from: number; to: number }
  unacknowledged: boolean
  /** Only those with an allocation of one of these cases. */
  caseIds: readonly CaseId[] | undefined
  after: number
  limit: number
}

export async function pageOfSettlements(db: Queryable, clientId: ClientId, by: Listed): Promise<Settlement[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from settlement
           where client_id = $1 and settlement_id between $2 and $3 and settlement_id > $4
             ${by.unacknowledged ? 'and acknowledged_at is null' : ''}
             ${
               by.caseIds === undefined
                 ? 'and $6::bigint[] is null'
                 : `and settlement_id in (
               select unnest(array[settlement_id, reversal_settlement_id]) from allocation where client_id = $1 and case_id = any($6::bigint[]))`
             }
           order by settlement_id limit $5`,
    values: [clientId, by.range.from, by.range.to, by.after, by.limit, by.caseIds ?? null],
  })
  return rows.map(settlementOf)
}

/** They are handed out now, for the first time where they were not before. */
export async function noteHandedOut(
  db: Queryable,
  clientId: ClientId,
  ids: readonly number[],
  at: Date,
): Promise<void> {
  await db.query({
    text: `update settlement set handed_out_at = $3
           where client_id = $1 and settlement_id = any($2::bigint[]) and handed_out_at is null`,
    values: [clientId, ids, at],
  })
}

/**
 * Acknowledges the settlements of a page that was handed out: no other between its ends, which came or were shown later.
 */
export async function acknowledgePage(
  db: Queryable,
  clientId: ClientId,
  page: { first: number; last: number; at: Date },
  now: Date,
): Promise<void> {
  await db.query({
    text: `update settlement set acknowledged_at = $5
           where client_id = $1 and settlement_id between $2 and $3 and handed_out_at <= $4 and acknowledged_at is null`,
    values: [clientId, page.first, page.last, page.at, now],
  })
}

/** @returns those of the numbers that are the client's and were handed out */
export async function acknowledge(
  db: Queryable,
  clientId: ClientId,
  ids: readonly SettlementId[],
  at: Date,
): Promise<Set<SettlementId>> {
  const { rows } = await db.query<{ settlementId: SettlementId }>({
    text: `update settlement set acknowledged_at = coalesce(acknowledged_at, $3)
           where client_id = $1 and settlement_id = any($2::bigint[]) and handed_out_at is not null
           returning settlement_id as "settlementId"`,
    values: [clientId, ids, at],
  })
  return new Set(rows.map(({ settlementId }) => settlementId))
}

/** A client's, the latest first. */
export async function selectLatest(db: Queryable, clientId: ClientId, limit: number): Promise<Settlement[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from settlement where client_id = $1 order by settlement_id desc limit $2`,
    values: [clientId, limit],
  })
  return rows.map(settlementOf)
}
