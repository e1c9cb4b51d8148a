/**
 * SQL of entries of accounts that were no client funds when they came. Bank entries belong to client 0, the operator
 * tenant.
 */
import type { EntryId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Brought, Identity } from './identity/identified.ts'
import type { EntryState, Reason } from './states.ts'

const HELD = `client_id = 0 and state = 'unallocated' and reason = 'OTHER_ACCOUNT'`

/** Returns the files with entries of these accounts, in the order in which they came. */
export async function selectFilesHeld(
  db: Queryable,
  accountKeys: readonly string[],
  { at, limit }: { at: Date; limit: number },
): Promise<string[]> {
  const { rows } = await db.query<{ fileId: string }>({
    name: 'files-held',
    text: `select file_id as "fileId" from bank_entry where ${HELD} and account_key = any($1::text[]) and next_attempt_at <= $2
           group by file_id order by min(entry_id::text) limit $3`,
    values: [accountKeys, at, limit],
  })
  return rows.map(({ fileId }) => fileId)
}

export interface HeldEntry extends Brought {
  account: string
}

type Row = Omit<HeldEntry, 'amount' | 'bookedAmount'> & { amount: string; bookedAmount: string | null }

/** A file's next entries of these accounts, locked. */
export async function lockHeld(
  tx: Tx,
  fileId: string,
  accountKeys: readonly string[],
  limit: number,
): Promise<HeldEntry[]> {
  const { rows } = await tx.query<Row>({
    text: `select entry_id as "entryId", account, booked_at as "bookedAt", account_key as "accountKey", currency, booking_date as "bookingDate",
                  amount_minor::text as amount, bank_reference as "bankReference", ids, booked_ids as "bookedIds",
                  case when level in ('PART', 'DIFFERENCE') then booked_minor::text end as "bookedAmount", end_to_end_id as "endToEndId",
                  value_date as "valueDate", reference_keys as "referenceKeys", document_keys as "documentKeys", payer_keys as "payerKeys",
                  payer_name as "payerName", payer_text as "payerText"
           from bank_entry where ${HELD} and file_id = $1 and account_key = any($2::text[]) order by entry_id limit $3 for no key update`,
    values: [fileId, accountKeys, limit],
  })
  return rows.map((row) => ({
    ...row,
    amount: BigInt(row.amount),
    bookedAmount: row.bookedAmount === null ? null : BigInt(row.bookedAmount),
  }))
}

/** Batches of held lines are looked at as if the lines came now, under the account's present name. */
export async function renewBatches(tx: Tx, fileId: string, before: string, accountKey: string): Promise<void> {
  await tx.query({
    text: `update bank_batch b set account_key = $3, first_entry_id = null
           from bank_entry e
           where b.client_id = 0 and b.file_id = $1 and b.account_key = $2
             and e.client_id = 0 and e.entry_id = b.first_entry_id and e.state = 'unallocated' and e.reason = 'OTHER_ACCOUNT'`,
    values: [fileId, before, accountKey],
  })
}

export interface Released {
  entryId: EntryId
  accountKey: string
  identity: Identity
}

const RELEASED = bulk({
  entry_id: 'uuid',
  account_key: 'text',
  state: 'text',
  reason: 'text null',
  same_as: 'uuid null',
})

export async function updateReleased(tx: Tx, released: readonly Released[]): Promise<void> {
  await tx.query({
    text: `update bank_entry e set account_key = n.account_key, state = n.state, reason = n.reason, same_as = n.same_as,
             next_attempt_at = '-infinity', attempts = 0
           from ${RELEASED.from(1)}
           where e.client_id = 0 and e.entry_id = n.entry_id`,
    values: RELEASED.values(released.map((one) => ({ ...one, ...outcomeOf(one.identity) }))),
  })
}

function outcomeOf(identity: Identity): { state: EntryState; reason: Reason | null; sameAs: string | null } {
  if (identity.kind === 'new') return { state: 'new', reason: null, sameAs: null }
  if (identity.kind === 'perhaps') return { state: 'unallocated', reason: 'PERHAPS_SAME', sameAs: identity.of }
  if (identity.kind === 'copy') return { state: 'ignored', reason: 'TOLD_BEFORE', sameAs: identity.of.entryId }
  return { state: 'ignored', reason: identity.reason, sameAs: identity.of }
}

export async function postponeHeld(tx: Tx, fileId: string, until: Date): Promise<void> {
  await tx.query({
    text: `update bank_entry set next_attempt_at = $2 where ${HELD} and file_id = $1`,
    values: [fileId, until],
  })
}
