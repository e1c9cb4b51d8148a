import type { CaseId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { type CaseTransaction, selectTransactionsOfCase } from '../../journal/case-queries.ts'
import type { ClientCtx } from '../../platform/context.ts'

const TRANSACTIONS_MAX = 1_000

export interface ShownTransaction extends Pick<CaseTransaction, 'transactionId' | 'kind' | 'bookingDate' | 'source'> {
  corrects: string | null
  /** Major units, + debit and − credit. */
  postings: { account: string; currency: string; amount: number }[]
}

/** The transactions of the journal that touch a case, in order, each with all its postings. */
export async function listCaseJournal({ clientId, platform }: ClientCtx, caseId: CaseId): Promise<ShownTransaction[]> {
  const rows = await selectTransactionsOfCase(platform.pool, { clientId, caseId }, TRANSACTIONS_MAX)
  return rows.map(({ transactionId, kind, bookingDate, source, corrects, postings }) => ({
    ...{ transactionId, kind, bookingDate, source, corrects },
    postings: postings.map(({ amount, ...posting }) => ({ ...posting, amount: minorToNumber(BigInt(amount)) })),
  }))
}
