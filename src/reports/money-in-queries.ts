/** SQL of money that came in: payments by the day on which they were booked. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, PaymentId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface WeekRow {
  currency: string
  /** Its Monday. */
  week: CivilDate
  kind: 'BANK' | 'DIRECT'
  payments: number
  /** Minor units as text. */
  amount: string
}

/** Payments that stand, by week and kind. @param since a Monday */
export async function sumByWeek(
  tx: Tx,
  { clientId, since }: { clientId: ClientId | null; since: CivilDate },
): Promise<WeekRow[]> {
  const { rows } = await tx.query<WeekRow>({
    text: `select currency, date_trunc('week', booking_date::timestamp)::date as week, kind, count(*) as payments,
             sum(amount_minor)::text as amount
           from payment
           where ($1::bigint is null or client_id = $1) and booking_date >= $2 and reversed_at is null
           group by 1, 2, 3 order by 1, 2, 3`,
    values: [clientId, since],
  })
  return rows
}

export interface ReceivedRow {
  paymentId: PaymentId
  kind: 'BANK' | 'DIRECT'
  bookingDate: CivilDate
  payerName: string | null
  reference: string | null
  currency: string
  /** Minor units as text. */
  amount: string
  unallocated: string
  /** The cases that it pays, up to three; an array has them as text. */
  caseIds: string[]
}

export interface ReceivedPlace {
  bookingDate: CivilDate
  paymentId: PaymentId
}

/** Payments of a client between two days, both included, in the order of payment_booked. */
export async function pageOfReceived(
  db: Queryable,
  clientId: ClientId,
  { from, to }: { from: CivilDate; to: CivilDate },
  { after, limit }: { after: ReceivedPlace | undefined; limit: number },
): Promise<ReceivedRow[]> {
  const { rows } = await db.query<ReceivedRow>({
    text: `select p.payment_id as "paymentId", p.kind, p.booking_date as "bookingDate", p.payer_name as "payerName",
             p.original_reference as reference, p.currency, p.amount_minor::text as amount,
             p.unallocated_minor::text as unallocated,
             array(select a.case_id from allocation a
                   where a.client_id = p.client_id and a.payment_id = p.payment_id and a.reversed_at is null
                   order by a.case_id limit 3) as "caseIds"
           from payment p
           where p.client_id = $1 and p.booking_date between $2 and $3 and p.reversed_at is null
             and ($4::date is null or (p.booking_date, p.payment_id) > ($4, $5::uuid))
           order by p.booking_date, p.payment_id limit $6`,
    values: [clientId, from, to, after?.bookingDate ?? null, after?.paymentId ?? null, limit],
  })
  return rows
}
