import type { AllocationId, ClientId, InvoiceId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

/** Rows in one answer: what a client has open between two settlements. */
const OPEN_MAX = 100_000

/** Capital of bank payments that no settlement holds, and of settled ones that were reversed; minor units, signed. */
export async function selectOpenCapital(
  db: Queryable,
  clientId: ClientId,
  currency: string,
): Promise<{ allocationId: AllocationId; invoiceId: InvoiceId; amount: bigint }[]> {
  const { rows } = await db.query<{ allocationId: AllocationId; invoiceId: InvoiceId; amount: string }>({
    text: `select a.allocation_id as "allocationId", c.invoice_id as "invoiceId",
                  (case when a.settlement_id is null then a.capital_minor else -a.capital_minor end)::text as amount
           from (select * from allocation where client_id = $1 and currency = $2 and settlement_id is null and reversed_at is null
                   and owed_minor <> 0
                 union all
                 select * from allocation where client_id = $1 and currency = $2 and settlement_id is not null
                   and reversed_at is not null and reversal_settlement_id is null) a
           join payment p using (client_id, payment_id) join collection_case c using (client_id, case_id)
           where p.kind = 'BANK' and a.capital_minor <> 0
           order by a.allocation_id limit $3`,
    values: [clientId, currency, OPEN_MAX],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}
