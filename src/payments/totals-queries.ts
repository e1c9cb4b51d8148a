/** SQL of what has been paid on cases. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, PaymentId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

export interface TotalsRow {
  caseId: CaseId
  /** Minor units. */
  bank: bigint
  direct: bigint
  takenBack: bigint
  lastPaymentDate: CivilDate | null
}

type Amounts = 'bank' | 'direct' | 'takenBack'

export async function selectTotalsOfCases(
  db: Queryable,
  clientId: ClientId,
  caseIds: readonly CaseId[],
): Promise<TotalsRow[]> {
  const { rows } = await db.query<Omit<TotalsRow, Amounts> & Record<Amounts, string>>({
    text: `select case_id as "caseId",
                  coalesce(sum(total) filter (where stands and kind = 'BANK'), 0)::text as bank,
                  coalesce(sum(total) filter (where stands and kind = 'DIRECT'), 0)::text as direct,
                  coalesce(sum(total) filter (where not stands), 0)::text as "takenBack",
                  max(payment_date) filter (where stands) as "lastPaymentDate"
           from (
             select a.case_id, a.capital_minor + a.interest_minor + a.costs_minor + a.fees_minor as total, a.reversed_at is null as stands,
                    p.kind, p.payment_date
             from allocation a join payment p using (client_id, payment_id)
             where a.client_id = $1 and a.case_id = any($2::bigint[])
           ) part group by case_id`,
    values: [clientId, caseIds],
  })
  return rows.map((row) => ({
    ...row,
    bank: BigInt(row.bank),
    direct: BigInt(row.direct),
    takenBack: BigInt(row.takenBack),
  }))
}

export interface HeldRow {
  paymentId: PaymentId
  originalReference: string | null
  unallocated: bigint
  /** The case that it paid last; null: none. */
  caseId: CaseId | null
}

/** Rests of a client's payments, served by payment_held. */
export async function selectHeldOfClient(db: Queryable, clientId: ClientId, limit: number): Promise<HeldRow[]> {
  const { rows } = await db.query<Omit<HeldRow, 'unallocated'> & { unallocated: string }>({
    text: `select p.payment_id as "paymentId", p.original_reference as "originalReference", p.unallocated_minor::text as unallocated,
                  (select a.case_id from allocation a
                   where a.client_id = p.client_id and a.payment_id = p.payment_id and a.reversed_at is null
                   order by a.allocation_id desc limit 1) as "caseId"
           from payment p
           where p.client_id = $1 and p.unallocated_minor > 0 and p.unallocated_reason in ('OVERPAYMENT', 'CASE_CLOSED')
           order by p.received_at, p.payment_id limit $2`,
    values: [clientId, limit],
  })
  return rows.map((row) => ({ ...row, unallocated: BigInt(row.unallocated) }))
}
