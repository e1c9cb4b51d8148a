import type { EntryDoubt, EntryNature } from '@saatava/bank-files/entry-facts.ts'
import { bearsPayoutId } from '../../payouts/recognise-own-payout.ts'
import type { BankEntry } from '../entry.ts'
import { returnIdOf } from '../returns/return-id.ts'
import type { Reason } from '../states.ts'

/** The direction of an entry, before anybody asks for its owner. */
export type Direction =
  /** A payer's payment. */
  | { kind: 'incoming' }
  /** Payment taken back, or one of our payouts moved: the entry names exactly which one, or it waits. */
  | { kind: 'exact' }
  | { kind: 'wait'; reason: Reason }
  | { kind: 'ignore'; reason: Reason }

const DOUBTS: Record<EntryDoubt, Reason> = {
  DATE: 'DATE_DOUBTFUL',
  CURRENCY: 'CURRENCY_DOUBTFUL',
  AMOUNT: 'AMOUNT_DOUBTFUL',
  DIRECTION: 'DIRECTION_DOUBTFUL',
}

/** Nothing follows from an amount of zero; only a debit that stands alone and that the agency ordered is ordinary. */
export function directionOf(entry: BankEntry): Direction {
  const { amount, nature, level, doubts } = entry
  if (amount === 0n) return { kind: 'ignore', reason: 'ZERO' }
  if (bearsPayoutId(entry)) return { kind: 'exact' }
  // A return that was sent back; its debit has been noted before.
  if (amount > 0n && returnIdOf(entry) !== undefined) return { kind: 'exact' }
  const [doubt] = doubts
  if (doubt !== undefined) return { kind: 'wait', reason: DOUBTS[doubt] }
  if (takesBack(entry)) return { kind: 'exact' }
  if (amount > 0n)
    return nature === 'PAYMENT' || nature === 'DIFFERENCE'
      ? { kind: 'incoming' }
      : { kind: 'wait', reason: 'DIRECTION_DOUBTFUL' }
  if (nature === 'OWN_ORDER' && level !== 'DIFFERENCE') return { kind: 'ignore', reason: 'DEBIT' }
  return { kind: 'wait', reason: OUT[nature] ?? 'DEBIT_UNKNOWN' }
}

export function takesBack({ reversal, nature }: BankEntry): boolean {
  return reversal || nature === 'RETURN' || nature === 'REVERSAL'
}

const OUT: Partial<Record<EntryNature, Reason>> = {
  DEDUCTION: 'DEDUCTION',
  OPPOSITE_PART: 'DEDUCTION',
  DIFFERENCE: 'DEDUCTION',
  CHARGE: 'CHARGE',
}
