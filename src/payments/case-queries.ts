import type { CivilDate } from '@saatava/core/dates.ts'
import type { AllocationId, CaseId, ClientId, PaymentId, SettlementId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

export interface CasePayment {
  paymentId: PaymentId
  allocationId: AllocationId
  /** BANK, or DIRECT where the creditor got it. */
  kind: string
  currency: string
  bookingDate: CivilDate
  paymentDate: CivilDate
  payerName: string | null
  reference: string | null
  /** Minor units: part of the payment that pays this case. */
  capital: bigint
  interest: bigint
  costs: bigint
  fees: bigint
  explanation: unknown
  reversedAt: Date | null
  settlementId: SettlementId | null
}

type Row = Omit<CasePayment, 'capital' | 'interest' | 'costs' | 'fees'> &
  Record<'capital' | 'interest' | 'costs' | 'fees', string>

/** The latest `limit` allocations to a case, in order. */
export async function selectPaymentsOfCase(
  db: Queryable,
  key: { clientId: ClientId; caseId: CaseId },
  limit: number,
): Promise<CasePayment[]> {
  const { rows } = await db.query<Row>({
    text: `select a.payment_id as "paymentId", a.allocation_id as "allocationId", p.kind, a.currency, p.booking_date as "bookingDate",
                  p.payment_date as "paymentDate", p.payer_name as "payerName", p.original_reference as reference,
                  a.capital_minor::text as capital, a.interest_minor::text as interest, a.costs_minor::text as costs,
                  a.fees_minor::text as fees, a.explanation, a.reversed_at as "reversedAt", a.settlement_id as "settlementId"
           from allocation a join payment p using (client_id, payment_id)
           where a.client_id = $1 and a.case_id = $2 order by a.allocation_id desc limit $3`,
    values: [key.clientId, key.caseId, limit],
  })
  return rows.toReversed().map((row) => ({
    ...row,
    capital: BigInt(row.capital),
    interest: BigInt(row.interest),
    costs: BigInt(row.costs),
    fees: BigInt(row.fees),
  }))
}
