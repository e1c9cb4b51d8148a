/** SQL of invoices' records, which follow from their deliveries, and of what is taken back where none has arrived. */
import type { Tx } from '../platform/database.ts'
import type { InvoiceKey } from '../deliveries/outcome-queries.ts'

/**
 * Brings the records of invoices up to their status and to what their deliveries say: arrived by any, else sent by any,
 * else still on the way, else failed. An accepted invoice all of whose deliveries have failed becomes ERROR: it can be
 * put right and sent again.
 * @returns credit notes that became ERROR: they credit nothing (any more)
 */
export async function refreshRecords(tx: Tx, keys: InvoiceKey[], at: Date): Promise<LostCredit[]> {
  if (keys.length === 0) return []
  const { rows } = await tx.query<LostCredit>({
    name: 'distribution-refresh',
    text: `
      with n as (select distinct * from unnest($1::bigint[], $2::uuid[]) as n (client_id, invoice_id)),
      summed as (
        select client_id, invoice_id,
          case when bool_or(state = 'delivered') then 'DELIVERED' when bool_or(state = 'sent') then 'SENT'
               when bool_or(state in ('pending', 'sending', 'unknown')) then 'PENDING' else 'FAILED' end as outcome,
          min(sent_at) filter (where state in ('sent', 'delivered')) as sent_at,
          min(delivered_at) filter (where state = 'delivered') as delivered_at,
          (array_agg(channel order by case when state = 'delivered' then 0 when state = 'sent' then 1
             when state in ('sending', 'unknown') then 2 when state = 'pending' then 3 else 4 end, rank))[1] as method,
          (array_agg(failure_reason order by updated_at desc, rank desc) filter (where failure_reason is not null))[1] as reason
        from delivery join n using (client_id, invoice_id) where letter_id is null group by client_id, invoice_id
      ), losing as (
        select i.client_id, i.invoice_id, i.number, i.credits_invoice_id, i.total_minor, s.reason
        from summed s join invoice i using (client_id, invoice_id) where s.outcome = 'FAILED' and i.status = 'ACCEPTED'
      ), lost as (
        update invoice i set status = 'ERROR', updated_at = $3::timestamptz, credits_invoice_id = null,
          reasons = json_build_array(json_build_object('code', 'DELIVERY_FAILED', 'message', coalesce(l.reason, 'No channel could deliver it.')))
        from losing l where i.client_id = l.client_id and i.invoice_id = l.invoice_id
        returning i.client_id, i.invoice_id
      ), refreshed as (
        update distribution_record d set outcome = s.outcome, method = s.method, sent_at = s.sent_at, delivered_at = s.delivered_at,
          status = case when l.invoice_id is null then i.status else 'ERROR' end,
          failure_reason = case when s.outcome in ('DELIVERED', 'SENT') then null else s.reason end,
          updated_at = $3::timestamptz, changed = pg_current_xact_id(), fetched_at = null
        from summed s join invoice i using (client_id, invoice_id) left join lost l using (client_id, invoice_id)
        where d.client_id = s.client_id and d.invoice_id = s.invoice_id
      ), events as (
        insert into event (client_id, event_id, at, type, subject, data)
        select client_id, gen_random_uuid(), $3::timestamptz, 'invoice.error', 'invoice:' || invoice_id,
               json_build_object('invoiceNumber', number, 'reasons',
                 json_build_array(json_build_object('code', 'DELIVERY_FAILED', 'message', coalesce(reason, 'No channel could deliver it.'))))
        from losing join lost using (client_id, invoice_id)
      )
      select client_id as "clientId", credits_invoice_id as "invoiceId", sum(total_minor)::bigint as total
      from losing where credits_invoice_id is not null group by 1, 2 order by 1, 2`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId), at],
  })
  return rows
}

/** An original, and how much of it credit notes had taken that never left, minor units. */
export interface LostCredit extends InvoiceKey {
  total: number
}

/** Originals get back what was credited by notes that reached nobody. @param status where that had been all of it */
export async function returnCredit(tx: Tx, credit: LostCredit, status: string, at: Date): Promise<void> {
  await tx.query({
    text: `with returned as (
             update invoice set credited_minor = credited_minor - $3, updated_at = $5,
               status = case when status = 'CREDITED' then $4 else status end
             where client_id = $1 and invoice_id = $2 returning client_id, invoice_id, status
           )
           update distribution_record d set status = r.status, updated_at = $5, changed = pg_current_xact_id(), fetched_at = null
           from returned r where d.client_id = r.client_id and d.invoice_id = r.invoice_id and d.status is distinct from r.status`,
    values: [credit.clientId, credit.invoiceId, credit.total, status, at],
  })
}
