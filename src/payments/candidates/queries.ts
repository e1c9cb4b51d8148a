/** SQL by which money that waits is compared with payments from before. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import type { Queryable } from '../../platform/database.ts'

/** The latest payments of an account that are looked at. */
const PAYMENTS_MAX = 50

export interface PaidBefore {
  clientId: ClientId
  debtorId: DebtorId
  /** Payments of the account on cases of the debtor. */
  times: number
  lastOn: CivilDate
}

/**
 * Debtors whose cases were paid from an account before; served by payment_payer.
 * @param accounts the account as files write it  @param clientId null: of any client
 */
export async function selectPaidFrom(
  db: Queryable,
  accounts: readonly string[],
  clientId: ClientId | null,
  limit: number,
): Promise<PaidBefore[]> {
  if (accounts.length === 0) return []
  const { rows } = await db.query<PaidBefore>({
    name: 'debtors-paid-from',
    text: `select c.client_id as "clientId", c.debtor_id as "debtorId", count(distinct p.payment_id)::int as times,
                  max(p.booking_date) as "lastOn"
           from (select client_id, payment_id, booking_date from payment
                 where payer_account = any($1::text[]) and reversed_at is null and ($2::bigint is null or client_id = $2)
                 order by booking_date desc limit ${PAYMENTS_MAX}) p
           join allocation a using (client_id, payment_id)
           join collection_case c on c.client_id = a.client_id and c.case_id = a.case_id
           where a.reversed_at is null
           group by c.client_id, c.debtor_id order by max(p.booking_date) desc, c.client_id, c.debtor_id limit $3`,
    values: [accounts, clientId, limit],
  })
  return rows
}
