import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

/** Returns those of the clients whose contract has ended. */
export async function selectEnded(db: Queryable, clientIds: readonly ClientId[]): Promise<Set<ClientId>> {
  const { rows } = await db.query<{ clientId: ClientId }>({
    text: `select client_id as "clientId" from contract_end where client_id = any($1::bigint[]) and ends_at is null`,
    values: [[...new Set(clientIds)]],
  })
  return new Set(rows.map(({ clientId }) => clientId))
}
