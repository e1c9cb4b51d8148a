/**
 * The accounts of the journal. Debits are positive, credits negative. Client money stays apart from agency money: what
 * lies in CLIENT_FUNDS belongs to somebody else, and the liabilities say to whom.
 */
export const ACCOUNTS = {
  // Debts of debtors, by case.
  RECEIVABLE_CAPITAL: 'debit',
  RECEIVABLE_INTEREST: 'debit',
  /** The creditor's own costs. */
  RECEIVABLE_COSTS: 'debit',
  /** The agency's fees that the debtor pays. */
  RECEIVABLE_FEES: 'debit',
  /** The agency's fees that the client pays: those of cases it has withdrawn. */
  DUE_FROM_CLIENT: 'debit',
  // Counter-accounts: the owners of those receivables.
  CLAIMS_OF_CLIENT: 'credit',
  CLAIMS_OF_AGENCY: 'credit',
  // Money that has come in.
  CLIENT_FUNDS: 'debit',
  UNALLOCATED: 'credit',
  OWED_TO_CLIENT: 'credit',
  OWED_TO_AGENCY: 'credit',
  /** Settled, and on its way to the client's bank. */
  PAYOUTS_IN_TRANSIT: 'credit',
  /** Settled, refused or returned by the bank, and not paid again yet: the client is owed it. */
  PAYOUTS_REFUSED: 'credit',
  // The agency's own journal (client 0): each of its bank accounts, which stands where a client's journal has a case.
  BANK: 'debit',
  /** Money on the account that is nobody's yet. */
  SUSPENSE: 'credit',
  /** Money on the account that the journals of clients hold as CLIENT_FUNDS. */
  HELD_FOR_CLIENTS: 'credit',
  /** Money that has left the account: what clients' journals say was paid out explains it. */
  MONEY_OUT: 'credit',
  /** Balance of the account before its first statement, until a person names its owner. */
  BROUGHT_FORWARD: 'credit',
  /** Money that a person attributed to the agency. */
  AGENCY_OWN: 'credit',
  /** Money that a person attributed to clients, owed since before the first statement. */
  OWED_FROM_BEFORE: 'credit',
  /** On its way back to whoever paid it. */
  RETURNS_UNDER_WAY: 'credit',
  // Claims that were given up.
  WRITE_OFF: 'debit',
  ROUNDING: 'debit',
} as const
export type Account = keyof typeof ACCOUNTS
