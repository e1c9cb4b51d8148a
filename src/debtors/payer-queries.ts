/** SQL by which a payer is recognised as a debtor. */
import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

/** Debtors of this name. @param nameKeys of searchKeysOf @param clientId null: of any client */
export async function selectDebtorsOfName(
  db: Queryable,
  nameKeys: readonly string[],
  clientId: ClientId | null,
  limit: number,
): Promise<{ clientId: ClientId; debtorId: DebtorId }[]> {
  if (nameKeys.length === 0) return []
  const { rows } = await db.query<{ clientId: ClientId; debtorId: DebtorId }>({
    name: 'debtors-of-name',
    text: `select client_id as "clientId", debtor_id as "debtorId" from debtor_name
           where name_key = any($1::text[]) and ($2::bigint is null or client_id = $2)
           group by client_id, debtor_id order by client_id, debtor_id limit $3`,
    values: [nameKeys, clientId, limit],
  })
  return rows
}
