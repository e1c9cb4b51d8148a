/** Settings of the agency's bank: from which accounts clients are paid out, and how the bank gets the files. */
import { join, resolve } from 'node:path'
import { isBic, isIban } from '../core/identifiers.ts'

export interface BankAccountConfig {
  iban: string
  bic: string | undefined
}

export interface BankConfig {
  /** Absolute folder into which payment files are put. */
  outbox: string
  painVersion: '03' | '09'
  /** Of client funds, by currency. */
  accounts: Record<string, BankAccountConfig>
}

/** Published example numbers: a sandbox's files go to no bank. */
const SANDBOX_ACCOUNTS =
  'EUR=FI2112345600000785/NDEAFIHH,SEK=SE4550000000058398257466,NOK=NO9386011117947,DKK=DK5000400440116243'

/** @param text a setting's value by its name  @throws the setting's name, what it held, and what would be right */
export function bankConfig(
  text: (name: string) => string | undefined,
  { sandbox, dataDir }: { sandbox: boolean; dataDir: string },
): BankConfig {
  const painVersion = text('PAIN_VERSION') ?? '09'
  if (painVersion !== '03' && painVersion !== '09')
    throw new RangeError(`PAIN_VERSION is "${painVersion}"; it takes 03 or 09.`)
  return {
    outbox: resolve(text('BANK_OUTBOX') ?? join(dataDir, 'bank', 'outbox')),
    painVersion,
    accounts: accountsOf(text('BANK_ACCOUNTS') ?? (sandbox ? SANDBOX_ACCOUNTS : '')),
  }
}

function accountsOf(written: string): Record<string, BankAccountConfig> {
  const accounts: Record<string, BankAccountConfig> = {}
  for (const part of written.split(',').filter((each) => each.trim() !== '')) {
    const [, currency, given = '', bic] = /^\s*([A-Z]{3})=([A-Z0-9 ]+?)(?:\/([A-Z0-9]+))?\s*$/.exec(part) ?? []
    const iban = given.replaceAll(' ', '')
    if (currency === undefined || !isIban(iban) || (bic !== undefined && !isBic(bic)) || currency in accounts)
      throw new RangeError(
        `BANK_ACCOUNTS holds "${part.trim()}"; it takes an IBAN for each currency, and its BIC: EUR=FI2112345600000785/NDEAFIHH,SEK=SE4550000000058398257466.`,
      )
    accounts[currency] = { iban, bic }
  }
  return accounts
}
