import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { Account } from './accounts.ts'

/** Balances of one account on many cases of a client, minor units, + debit and − credit; 0 where nothing was posted. */
export async function balancesOf(
  db: Queryable,
  { clientId, account, currency }: { clientId: ClientId; account: Account; currency: string },
  caseIds: readonly CaseId[],
): Promise<(caseId: CaseId) => bigint> {
  const { rows } = await db.query<{ caseId: CaseId; balance: string }>({
    text: `select case_id as "caseId", balance_minor::text as balance from journal_balance
           where client_id = $1 and account = $2 and currency = $3 and case_id = any($4::bigint[])`,
    values: [clientId, account, currency, caseIds],
  })
  const balances = new Map(rows.map((row) => [row.caseId, BigInt(row.balance)]))
  return (caseId) => balances.get(caseId) ?? 0n
}
