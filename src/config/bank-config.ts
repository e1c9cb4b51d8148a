/** Settings of the agency's bank: how it gets payment files, and the accounts that an empty database begins with. */
import { type BankAccount, type WrittenBankAccount, readBankAccount } from '@saatava/core/bank-account.ts'

export interface BankConfig {
  /** Absolute folder into which payment files are put. */
  outbox: string
  painVersion: '03' | '09'
  /** Client-funds accounts of an empty database; the first of a currency is its default. */
  accounts: BankAccount[]
}

const FORM =
  'it takes accounts such as EUR=FI2112345600000785/NDEAFIHH,SEK=SE4550000000058398257466/ESSESESS/bg:991-2346: currency, IBAN, BIC (of accounts in euros only where known), and bg: pg: kid: fik: cust: bank: with their numbers'

/** @throws RangeError that names the account, what is wrong with it, and the form */
export function bankAccounts(written: string): BankAccount[] {
  const accounts: BankAccount[] = []
  for (const part of written.split(',').filter((each) => each.trim() !== '')) {
    const account = accountOf(part.trim())
    if (accounts.some(({ currency, iban }) => currency === account.currency && iban === account.iban))
      throw new RangeError(`BANK_ACCOUNTS holds "${part.trim()}", and the account ${account.iban} before it already.`)
    accounts.push(account)
  }
  return accounts
}

function accountOf(part: string): BankAccount {
  const [, currency = '', rest = ''] = /^([A-Za-z]{3})\s*=(.+)$/.exec(part) ?? []
  const [iban = '', ...numbers] = rest.split('/').map((each) => each.trim())
  const written: WrittenBankAccount = { currency, iban }
  for (const number of numbers)
    if (!addNumber(written, number)) throw new RangeError(`BANK_ACCOUNTS holds "${part}"; ${FORM}.`)
  const { account, faults } = readBankAccount(written)
  const [fault] = faults
  if (fault !== undefined)
    throw new RangeError(`BANK_ACCOUNTS holds "${part}": ${fault.field} "${fault.received}" ${fault.message}; ${FORM}.`)
  return account
}

/** @returns false where the part is of no known kind, or a second one of a kind that comes once */
function addNumber(account: WrittenBankAccount, part: string): boolean {
  const [, kind, value = ''] = /^([a-z]+):(.+)$/.exec(part) ?? []
  if (kind === 'bg') account.bankgiros = [...(account.bankgiros ?? []), value]
  else if (kind === 'pg') account.plusgiros = [...(account.plusgiros ?? []), value]
  else if (kind === 'kid' && account.kidAgreement === undefined) account.kidAgreement = value
  else if (kind === 'fik' && account.fikCreditor === undefined) account.fikCreditor = value
  else if ((kind === 'cust' || kind === 'bank') && account.bankCustomerId === undefined) {
    account.bankCustomerId = value
    account.bankCustomerScheme = kind === 'cust' ? 'CUST' : 'BANK'
  } else if (kind === undefined && part !== '' && account.bic === undefined) account.bic = part
  else return false
  return true
}
