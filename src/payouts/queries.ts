/** SQL of payouts. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, SettlementId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Payout, PayoutKey } from './payout.ts'
import { type PayoutState, TRANSITIONS } from './states.ts'

type Amount = 'amount' | 'settlementAmount'
type Row = Omit<Payout, Amount> & Record<Amount, string>

const COLUMNS = `p.client_id as "clientId", p.settlement_id as "settlementId", p.attempt, p.end_to_end_id as "endToEndId", p.message_id as "messageId",
  p.payment_information_id as "paymentInformationId", p.debtor_iban as "debtorIban", p.currency, p.amount_minor::text as amount, p.beneficiary, p.state,
  p.reason_code as "reasonCode", p.reason_text as "reasonText", p.answered_at as "answeredAt", p.doubt, p.paid_on as "paidOn",
  p.paid_transaction_id as "paidTransactionId", s.amount_minor::text as "settlementAmount", s.remittance_reference as "remittanceReference"`
const FROM = 'from payout p join settlement s using (client_id, settlement_id)'
/** Every transaction that locks several payouts uses this order. */
const ORDER = 'order by p.client_id, p.settlement_id, p.attempt'

function payoutOf(row: Row): Payout {
  return { ...row, amount: BigInt(row.amount), settlementAmount: BigInt(row.settlementAmount) }
}

export type NewPayout = PayoutKey &
  Pick<Payout, 'endToEndId' | 'messageId' | 'currency' | 'amount' | 'beneficiary'> & {
    debtorIban: string
  }

export async function insertPayout(tx: Tx, one: NewPayout, at: Date): Promise<void> {
  await tx.query({
    text: `insert into payout (client_id, settlement_id, attempt, end_to_end_id, message_id, debtor_iban, currency, amount_minor, beneficiary, state, created_at, changed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'CREATED', $10, $10)`,
    values: [
      one.clientId,
      one.settlementId,
      one.attempt,
      one.endToEndId,
      one.messageId,
      one.debtorIban,
      one.currency,
      one.amount,
      JSON.stringify(one.beneficiary),
      at,
    ],
  })
}

const PAYOUT_KEYS = bulk({ client_id: 'bigint', settlement_id: 'bigint', attempt: 'smallint' })

/** Another attempt follows it. */
export async function markFollowed(tx: Tx, { clientId, settlementId, attempt }: PayoutKey): Promise<void> {
  await tx.query({
    text: 'update payout set followed = true where client_id = $1 and settlement_id = $2 and attempt = $3',
    values: [clientId, settlementId, attempt],
  })
}

export interface Unconfirmed extends PayoutKey {
  currency: string
  changedAt: Date
}

/** Payouts that the bank has in hand and that are not noted as overdue, the longest unchanged first. */
export async function selectUnconfirmed(db: Queryable, before: Date, limit: number): Promise<Unconfirmed[]> {
  const { rows } = await db.query<Unconfirmed>({
    text: `select client_id as "clientId", settlement_id as "settlementId", attempt, currency, changed_at as "changedAt"
           from payout where state in ('SENT', 'ACCEPTED') and overdue_at is null and changed_at < $1
           order by changed_at limit $2`,
    values: [before, limit],
  })
  return rows
}

export async function markOverdue(tx: Queryable, payouts: readonly PayoutKey[], at: Date): Promise<void> {
  await tx.query({
    text: `update payout p set overdue_at = $1
           from ${PAYOUT_KEYS.from(2)}
           where p.client_id = n.client_id and p.settlement_id = n.settlement_id and p.attempt = n.attempt
             and p.state in ('SENT', 'ACCEPTED')`,
    values: [at, ...PAYOUT_KEYS.values(payouts)],
  })
}

export async function selectOfMessage(db: Queryable, messageId: string): Promise<Payout[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} ${FROM} where p.message_id = $1 ${ORDER}`,
    values: [messageId],
  })
  return rows.map(payoutOf)
}

/** A page of the payouts of a payment file. @param after the last one of the page before */
export async function pageOfMessage(
  db: Queryable,
  messageId: string,
  after: PayoutKey | undefined,
  limit: number,
): Promise<Payout[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} ${FROM}
           where p.message_id = $1 and (p.client_id, p.settlement_id, p.attempt) > ($2::bigint, $3::bigint, $4::smallint)
           ${ORDER} limit $5`,
    values: [messageId, after?.clientId ?? 0, after?.settlementId ?? 0, after?.attempt ?? 0, limit],
  })
  return rows.map(payoutOf)
}

/** Attempts at a settlement, the first one first. */
export async function selectAttempts(db: Queryable, clientId: ClientId, settlementId: SettlementId): Promise<Payout[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} ${FROM} where p.client_id = $1 and p.settlement_id = $2 ${ORDER}`,
    values: [clientId, settlementId],
  })
  return rows.map(payoutOf)
}

export async function lockOfMessage(tx: Tx, messageId: string): Promise<Payout[]> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} ${FROM} where p.message_id = $1 ${ORDER} for no key update of p`,
    values: [messageId],
  })
  return rows.map(payoutOf)
}

