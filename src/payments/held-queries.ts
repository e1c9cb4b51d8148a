/** SQL of what is held back from settlements. */
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

/**
 * Cases of a client that are not settled for now: something was taken off within the credit in which their payments came,
 * and nobody has named its owner yet. Held are the payments of the same payer, then of the same reference, then the
 * largest, until they cover what was taken off: no payment is settled further than what came.
 */
export async function selectHeldCases(
  db: Queryable,
  { clientId, currency }: { clientId: ClientId; currency: string },
): Promise<number[]> {
  const { rows } = await db.query<{ caseId: CaseId }>({
    name: 'cases-held',
    text: `with covering as (
             select s.entry_id, d.amount_minor as deducted,
                    coalesce(sum(s.amount_minor) over (
                      partition by d.entry_id
                      order by s.payer_keys && d.payer_keys desc, s.reference_keys && d.reference_keys desc, s.amount_minor desc, s.entry_id
                      rows between unbounded preceding and 1 preceding), 0) as before
             from bank_entry d
             join bank_entry s on s.client_id = 0 and s.file_id = d.file_id and s.amount_minor > 0
               and (s.booked_at = d.booked_at or s.position in (d.booked_at, d.booked_at || '/TxDtls[1]'))
             where d.client_id = 0 and d.currency = $2 and d.state in ('new', 'unallocated') and d.amount_minor < 0
               and d.booked_at is not null and d.reason is distinct from 'PERHAPS_SAME' and d.reason is distinct from 'OTHER_ACCOUNT'
           )
           select distinct a.case_id as "caseId"
           from covering c
           join payment p on p.client_id = $1 and p.entry_id = c.entry_id and p.reversed_at is null
           join allocation a on a.client_id = p.client_id and a.payment_id = p.payment_id and a.settlement_id is null and a.reversed_at is null
           where c.before < -c.deducted`,
    values: [clientId, currency],
  })
  return rows.map(({ caseId }) => caseId)
}
