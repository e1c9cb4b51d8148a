import type { Queryable, Tx } from '../platform/database.ts'
import type { Account } from './accounts.ts'
import type { JournalEntry, Posting } from './post.ts'

export async function insertTransaction(tx: Tx, transactionId: string, entry: JournalEntry): Promise<void> {
  await tx.query({
    name: 'journal-transaction',
    text: `insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, corrects, details)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      entry.clientId,
      transactionId,
      entry.kind,
      entry.at,
      entry.bookingDate,
      entry.source,
      entry.corrects ?? null,
      JSON.stringify(entry.details ?? {}),
    ],
  })
}

export async function insertPostings(
  tx: Tx,
  clientId: number,
  transactionId: string,
  postings: Posting[],
): Promise<void> {
  await tx.query({
    name: 'journal-postings',
    text: `insert into journal_posting (client_id, transaction_id, line, account, case_id, currency, amount_minor)
           select $1, $2, ord, account, case_id, currency, amount
           from unnest($3::text[], $4::bigint[], $5::text[], $6::bigint[]) with ordinality as p (account, case_id, currency, amount, ord)`,
    values: [
      clientId,
      transactionId,
      postings.map((posting) => posting.account),
      postings.map((posting) => posting.caseId ?? 0),
      postings.map((posting) => posting.currency),
      postings.map((posting) => posting.amount),
    ],
  })
}

export async function insertTransactions(
  tx: Tx,
  rows: { transactionId: string; entry: JournalEntry }[],
): Promise<void> {
  await tx.query({
    name: 'journal-transactions',
    text: `insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, corrects, details)
           select client_id, transaction_id, kind, at, booking_date, source, corrects, details::json
           from unnest($1::bigint[], $2::uuid[], $3::text[], $4::timestamptz[], $5::date[], $6::text[], $7::uuid[], $8::text[])
             as n (client_id, transaction_id, kind, at, booking_date, source, corrects, details)`,
    values: [
      rows.map(({ entry }) => entry.clientId),
      rows.map(({ transactionId }) => transactionId),
      rows.map(({ entry }) => entry.kind),
      rows.map(({ entry }) => entry.at),
      rows.map(({ entry }) => entry.bookingDate),
      rows.map(({ entry }) => entry.source),
      rows.map(({ entry }) => entry.corrects ?? null),
      rows.map(({ entry }) => JSON.stringify(entry.details ?? {})),
    ],
  })
}

/** Of many transactions, in one statement: the trigger touches each balance once. */
export async function insertAllPostings(
  tx: Tx,
  rows: (Posting & { clientId: number; transactionId: string; line: number })[],
): Promise<void> {
  await tx.query({
    name: 'journal-all-postings',
    text: `insert into journal_posting (client_id, transaction_id, line, account, case_id, currency, amount_minor)
           select * from unnest($1::bigint[], $2::uuid[], $3::smallint[], $4::text[], $5::bigint[], $6::text[], $7::bigint[])`,
    values: [
      rows.map((row) => row.clientId),
      rows.map((row) => row.transactionId),
      rows.map((row) => row.line),
      rows.map((row) => row.account),
      rows.map((row) => row.caseId ?? 0),
      rows.map((row) => row.currency),
      rows.map((row) => row.amount),
    ],
  })
}

export async function selectPostings(db: Queryable, clientId: number, transactionId: string): Promise<Posting[]> {
  const { rows } = await db.query<{ account: Account; caseId: number; currency: string; amount: string }>({
    text: `select account, case_id as "caseId", currency, amount_minor::text as amount from journal_posting
           where client_id = $1 and transaction_id = $2 order by line`,
    values: [clientId, transactionId],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

export async function selectBalances(
  db: Queryable,
  clientId: number,
  caseId: number,
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
): Promise<{ clientId: number; account: string; caseId: number; currency: string }[]> {
  const { rows } = await db.query<{ clientId: number; account: string; caseId: number; currency: string }>(
    `select client_id as "clientId", account, case_id as "caseId", currency
     from (select client_id, account, case_id, currency, sum(amount_minor) as total from journal_posting group by 1, 2, 3, 4) p
     full join journal_balance b using (client_id, account, case_id, currency)
     where p.total is distinct from b.balance_minor`,
  )
  return rows
}
