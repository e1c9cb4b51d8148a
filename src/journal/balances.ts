import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { Account } from './accounts.ts'
import { selectBalances, selectUnequalBalances } from './queries.ts'

/** Balances of a case by account, minor units, + debit and − credit; 0 where nothing was posted. */
export async function caseBalances(
  db: Queryable,
  clientId: ClientId,
  caseId: CaseId,
  currency: string,
): Promise<(account: Account) => bigint> {
  const rows = await selectBalances(db, clientId, caseId)
  const balances = new Map(rows.filter((row) => row.currency === currency).map((row) => [row.account, row.balance]))
  return (account) => balances.get(account) ?? 0n
}

/** Cached balances that are not the sums of their postings: there are none, ever; for the check that says so. */
export async function unequalBalances(
  db: Queryable,
): Promise<{ clientId: ClientId; account: string; caseId: CaseId; currency: string }[]> {
  return selectUnequalBalances(db)
}
