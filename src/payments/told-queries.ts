/** SQL of entries that one file tells as one and another in detail. */
import type { Tx } from '../platform/database.ts'
import type { Entry } from './entry.ts'
import type { EntryState, Reason } from './states.ts'

/** Those among booked entries of which some file has told a transaction: their ids. */
export async function selectToldInDetail(tx: Tx, entries: readonly Entry[]): Promise<string[]> {
  if (entries.length === 0) return []
  const { rows } = await tx.query<{ entryId: string }>({
    name: 'entries-in-detail',
    text: `select n.entry_id as "entryId" from unnest($1::uuid[], $2::text[], $3::text[]) as n (entry_id, account, bank_reference)
           where exists (select from bank_entry e
                         where e.client_id = 0 and e.account = n.account and e.entry_reference = n.bank_reference)`,
    values: [
      entries.map(({ entryId }) => entryId),
      entries.map(({ account }) => account),
      entries.map(({ bankReference }) => bankReference),
    ],
  })
  return rows.map(({ entryId }) => entryId)
}

export interface Whole {
  entryId: string
  account: string
  bankReference: string
  state: EntryState
  reason: Reason | null
}

/** The booked entries of which these are transactions, where a file has told them as one; locked, in one order. */
export async function lockWholes(tx: Tx, parts: readonly Entry[]): Promise<Whole[]> {
  if (parts.length === 0) return []
  const { rows } = await tx.query<Whole>({
    name: 'entries-as-one',
    text: `select e.entry_id as "entryId", e.account, e.bank_reference as "bankReference", e.state, e.reason
           from (select distinct * from unnest($1::text[], $2::text[])) as n (account, bank_reference)
           join bank_entry e on e.client_id = 0 and e.account = n.account and e.bank_reference = n.bank_reference
           order by e.entry_id for update of e`,
    values: [parts.map(({ account }) => account), parts.map(({ entryReference }) => entryReference)],
  })
  return rows
}
