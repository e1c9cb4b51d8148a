/** SQL of what the journal says about one case. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, TransactionId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { Account } from './accounts.ts'
import { DETAILS_READERS, type JournalDetails, type JournalKind } from './details.ts'

interface EntryFields {
  transactionId: TransactionId
  at: Date
  bookingDate: CivilDate
  source: string
  corrects: string | null
  /** Its postings to the case, minor units, + debit and − credit. */
  postings: { account: Account; amount: bigint }[]
}

/** A transaction on a case, with the details of its kind; an entry may have been posted without them. */
export type CaseEntry = {
  [K in JournalKind]: EntryFields & { kind: K; details: Partial<JournalDetails[K]> }
}[JournalKind]

interface Row extends Omit<EntryFields, 'postings'> {
  kind: JournalKind
  details: unknown
  postings: { account: Account; amount: string }[]
}

/** Returns the latest `limit` transactions on the claim of a case, in order. */
export async function selectCaseEntries(
  db: Queryable,
  key: { clientId: ClientId; caseId: CaseId },
  limit: number,
): Promise<CaseEntry[]> {
  const { rows } = await db.query<Row>({
    text: `select transaction_id as "transactionId", t.kind, t.at, t.booking_date as "bookingDate", t.source, t.corrects, t.details, p.postings
           from (select client_id, transaction_id,
                        json_agg(json_build_object('account', account, 'amount', amount_minor::text) order by line) as postings
                 from journal_posting where client_id = $1 and case_id = $2 and account = any($4::text[])
                 group by client_id, transaction_id) p
           join journal_transaction t using (client_id, transaction_id)
           order by transaction_id desc limit $3`,
    values: [key.clientId, key.caseId, limit, RECEIVABLES],
  })
  return rows.toReversed().map((row) => entryOf(key.clientId, row))
}

function entryOf(clientId: ClientId, row: Row): CaseEntry {
  const details = DETAILS_READERS[row.kind](row.details, `client ${clientId}, ${row.kind} ${row.transactionId}`)
  const postings = row.postings.map(({ account, amount }) => ({ account, amount: BigInt(amount) }))
  // The reader is that of the kind, which the compiler does not follow.
  return { ...row, details, postings } as CaseEntry
}

/** A transaction with all its postings. */
export interface CaseTransaction {
  transactionId: TransactionId
  kind: JournalKind
  at: Date
  bookingDate: CivilDate
  source: string
  corrects: string | null
  /** Minor units, + debit and − credit. */
  postings: { account: Account; currency: string; amount: string }[]
}

/** Returns the latest `limit` transactions that touch a case on any account, in order. */
export async function selectTransactionsOfCase(
  db: Queryable,
  key: { clientId: ClientId; caseId: CaseId },
  limit: number,
): Promise<CaseTransaction[]> {
  const { rows } = await db.query<CaseTransaction>({
    text: `select n.transaction_id as "transactionId", t.kind, t.at, t.booking_date as "bookingDate", t.source, t.corrects,
                  json_agg(json_build_object('account', p.account, 'currency', p.currency, 'amount', p.amount_minor::text)
                    order by p.line) as postings
           from (select distinct transaction_id from journal_posting where client_id = $1 and case_id = $2
                 order by transaction_id desc limit $3) n
           join journal_transaction t on t.client_id = $1 and t.transaction_id = n.transaction_id
           join journal_posting p on p.client_id = $1 and p.transaction_id = n.transaction_id
           group by n.transaction_id, t.kind, t.at, t.booking_date, t.source, t.corrects order by n.transaction_id`,
    values: [key.clientId, key.caseId, limit],
  })
  return rows
}

const RECEIVABLES: Account[] = ['RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES']

/** By how much transactions of other kinds than these have lowered what a debtor owes, since one moment; minor units. */
export async function selectLowered(
  db: Queryable,
  key: { clientId: ClientId; caseId: CaseId },
  since: { at: Date; id: string },
  except: readonly string[],
): Promise<bigint> {
  const { rows } = await db.query<{ lowered: string }>({
    text: `select coalesce(-sum(p.amount_minor), 0)::text as lowered
           from journal_posting p join journal_transaction t using (client_id, transaction_id)
           where p.client_id = $1 and p.case_id = $2 and p.account = any($3::text[])
             and (t.at > $4 or (t.at = $4 and t.transaction_id > $5::uuid)) and not t.kind = any($6::text[])`,
    values: [key.clientId, key.caseId, RECEIVABLES, since.at, since.id, except],
  })
  return BigInt(rows[0]?.lowered ?? 0)
}
