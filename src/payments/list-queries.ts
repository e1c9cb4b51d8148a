/** SQL of the lists: allocated payments for a client, unallocated money for the agency. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { AllocationId, CaseId, ClientId, PaymentId, SettlementId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { Reason } from './states.ts'

export interface AllocatedRow {
  allocationId: AllocationId
  paymentId: PaymentId
  caseId: CaseId
  originalReference: string | null
  payerName: string | null
  bookingDate: CivilDate
  paymentDate: CivilDate
  currency: string
  paymentType: string
  /** Minor units as text. */
  capital: string
  interest: string
  costs: string
  settlementId: SettlementId | null
}

export interface Place {
  bookingDate: CivilDate
  paymentId: PaymentId
  allocationId: AllocationId
}

/** Allocations that stand, in the order of their payments' booking dates; served by payment_booked and allocation_payment. */
export async function pageOfAllocated(
  db: Queryable,
  clientId: ClientId,
  filter: { from: CivilDate; to: CivilDate; caseIds: readonly CaseId[] | undefined },
  after: Place | undefined,
  limit: number,
): Promise<AllocatedRow[]> {
  const { rows } = await db.query<AllocatedRow>({
    text: `select a.allocation_id as "allocationId", a.payment_id as "paymentId", a.case_id as "caseId",
                  p.original_reference as "originalReference", p.payer_name as "payerName", p.booking_date as "bookingDate",
                  p.payment_date as "paymentDate", a.currency, p.payment_type as "paymentType", a.capital_minor::text as capital,
                  a.interest_minor::text as interest, (a.costs_minor + a.fees_minor)::text as costs, a.settlement_id as "settlementId"
           from payment p join allocation a using (client_id, payment_id)
           where p.client_id = $1 and p.booking_date between $2 and $3 and a.reversed_at is null
             and ${filter.caseIds === undefined ? '$5::bigint[] is null' : 'a.case_id = any($5::bigint[])'}
             ${after === undefined ? '' : 'and (p.booking_date, p.payment_id) >= ($6, $7) and (p.booking_date, p.payment_id, a.allocation_id) > ($6, $7, $8)'}
           order by p.booking_date, p.payment_id, a.allocation_id limit $4`,
    values: [
      clientId,
      filter.from,
      filter.to,
      limit,
      filter.caseIds ?? null,
      ...(after === undefined ? [] : [after.bookingDate, after.paymentId, after.allocationId]),
    ],
  })
  return rows
}

export interface WaitingRow {
  /** Id of the entry, or of the payment. */
  id: string
  kind: 'ENTRY' | 'PAYMENT'
  clientId: ClientId | null
  /** Minor units as text: what waits of it. */
  waiting: string
  amount: string
  currency: string
  bookingDate: CivilDate
  paymentDate: CivilDate
  payerName: string | null
  payerAccount: string | null
  reference: string | null
  message: string | null
  reason: Reason
  /** The entry that may be the same movement; null where there is none. */
  sameAs: string | null
  searchText: string | null
  reportedReferences: { value: string }[] | null
}

/** Entries that are nobody's yet. */
export async function selectWaitingEntries(db: Queryable, limit: number): Promise<WaitingRow[]> {
  const { rows } = await db.query<WaitingRow>({
    text: `select entry_id as id, 'ENTRY' as kind, null::bigint as "clientId", amount_minor::text as waiting, amount_minor::text as amount, currency,
                  booking_date as "bookingDate", payment_date as "paymentDate", payer_name as "payerName",
                  payer_account as "payerAccount", reference, message, reason, same_as as "sameAs", search_text as "searchText",
                  reported_references as "reportedReferences"
           from bank_entry where client_id = 0 and state = 'unallocated' order by booking_date, entry_id limit $1`,
    values: [limit],
  })
  return rows
}

/** Rests of clients' payments; of all clients, since the agency holds the money. */
export async function selectHeldPayments(db: Queryable, limit: number): Promise<WaitingRow[]> {
  const { rows } = await db.query<WaitingRow>({
    text: `select payment_id as id, 'PAYMENT' as kind, client_id as "clientId", unallocated_minor::text as waiting,
                  amount_minor::text as amount, currency, booking_date as "bookingDate", payment_date as "paymentDate",
                  payer_name as "payerName", payer_account as "payerAccount", original_reference as reference, null as message,
                  unallocated_reason as reason, null as "sameAs", null as "searchText", null::json as "reportedReferences"
           from payment where unallocated_minor > 0 and kind = 'BANK' order by received_at, client_id, payment_id limit $1`,
    values: [limit],
  })
  return rows
}
