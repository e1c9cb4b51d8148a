/** Journal entries of payouts; + debit, − credit. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { JournalEntry, Posting } from '../journal/entry.ts'
import { type Payout, sourceOf } from './payout.ts'

export interface When {
  at: Date
  /** Civil date. */
  bookingDate: CivilDate
}

/** The bank has paid: the money has left the client funds. */
export function paid(payout: Payout, when: When): JournalEntry {
  return entryOf('SETTLEMENT_PAID', payout, when, [
    { account: 'PAYOUTS_IN_TRANSIT', currency: payout.currency, amount: payout.amount },
    { account: 'CLIENT_FUNDS', currency: payout.currency, amount: -payout.amount },
  ])
}

/** It is no longer under way: the client is owed it until it is paid again. */
export function refused(payout: Payout, when: When): JournalEntry {
  return entryOf('PAYOUT_REFUSED', payout, when, waiting(payout, 1n))
}

/** It is on its way again; also where it turns out to have been paid although the bank had refused it. */
export function resumed(payout: Payout, when: When): JournalEntry {
  return entryOf('PAYOUT_RESUMED', payout, when, waiting(payout, -1n))
}

function waiting({ currency, amount }: Payout, sign: bigint): Posting[] {
  return [
    { account: 'PAYOUTS_IN_TRANSIT', currency, amount: sign * amount },
    { account: 'PAYOUTS_REFUSED', currency, amount: -sign * amount },
  ]
}

function entryOf(
  kind: 'SETTLEMENT_PAID' | 'PAYOUT_REFUSED' | 'PAYOUT_RESUMED',
  { clientId, settlementId, attempt }: Payout,
  when: When,
  postings: Posting[],
): JournalEntry {
  return { clientId, kind, ...when, source: sourceOf(settlementId), details: { attempt }, postings }
}
