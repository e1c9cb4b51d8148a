/**
 * The accounts of the journal. Debits are positive, credits negative. Client money stays apart from agency money: what
 * lies in CLIENT_FUNDS belongs to somebody else, and the liabilities say to whom.
 */
export const ACCOUNTS = {
  // What debtors owe, by case.
  RECEIVABLE_CAPITAL: 'debit',
  RECEIVABLE_INTEREST: 'debit',
  /** The creditor's own costs. */
  RECEIVABLE_COSTS: 'debit',
  /** The agency's fees that the debtor pays. */
  RECEIVABLE_FEES: 'debit',
  /** The agency's fees that the client pays: those of cases it has withdrawn. */
  FEES_OF_CLIENT: 'debit',
  // Whose those receivables are.
  CLAIMS_OF_CLIENT: 'credit',
  CLAIMS_OF_AGENCY: 'credit',
  // Money that has come in.
  CLIENT_FUNDS: 'debit',
  UNALLOCATED: 'credit',
  OWED_TO_CLIENT: 'credit',
  OWED_TO_AGENCY: 'credit',
  /** Settled, and on its way to the client's bank. */
  SETTLEMENTS_UNDER_WAY: 'credit',
  /** Settled, refused or returned by the bank, and not paid again yet: the client is owed it. */
  PAYOUTS_REFUSED: 'credit',
  // What will not come.
  WRITE_OFF: 'debit',
  ROUNDING: 'debit',
} as const
export type Account = keyof typeof ACCOUNTS
