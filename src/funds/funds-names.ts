import { everyClientFundsAccount } from '../agency/read-agency.ts'
import { accountKey } from '@saatava/core/account-key.ts'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'

export interface FundsNames {
  /** One key for all names of an account, and whether it holds client funds. */
  of(...names: readonly string[]): { key: string; isClientFunds: boolean }
}

/** By the agency's rows: an IBAN, the number within it, bankgiro and plusgiro numbers of an account are one account. */
export async function fundsNames(platform: Platform, db: Queryable): Promise<FundsNames> {
  const keys = new Map<string, string>()
  for (const { iban, bankgiros, plusgiros } of await everyClientFundsAccount(platform, db))
    for (const name of [iban, ...bankgiros, ...plusgiros]) keys.set(accountKey(name), accountKey(iban))
  return {
    of(...names) {
      const all = names.map(accountKey)
      const known = all.map((key) => keys.get(key)).find((key) => key !== undefined)
      return { key: known ?? all[0] ?? '', isClientFunds: known !== undefined }
    },
  }
}
