import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import { type ClientContract, DEFAULT_CONTRACT } from './contract.ts'
import { selectContracts } from './queries.ts'

/** Contracts in force: what is agreed, over the defaults. */
export async function contractsOf(
  db: Queryable,
  clientIds: Iterable<number>,
): Promise<(clientId: ClientId) => ClientContract> {
  const agreed = await selectContracts(db, [...new Set(clientIds)])
  return (clientId) => ({ ...DEFAULT_CONTRACT, ...agreed.get(clientId) })
}
