import { everyClientFundsAccount } from '../agency/read-agency.ts'
import type { BankEntry } from '@saatava/bank-files/bank-file.ts'
import { accountKey } from '@saatava/core/account-key.ts'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'

export interface AccountNames {
  /** Keys of all names of client-funds accounts. */
  keys: string[]
  /** The key of the client-funds account that has a name; undefined where none has. */
  keyOf(name: string): string | undefined
  /** One key for all names of the account, and whether it holds client funds. */
  of(entry: Pick<BankEntry, 'account' | 'facts'>): { key: string; isClientFunds: boolean }
}

/** By the agency's rows: an IBAN, the number within it, bankgiro and plusgiro numbers of an account are one account. */
export async function accountNames(platform: Platform, db: Queryable): Promise<AccountNames> {
  const accounts = await everyClientFundsAccount(platform, db)
  const keys = new Map<string, string>()
  for (const { iban, bankgiros, plusgiros } of accounts) {
    const key = accountKey(iban)
    for (const name of [iban, ...bankgiros, ...plusgiros]) keys.set(accountKey(name), key)
  }
  return {
    keys: [...new Set([...keys.keys(), ...keys.values()])],
    keyOf: (name) => keys.get(accountKey(name)),
    of({ account, facts }) {
      const names = [account, ...facts.accountAliases].map(accountKey)
      const known = names.map((name) => keys.get(name)).find((key) => key !== undefined)
      return { key: known ?? names[0] ?? '', isClientFunds: known !== undefined }
    },
  }
}
