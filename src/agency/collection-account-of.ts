import type { ClientFundsAccount } from './account.ts'

/** By currency the IBAN of the client-funds account that a contract names. */
export type CollectionAccounts = Record<string, string>

/**
 * The account to which a client's debtors pay in a currency, and from which the client is paid: the one that its contract
 * names, else the currency's default. Undefined where there is none: nothing may be collected in that currency.
 * @param accounts the active ones
 */
export function collectionAccountOf(
  accounts: readonly ClientFundsAccount[],
  { currency, contract }: { currency: string; contract: { collectionAccount: CollectionAccounts } },
): ClientFundsAccount | undefined {
  const ofCurrency = accounts.filter((account) => account.currency === currency)
  const named = contract.collectionAccount[currency]
  // An account that a contract names is never ended while it does: see end-account.ts.
  if (named !== undefined) return ofCurrency.find(({ iban }) => iban === named)
  return ofCurrency.find(({ isDefault }) => isDefault)
}
