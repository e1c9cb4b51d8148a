import type { CivilDate } from '@saatava/core/dates.ts'
import type { EntryId } from '@saatava/core/ids.ts'
import { sum } from '@saatava/core/money.ts'
import type { Posting } from '../journal/entry.ts'
import { type NewJournalEntry, postAll } from '../journal/post-all.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Tx } from '../platform/database.ts'
import { type FundsAccount, ensureAccounts } from './account-queries.ts'
import { ACCOUNT_OF_PLACE, type Place } from './places.ts'

/** Money of one bank entry that is stored, or that stands elsewhere from now on. */
export interface Move {
  entryId: EntryId
  /** One key for all names of the account. */
  account: string
  writtenAs: string
  currency: string
  /** Minor units; money in is positive. */
  amount: bigint
  /** Civil date of the bank. */
  bookingDate: CivilDate
  /** null: it was not in the journal before. */
  from: Place | null
  to: Place
}

/**
 * Books entries in the agency's journal: a stored entry moves the bank account, its outcome moves it from place to place.
 * Entries of one account, day and move are one transaction, which names them. The last thing in a transaction of the
 * database: everybody touches these balances, and after the clients' own.
 */
export async function postMoves(tx: Tx, moves: readonly Move[], at: Date): Promise<void> {
  const moving = moves.filter(({ from, to, amount }) => (from ?? 'NONE') !== to && amount !== 0n)
  if (moving.length === 0) return
  const accounts = new Map((await ensureAccounts(tx, moving, at)).map((one) => [nameOf(one), one]))
  const groups = Map.groupBy(moving, (one) => [nameOf(one), one.bookingDate, one.from ?? 'NONE', one.to].join(' '))
  await postAll(
    tx,
    [...groups.values()].map((group) => entryOf(group, accounts.get(nameOf(group[0] as Move)) as FundsAccount, at)),
  )
}

function entryOf(moves: readonly Move[], account: FundsAccount, at: Date): NewJournalEntry {
  const { from, to, bookingDate, currency } = moves[0] as Move
  const amount = sum(moves.map((one) => one.amount))
  const side = { account, bookingDate, currency }
  return {
    clientId: OPERATOR_TENANT,
    kind: from === null || from === 'NONE' ? 'RECEIVED_AT_BANK' : to === 'NONE' ? 'SET_ASIDE' : 'FUNDS_MOVED',
    at,
    bookingDate,
    source: `account:${account.accountNo}`,
    details: { from: from ?? 'NONE', to, entries: moves.map(({ entryId }) => entryId) },
    postings: [postingOf(side, from ?? 'NONE', amount), postingOf(side, to, -amount)],
  }
}

/** The journal's account of a place; where an entry stands nowhere, the other side is the bank account itself. */
function postingOf(
  { account, bookingDate, currency }: { account: FundsAccount; bookingDate: CivilDate; currency: string },
  place: Place,
  amount: bigint,
): Posting {
  const caseId = account.accountNo
  if (place !== 'NONE') return { account: ACCOUNT_OF_PLACE[place], caseId, currency, amount }
  // Movements before the first statement are in the balance that it brought forward.
  const before = account.openedOn !== null && bookingDate < account.openedOn
  return { account: before ? 'BROUGHT_FORWARD' : 'BANK', caseId, currency, amount }
}

function nameOf({ account, currency }: { account: string; currency: string }): string {
  return `${account} ${currency}`
}
