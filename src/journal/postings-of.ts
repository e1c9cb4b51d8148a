import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { Account } from './accounts.ts'

export interface SourcePosting {
  source: string
  caseId: CaseId
  /** Minor units, + debit and − credit. */
  amount: bigint
}

/** Returns the postings of transactions of these sources and this kind to an account, in order of cases. */
export async function postingsOf(
  db: Queryable,
  clientId: ClientId,
  { sources, kind, account }: { sources: readonly string[]; kind: string; account: Account },
): Promise<SourcePosting[]> {
  const { rows } = await db.query<Omit<SourcePosting, 'amount'> & { amount: string }>({
    text: `select t.source, p.case_id as "caseId", p.amount_minor::text as amount
           from journal_transaction t join journal_posting p using (client_id, transaction_id)
           where t.client_id = $1 and t.source = any($2::text[]) and t.kind = $3 and p.account = $4
           order by t.source, p.case_id`,
    values: [clientId, sources, kind, account],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}
