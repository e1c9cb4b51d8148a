import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

/**
 * The clearing account of each payment document that we made, by the document's identifier. A payment keeps the account
 * that the settings named on its day, so its settlement clears that account, whatever the settings name today.
 */
export async function selectBookedPayments(
  db: Queryable,
  clientId: ClientId,
  identifiers: readonly string[],
): Promise<Map<string, string>> {
  if (identifiers.length === 0) return new Map()
  const { rows } = await db.query<{ identifier: string; account: string }>({
    text: `select d.identifier, d.payload->'accounts'->>'money' as account
           from unnest($2::text[]) as n (identifier)
           join accounting_document d on d.client_id = $1 and d.kind = 'payment' and d.identifier = n.identifier
           where d.payload->'accounts'->>'money' is not null`,
    values: [clientId, identifiers],
  })
  return new Map(rows.map(({ identifier, account }) => [identifier, account]))
}

/** Whether a company of the client has a connection. @param companyIdentifier '' for the client's default connection */
export async function selectConnected(db: Queryable, clientId: ClientId, companyIdentifier: string): Promise<boolean> {
  const { rows } = await db.query<{ connected: boolean }>({
    text: `select exists (select from accounting_connection
                          where client_id = $1 and (company_identifier = $2 or ($2 = '' and is_default))) as connected`,
    values: [clientId, companyIdentifier],
  })
  return rows[0]?.connected === true
}
