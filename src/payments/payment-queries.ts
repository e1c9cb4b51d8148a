/** SQL of payments and their allocations. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, EntryId, PaymentId, TransactionId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { PaymentKind } from './postings.ts'
import type { Reason } from './states.ts'

export interface Payment {
  clientId: ClientId
  paymentId: PaymentId
  kind: PaymentKind
  entryId: EntryId | null
  currency: string
  /** Minor units. */
  amount: bigint
  unallocated: bigint
  unallocatedReason: Reason | null
  returned: bigint
  bookingDate: CivilDate
  paymentDate: CivilDate
  payerName: string | null
  payerAccount: string | null
  originalReference: string | null
  paymentType: string
  reversedAt: Date | null
  /** Journal transaction of its receipt; null: no client funds moved. */
  transactionId: TransactionId | null
}

type Row = Omit<Payment, 'amount' | 'unallocated' | 'returned'> & {
  amount: string
  unallocated: string
  returned: string
}

const PAYMENT_COLUMNS = `p.client_id as "clientId", p.payment_id as "paymentId", p.kind, p.entry_id as "entryId", p.currency,
  p.amount_minor::text as amount, p.unallocated_minor::text as unallocated, p.unallocated_reason as "unallocatedReason",
  p.returned_minor::text as returned, p.booking_date as "bookingDate", p.payment_date as "paymentDate", p.payer_name as "payerName",
  p.payer_account as "payerAccount", p.original_reference as "originalReference", p.payment_type as "paymentType",
  p.reversed_at as "reversedAt", p.transaction_id as "transactionId"`

function paymentOf(row: Row): Payment {
  return {
    ...row,
    amount: BigInt(row.amount),
    unallocated: BigInt(row.unallocated),
    returned: BigInt(row.returned),
  }
}

const NEW_PAYMENTS = bulk({
  client_id: 'bigint',
  payment_id: 'uuid',
  kind: 'text',
  entry_id: 'uuid null',
  currency: 'text',
  amount: 'bigint',
  unallocated: 'bigint',
  unallocated_reason: 'text null',
  booking_date: 'date',
  payment_date: 'date',
  payer_name: 'text null',
  payer_account: 'text null',
  original_reference: 'text null',
  payment_type: 'text',
  transaction_id: 'uuid null',
})

export async function insertPayments(tx: Tx, payments: readonly Payment[], at: Date): Promise<void> {
  if (payments.length === 0) return
  await tx.query({
    name: 'payments',
    text: `insert into payment (client_id, payment_id, kind, entry_id, currency, amount_minor, unallocated_minor, unallocated_reason,
             booking_date, payment_date, payer_name, payer_account, original_reference, payment_type, transaction_id, received_at)
           select client_id, payment_id, kind, entry_id, currency, amount, unallocated, unallocated_reason,
             booking_date, payment_date, payer_name, payer_account, original_reference, payment_type, transaction_id, $1
           from ${NEW_PAYMENTS.from(2)}`,
    values: [at, ...NEW_PAYMENTS.values(payments)],
  })
}

/** A payment, locked: before any case that it pays. */
export async function lockPayment(tx: Tx, clientId: ClientId, paymentId: PaymentId): Promise<Payment | undefined> {
  const { rows } = await tx.query<Row>({
    text: `select ${PAYMENT_COLUMNS} from payment p where p.client_id = $1 and p.payment_id = $2 for no key update`,
    values: [clientId, paymentId],
  })
  return rows[0] && paymentOf(rows[0])
}

/** Returns the client of a payment; payment ids are unique among all clients. */
export async function clientOfPayment(db: Queryable, paymentId: PaymentId): Promise<number | undefined> {
  const { rows } = await db.query<{ clientId: ClientId }>({
    text: 'select client_id as "clientId" from payment where payment_id = $1',
    values: [paymentId],
  })
  return rows[0]?.clientId
}

/** Takes a part of what is unallocated. @returns false where there is not so much, or it was taken back */
export async function takeUnallocated(
  tx: Tx,
  { clientId, paymentId }: { clientId: ClientId; paymentId: PaymentId },
  amount: bigint,
  { reason, returned }: { reason: Reason; returned?: boolean },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update payment set unallocated_minor = unallocated_minor - $3,
             unallocated_reason = case when unallocated_minor = $3 then null else $4 end,
             returned_minor = returned_minor + case when $5 then $3 else 0 end
           where client_id = $1 and payment_id = $2 and reversed_at is null and unallocated_minor >= $3`,
    values: [clientId, paymentId, amount, reason, returned === true],
  })
  return rowCount === 1
}

/** Makes an amount that was taken off a case wait again. @returns false where it was taken back by the bank meanwhile */
export async function giveBackUnallocated(
  tx: Tx,
  { clientId, paymentId }: { clientId: ClientId; paymentId: PaymentId },
  amount: bigint,
  reason: Reason,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update payment set unallocated_minor = unallocated_minor + $3, unallocated_reason = $4
           where client_id = $1 and payment_id = $2 and reversed_at is null`,
    values: [clientId, paymentId, amount, reason],
  })
  return rowCount === 1
}

/** Undoes a return: the amount stays unallocated. */
export async function undoReturned(
  tx: Tx,
  { clientId, paymentId }: { clientId: ClientId; paymentId: PaymentId },
  amount: bigint,
  reason: Reason,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update payment set unallocated_minor = unallocated_minor + $3, returned_minor = returned_minor - $3,
             unallocated_reason = coalesce(unallocated_reason, $4)
           where client_id = $1 and payment_id = $2 and reversed_at is null and returned_minor >= $3`,
    values: [clientId, paymentId, amount, reason],
  })
  return rowCount === 1
}

export async function markReversed(tx: Tx, clientId: ClientId, paymentId: PaymentId, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update payment set reversed_at = $3, unallocated_minor = 0, unallocated_reason = null
           where client_id = $1 and payment_id = $2 and reversed_at is null`,
    values: [clientId, paymentId, at],
  })
  return rowCount === 1
}
