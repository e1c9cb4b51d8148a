/** SQL of returns to payers; all are the agency's, client_id 0. */
import type { EntryId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import type { ReturnOrder, ReturnState } from './return-order.ts'

type Row = Omit<ReturnOrder, 'amount'> & { amount: string }
const COLUMNS = `return_id as "returnId", payment_client_id as "paymentClientId", payment_id as "paymentId", entry_id as "entryId", currency,
  amount_minor::text as amount, account, payee, text, reason, state, message_id as "messageId", end_to_end_id as "endToEndId",
  ordered_at as "orderedAt", ordered_by as "orderedBy", send_at as "sendAt", sent_at as "sentAt", ended_at as "endedAt",
  end_reason as "endReason", transaction_id as "transactionId"`

function orderOf(row: Row): ReturnOrder {
  return { ...row, amount: BigInt(row.amount) }
}

export async function insertReturn(
  tx: Tx,
  order: Omit<ReturnOrder, 'state' | 'sentAt' | 'endedAt' | 'endReason'>,
): Promise<void> {
  await tx.query({
    text: `insert into payment_return (client_id, return_id, payment_client_id, payment_id, entry_id, currency, amount_minor, account, payee, text,
             reason, state, message_id, end_to_end_id, ordered_at, ordered_by, send_at, transaction_id)
           values (0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'ordered', $11, $12, $13, $14, $15, $16)`,
    values: [
      order.returnId,
      order.paymentClientId,
      order.paymentId,
      order.entryId,
      order.currency,
      order.amount,
      order.account,
      JSON.stringify(order.payee),
      order.text,
      order.reason,
      order.messageId,
      order.endToEndId,
      order.orderedAt,
      order.orderedBy,
      order.sendAt,
      order.transactionId,
    ],
  })
}

export async function accountOfEntry(db: Queryable, entryId: EntryId): Promise<string | null> {
  const { rows } = await db.query<{ account: string }>({
    text: 'select account from bank_entry where client_id = 0 and entry_id = $1',
    values: [entryId],
  })
  return rows[0]?.account ?? null
}

export async function lockReturn(tx: Tx, returnId: string): Promise<ReturnOrder | undefined> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from payment_return where client_id = 0 and return_id = $1 for no key update`,
    values: [returnId],
  })
  return rows[0] && orderOf(rows[0])
}

/** The return that a bank's file names, locked. */
export async function lockReturnByEndToEndId(tx: Tx, endToEndId: string): Promise<ReturnOrder | undefined> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from payment_return where client_id = 0 and end_to_end_id = $1 for no key update`,
    values: [endToEndId],
  })
  return rows[0] && orderOf(rows[0])
}

/** Locks and returns the return of a payment file: each return has a separate file. */
export async function lockReturnByMessageId(tx: Tx, messageId: string): Promise<ReturnOrder | undefined> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from payment_return where client_id = 0 and message_id = $1 for no key update`,
    values: [messageId],
  })
  return rows[0] && orderOf(rows[0])
}

/** The latest first. */
export async function selectReturns(db: Queryable, limit: number): Promise<ReturnOrder[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from payment_return where client_id = 0 order by ordered_at desc, return_id desc limit $1`,
    values: [limit],
  })
  return rows.map(orderOf)
}

/** Returns whose file is to be written, or to be put into the outbox. */
export async function selectDueReturns(
  db: Queryable,
  state: 'ordered' | 'written',
  now: Date,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ returnId: string }>({
    text: `select return_id as "returnId" from payment_return where client_id = 0 and state = $1 and send_at <= $2 and coalesce(next_attempt_at, send_at) <= $2
           order by coalesce(next_attempt_at, send_at), return_id limit $3`,
    values: [state, now, limit],
  })
  return rows.map(({ returnId }) => returnId)
}

/** A return whose file could not be written or put is tried later. */
export async function postponeReturn(tx: Tx, returnId: string, until: Date): Promise<void> {
  await tx.query({
    text: `update payment_return set next_attempt_at = $2
           where client_id = 0 and return_id = $1 and state in ('ordered', 'written')`,
    values: [returnId, until],
  })
}

/** @returns whether it was ordered: a file is written once */
export async function writeFileOfReturn(tx: Tx, returnId: string, file: Buffer): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update payment_return set state = 'written', file = $2 where client_id = 0 and return_id = $1 and state = 'ordered'`,
    values: [returnId, file],
  })
  return rowCount === 1
}

export async function selectFileOfReturn(
  db: Queryable,
  returnId: string,
): Promise<{ messageId: string; file: Buffer } | undefined> {
  const { rows } = await db.query<{ messageId: string; file: Buffer }>({
    text: `select message_id as "messageId", file from payment_return where client_id = 0 and return_id = $1 and state = 'written'`,
    values: [returnId],
  })
  return rows[0]
}

export async function markReturnSent(tx: Tx, returnId: string, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update payment_return set state = 'sent', sent_at = $2 where client_id = 0 and return_id = $1 and state = 'written'`,
    values: [returnId, at],
  })
  return rowCount === 1
}

/** @returns whether it was in one of the states before: it ends once */
export async function endReturnRow(
  tx: Tx,
  returnId: string,
  from: readonly ReturnState[],
  to: ReturnState,
  end: { at: Date; by: string; reason: string | null },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update payment_return set state = $3, ended_at = $4, ended_by = $5, end_reason = $6
           where client_id = 0 and return_id = $1 and state = any($2::text[])`,
    values: [returnId, from, to, end.at, end.by, end.reason],
  })
  return rowCount === 1
}

/** Returns the message ids that belong to returns. */
export async function selectMessagesOfReturns(db: Queryable, messageIds: readonly string[]): Promise<Set<string>> {
  if (messageIds.length === 0) return new Set()
  const { rows } = await db.query<{ messageId: string }>({
    text: 'select message_id as "messageId" from payment_return where client_id = 0 and message_id = any($1::text[])',
    values: [messageIds],
  })
  return new Set(rows.map(({ messageId }) => messageId))
}

/** Returns that were sent before a moment and that no statement shows yet. */
export async function selectSentReturns(
  db: Queryable,
  before: Date,
  limit: number,
): Promise<{ returnId: string; currency: string; sentAt: Date }[]> {
  const { rows } = await db.query<{ returnId: string; currency: string; sentAt: Date }>({
    text: `select return_id as "returnId", currency, coalesce(sent_at, send_at) as "sentAt" from payment_return
           where client_id = 0 and state = 'sent' and overdue_at is null and sent_at < $1 order by sent_at limit $2`,
    values: [before, limit],
  })
  return rows
}

export async function markReturnsOverdue(db: Queryable, returnIds: readonly string[], at: Date): Promise<void> {
  await db.query({
    text: `update payment_return set overdue_at = $2 where client_id = 0 and return_id = any($1::uuid[]) and state = 'sent'`,
    values: [returnIds, at],
  })
}
