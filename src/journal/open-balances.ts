import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { Account } from './accounts.ts'

/** The cases of a client on which an account has a debit balance in a currency, the oldest first; minor units. */
export async function openBalances(
  db: Queryable,
  { clientId, account, currency }: { clientId: ClientId; account: Account; currency: string },
  limit: number,
): Promise<{ caseId: CaseId; balance: bigint }[]> {
  const { rows } = await db.query<{ caseId: CaseId; balance: string }>({
    text: `select case_id as "caseId", balance_minor::text as balance from journal_balance
           where client_id = $1 and account = $2 and currency = $3 and balance_minor > 0 order by case_id limit $4`,
    values: [clientId, account, currency, limit],
  })
  return rows.map((row) => ({ ...row, balance: BigInt(row.balance) }))
}
