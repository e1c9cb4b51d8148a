import type { CaseId, ClientId, TransactionId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Account } from './accounts.ts'
import type { JournalEntry, Posting } from './entry.ts'

/** A transaction as it is written: what does not balance has been refused, and postings of 0 are gone. */
export interface PostedEntry {
  transactionId: TransactionId
  entry: JournalEntry
  postings: Posting[]
}

const TRANSACTIONS = bulk({
  client_id: 'bigint',
  transaction_id: 'uuid',
  kind: 'text',
  at: 'timestamptz',
  booking_date: 'date',
  source: 'text',
  corrects: 'uuid null',
  details: 'json',
})

const POSTINGS = bulk({
  client_id: 'bigint',
  transaction_id: 'uuid',
  line: 'smallint',
  account: 'text',
  case_id: 'bigint',
  currency: 'text',
  amount: 'bigint',
})

/**
 * Transactions with their postings, in one statement: the database takes neither without the other, and the balances
 * that they share are touched once.
 */
export async function insertEntries(tx: Tx, rows: readonly PostedEntry[]): Promise<void> {
  const transactions = rows.map(({ transactionId, entry }) => ({
    ...entry,
    transactionId,
    corrects: entry.corrects ?? null,
    details: entry.details ?? {},
  }))
  const postings = rows.flatMap(({ entry: { clientId }, transactionId, postings }) =>
    postings.map((posting, i) => ({ ...posting, clientId, transactionId, line: i + 1, caseId: posting.caseId ?? 0 })),
  )
  await tx.query({
    name: 'journal-entries',
    text: `with written as (
             insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, corrects, details)
             select client_id, transaction_id, kind, at, booking_date, source, corrects, details from ${TRANSACTIONS.from(1)}
           )
           insert into journal_posting (client_id, transaction_id, line, account, case_id, currency, amount_minor)
           select client_id, transaction_id, line, account, case_id, currency, amount from ${POSTINGS.from(1 + TRANSACTIONS.size)}`,
    values: [...TRANSACTIONS.values(transactions), ...POSTINGS.values(postings)],
  })
}

export async function selectPostings(
  db: Queryable,
  clientId: ClientId,
  transactionId: TransactionId,
): Promise<Posting[]> {
  const { rows } = await db.query<{ account: Account; caseId: CaseId; currency: string; amount: string }>({
    text: `select account, case_id as "caseId", currency, amount_minor::text as amount from journal_posting
           where client_id = $1 and transaction_id = $2 order by line`,
    values: [clientId, transactionId],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

export async function selectBalances(
  db: Queryable,
  clientId: ClientId,
  caseId: CaseId,
): Promise<{ account: string; currency: string; balance: bigint }[]> {
  const { rows } = await db.query<{ account: string; currency: string; balance: string }>({
    name: 'journal-balances',
    text: `select account, currency, balance_minor::text as balance from journal_balance where client_id = $1 and case_id = $2`,
    values: [clientId, caseId],
  })
  return rows.map((row) => ({ ...row, balance: BigInt(row.balance) }))
}

export async function selectUnequalBalances(
  db: Queryable,
): Promise<{ clientId: ClientId; account: string; caseId: CaseId; currency: string }[]> {
  const { rows } = await db.query<{ clientId: ClientId; account: string; caseId: CaseId; currency: string }>(
    `select client_id as "clientId", account, case_id as "caseId", currency
     from (select client_id, account, case_id, currency, sum(amount_minor) as total from journal_posting group by 1, 2, 3, 4) p
     full join journal_balance b using (client_id, account, case_id, currency)
     where p.total is distinct from b.balance_minor`,
  )
  return rows
}
