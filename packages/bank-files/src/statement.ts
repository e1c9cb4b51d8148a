import type { CivilDate } from '@saatava/core/dates.ts'
import type { AccountScheme } from './account-scheme.ts'

/** A balance of the account (camt: Bal). */
export interface BankBalance {
  /** ISO's code: OPBD and PRCD open, CLBD closes, ITBD and CLAV …; a bank's own where it has none. */
  type: string
  /** Signed minor units: negative where the account is overdrawn. */
  amount: bigint
  currency: string
  /** Civil date. */
  date?: CivilDate
}

export interface BankTotal {
  count?: number
  /** Minor units without sign. */
  sum?: bigint
}

/**
 * Comes after the entries of a statement or notification (camt), a deposit (BgMax), an assignment (OCR giro) or a batch
 * (KTL): what it says of the account, and what could be read.
 */
export interface BankStatement {
  kind: 'statement'
  position: string
  id: string
  /** ElctrncSeqNb. */
  number?: string
  page?: string
  /** False where another page follows: its closing balance is none yet. */
  lastPage: boolean
  account?: string
  accountScheme?: AccountScheme
  accountAliases: string[]
  currency?: string
  /** Time as the file states it. */
  createdAt?: string
  /** Civil dates, both included. */
  from?: string
  to?: string
  /** Only camt.053 has any. */
  balances: BankBalance[]
  /** Totals as the file states them; net is signed. */
  reported: { all?: BankTotal; credits?: BankTotal; debits?: BankTotal; net?: bigint }
  /** Booked and read: credits and debits in minor units without sign. */
  read: { credits: Required<BankTotal>; debits: Required<BankTotal> }
}
