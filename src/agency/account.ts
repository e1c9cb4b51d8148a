import type { BankAccount } from '@saatava/core/bank-account.ts'

/** An account of client funds: debtors pay to it, and clients are paid out from it. */
export interface ClientFundsAccount extends BankAccount {
  accountId: string
  /** Debtors pay here in this currency unless their creditor's contract names another account. */
  isDefault: boolean
  addedBy: string
  addedAt: Date
  endedBy: string | null
  endedAt: Date | null
}