export async function lockPayout(tx: Tx, { clientId, settlementId, attempt }: PayoutKey): Promise<Payout | undefined> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} ${FROM} where p.client_id = $1 and p.settlement_id = $2 and p.attempt = $3 for no key update of p`,
    values: [clientId, settlementId, attempt],
  })
  return rows[0] && payoutOf(rows[0])
}

/** The latest attempt at each settlement. */
export async function selectLatestOf(
  db: Queryable,
  clientId: ClientId,
  settlementIds: readonly SettlementId[],
): Promise<Payout[]> {
  const { rows } = await db.query<Row>({
    text: `select distinct on (p.settlement_id) ${COLUMNS} ${FROM} where p.client_id = $1 and p.settlement_id = any($2::bigint[])
           order by p.settlement_id, p.attempt desc`,
    values: [clientId, settlementIds],
  })
  return rows.map(payoutOf)
}

/** Attempts at a settlement, the first one first, locked. */
export async function lockAttempts(tx: Tx, clientId: ClientId, settlementId: SettlementId): Promise<Payout[]> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} ${FROM} where p.client_id = $1 and p.settlement_id = $2 ${ORDER} for no key update of p`,
    values: [clientId, settlementId],
  })
  return rows.map(payoutOf)
}

const MOVES = bulk({ client_id: 'bigint', settlement_id: 'bigint', attempt: 'smallint', transaction_id: 'uuid null' })

export interface Moved {
  reasonCode?: string | null
  reasonText?: string | null
  paidOn?: CivilDate
  /** Journal transaction ids, in the order of the payouts. */
  paidTransactionIds?: (string | undefined)[]
}

/** @returns how many were in a state that allows it */
export async function movePayouts(
  tx: Tx,
  payouts: readonly PayoutKey[],
  to: PayoutState,
  moved: Moved,
  at: Date,
): Promise<number> {
  const from = Object.entries(TRANSITIONS).flatMap(([state, next]) => (next.includes(to) ? [state] : []))
  const { rowCount } = await tx.query({
    text: `update payout p set state = $1, changed_at = $2, doubt = null,
             reason_code = $3, reason_text = $4, paid_on = coalesce($5, p.paid_on),
             paid_transaction_id = coalesce(n.transaction_id, p.paid_transaction_id)
           from ${MOVES.from(7)}
           where p.client_id = n.client_id and p.settlement_id = n.settlement_id and p.attempt = n.attempt and p.state = any($6::text[])`,
    values: [
      to,
      at,
      moved.reasonCode ?? null,
      moved.reasonText ?? null,
      moved.paidOn ?? null,
      from,
      ...MOVES.values(payouts.map((key, i) => ({ ...key, transactionId: moved.paidTransactionIds?.[i] ?? null }))),
    ],
  })
  return rowCount ?? 0
}

export async function noteDoubt(tx: Tx, payouts: readonly PayoutKey[], doubt: string | null, at: Date): Promise<void> {
  if (payouts.length === 0) return
  await tx.query({
    text: `update payout p set doubt = $1, changed_at = $2
           from ${PAYOUT_KEYS.from(3)}
           where p.client_id = n.client_id and p.settlement_id = n.settlement_id and p.attempt = n.attempt`,
    values: [doubt, at, ...PAYOUT_KEYS.values(payouts)],
  })
}

/** The day on which the bank debited payouts that are paid already. */
export async function notePaidOn(tx: Tx, payouts: readonly PayoutKey[], day: CivilDate): Promise<void> {
  if (payouts.length === 0) return
  await tx.query({
    text: `update payout p set paid_on = $1
           from ${PAYOUT_KEYS.from(2)}
           where p.client_id = n.client_id and p.settlement_id = n.settlement_id and p.attempt = n.attempt and p.state = 'PAID'`,
    values: [day, ...PAYOUT_KEYS.values(payouts)],
  })
}

export async function noteAnswered(tx: Tx, payouts: readonly PayoutKey[], answeredAt: Date): Promise<void> {
  await tx.query({
    text: `update payout p set answered_at = greatest(p.answered_at, $1)
           from ${PAYOUT_KEYS.from(2)}
           where p.client_id = n.client_id and p.settlement_id = n.settlement_id and p.attempt = n.attempt`,
    values: [answeredAt, ...PAYOUT_KEYS.values(payouts)],
  })
}

const BATCHES = bulk({ end_to_end_id: 'text', batch: 'text' })

/** Writes the batch of the file in which each payout stands. */
export async function writeBatches(tx: Tx, messageId: string, batches: ReadonlyMap<string, string>): Promise<number> {
  const { rowCount } = await tx.query({
    text: `update payout p set payment_information_id = n.batch
           from ${BATCHES.from(2)}
           where p.message_id = $1 and p.end_to_end_id = n.end_to_end_id`,
    values: [messageId, ...BATCHES.values([...batches].map(([endToEndId, batch]) => ({ endToEndId, batch })))],
  })
  return rowCount ?? 0
}

export async function markPayoutsSent(tx: Tx, messageId: string, at: Date): Promise<void> {
  await tx.query({
    text: `update payout set state = 'SENT', changed_at = $2 where message_id = $1 and state = 'CREATED'`,
    values: [messageId, at],
  })
}

export interface Progress {
  messageId: string
  /** Payouts by where they are. */
  underWay: number
  paid: number
  refused: number
  doubtful: number
  /** When the last of them changed. */
  changedAt: Date
}

export async function progressOf(db: Queryable, messageIds: readonly string[]): Promise<Progress[]> {
  const { rows } = await db.query<Progress>({
    text: `select message_id as "messageId", count(*) filter (where state in ('CREATED', 'SENT', 'ACCEPTED'))::int as "underWay",
             count(*) filter (where state = 'PAID')::int as paid, count(*) filter (where state in ('REJECTED', 'RETURNED'))::int as refused,
             count(*) filter (where doubt is not null)::int as doubtful, max(changed_at) as "changedAt"
           from payout where message_id = any($1::text[]) group by message_id`,
    values: [messageIds],
  })
  return rows
}
