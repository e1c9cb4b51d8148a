import type { Pool } from 'pg'

/** The debtor of all cases of a client, where a bench is not about debtors. */
export const ONE_DEBTOR = `'019a4c3e-0000-7000-8000-000000000001'::uuid`

export async function fillDebtors(pool: Pool, clientIds: readonly number[]): Promise<void> {
  await pool.query({
    text: `insert into debtor (client_id, debtor_id, kind, name, name_key, contact, created_at, updated_at)
           select client_id, ${ONE_DEBTOR}, 'PERSON', 'Matti Meikäläinen', 'matti meikalainen', '{}', now(), now()
           from unnest($1::bigint[]) client_id on conflict do nothing`,
    values: [clientIds],
  })
}
