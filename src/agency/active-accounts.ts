import type { Queryable } from '../platform/database.ts'
import type { ClientFundsAccount } from './account.ts'
import { selectAccounts } from './queries.ts'

/** The active accounts as they are now, without the memory of a moment: for verbs that change or check them under the agency's lock. */
export async function activeAccounts(db: Queryable): Promise<ClientFundsAccount[]> {
  return (await selectAccounts(db)).filter(({ endedAt }) => endedAt === null)
}
