/** A bank account that is paid to or from, with its national numbers: what may be written in it, and what is wrong with it. */
import { isBankgiro, isBic, isIban, isPlusgiro } from './identifiers.ts'
import { type ReferenceAgreement, agreementFaults } from './references/agreement.ts'

/** How a bank names its customer in payment files (ISO 20022): by customer number, or by the number of an agreement. */
export type BankCustomerScheme = 'CUST' | 'BANK'

export interface BankAccount {
  /** ISO 4217. */
  currency: string
  /** Without spaces. */
  iban: string
  bic: string | undefined
  /** Digits only. */
  bankgiros: string[]
  /** Digits only. */
  plusgiros: string[]
  /** Norway: id of the agreement on payments with a KID, nine digits. */
  kidAgreement: string | undefined
  /** Denmark: creditor number of FIK payment lines, eight digits. */
  fikCreditor: string | undefined
  /** Payment references that its bank takes; empty: any with a right check digit. */
  referenceAgreement: ReferenceAgreement
  payeeName: string | undefined
  bankCustomerId: string | undefined
  bankCustomerScheme: BankCustomerScheme | undefined
  /** The bank wants its customer's id on the debtor of a payment file too. */
  bankIdOnDebtor: boolean
}

/** Account data in a person's writing: spaces, hyphens and small letters are allowed in numbers. */
export type WrittenBankAccount = Pick<BankAccount, 'currency' | 'iban'> & Partial<BankAccount>

export interface BankAccountFault {
  field: keyof BankAccount
  message: string
  received: string
}

const PAYEE_CHARACTERS_MAX = 70
const BANK_CUSTOMER_ID_CHARACTERS_MAX = 35
const NUMBERS_MAX = 10
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
const BIC_EXAMPLES: Record<string, string> = { SEK: 'ESSESESS', NOK: 'DNBANOKK', DKK: 'NDEADKKK' }
const BANKGIRO_CURRENCIES = ['SEK', 'EUR']

/** Brings the numbers into one spelling. @returns the account, and every fault in it */
export function readBankAccount(written: WrittenBankAccount): { account: BankAccount; faults: BankAccountFault[] } {
  const account: BankAccount = {
    currency: written.currency.trim().toUpperCase(),
    iban: written.iban.replaceAll(/\s/g, '').toUpperCase(),
    bic: written.bic?.trim().toUpperCase(),
    bankgiros: unique(written.bankgiros),
    plusgiros: unique(written.plusgiros),
    kidAgreement: written.kidAgreement?.replaceAll(' ', ''),
    fikCreditor: written.fikCreditor?.replaceAll(' ', ''),
    referenceAgreement: written.referenceAgreement ?? {},
    payeeName: written.payeeName?.trim(),
    bankCustomerId: written.bankCustomerId?.trim(),
    bankCustomerScheme: written.bankCustomerScheme,
    bankIdOnDebtor: written.bankIdOnDebtor ?? false,
  }
  const faults = [...identityFaults(account), ...giroFaults(account), ...bankFaults(account)]
  const agreed = agreementFaults(account.referenceAgreement, account.currency)
  return {
    account,
    faults: [...faults, ...agreed.map((fault) => ({ field: 'referenceAgreement' as const, ...fault }))],
  }
}

function identityFaults({ currency, iban, bic }: BankAccount): BankAccountFault[] {
  const faults: BankAccountFault[] = []
  if (!CURRENCIES.has(currency))
    faults.push({ field: 'currency', message: 'must be a currency’s three letters, such as EUR', received: currency })
  if (!isIban(iban))
    faults.push({ field: 'iban', message: 'must be an IBAN whose length and check digits are right', received: iban })
  if (bic !== undefined && !isBic(bic))
    faults.push({ field: 'bic', message: 'must be a BIC of 8 or 11 characters, such as NDEAFIHH', received: bic })
  const missing = missingBic({ currency, bic })
  if (missing !== undefined && CURRENCIES.has(currency)) faults.push({ field: 'bic', message: missing, received: '' })
  return faults
}

/**
 * Why an account cannot be paid from without the BIC of its bank; undefined where it can. Only SEPA transfers, which are in
 * euros, reach a bank by the IBAN alone.
 */
export function missingBic({ currency, bic }: Pick<BankAccount, 'currency' | 'bic'>): string | undefined {
  if (bic !== undefined || currency === 'EUR') return undefined
  return `is missing: payments in ${currency} are not SEPA transfers, and banks refuse payment files that do not name the account's bank; give its BIC, such as ${BIC_EXAMPLES[currency] ?? 'NDEAFIHH'}`
}

function giroFaults({ currency, bankgiros, plusgiros }: BankAccount): BankAccountFault[] {
  const faults: BankAccountFault[] = []
  for (const received of bankgiros.filter((number) => !isBankgiro(number)))
    faults.push({
      field: 'bankgiros',
      message: 'must be a bankgiro number of 7 or 8 digits whose last one is its check digit, such as 991-2346',
      received,
    })
  for (const received of plusgiros.filter((number) => !isPlusgiro(number)))
    faults.push({
      field: 'plusgiros',
      message: 'must be a plusgiro number of 2 to 8 digits whose last one is its check digit, such as 28 65 43-4',
      received,
    })
  const [first] = [...bankgiros, ...plusgiros]
  const field = bankgiros.length > 0 ? 'bankgiros' : 'plusgiros'
  if (first !== undefined && !BANKGIRO_CURRENCIES.includes(currency))
    faults.push({ field, message: `are of accounts in SEK or EUR, and this one is in ${currency}`, received: first })
  for (const [name, numbers] of [['bankgiros', bankgiros] as const, ['plusgiros', plusgiros] as const])
    if (numbers.length > NUMBERS_MAX)
      faults.push({ field: name, message: `may be ${NUMBERS_MAX} at most`, received: String(numbers.length) })
  return faults
}

function bankFaults(account: BankAccount): BankAccountFault[] {
  const { currency, kidAgreement, fikCreditor, payeeName, bankCustomerId, bankCustomerScheme, bankIdOnDebtor } = account
  const faults: BankAccountFault[] = []
  if (kidAgreement !== undefined && !/^\d{9}$/.test(kidAgreement))
    faults.push({
      field: 'kidAgreement',
      message: 'must be the nine digits of the agreement’s id',
      received: kidAgreement,
    })
  if (kidAgreement !== undefined && currency !== 'NOK')
    faults.push({
      field: 'kidAgreement',
      message: `is of accounts in NOK, and this one is in ${currency}`,
      received: kidAgreement,
    })
  if (fikCreditor !== undefined && !/^\d{8}$/.test(fikCreditor))
    faults.push({
      field: 'fikCreditor',
      message: 'must be a creditor number of eight digits, such as 81234567',
      received: fikCreditor,
    })
  if (fikCreditor !== undefined && currency !== 'DKK')
    faults.push({
      field: 'fikCreditor',
      message: `is of accounts in DKK, and this one is in ${currency}`,
      received: fikCreditor,
    })
  if (payeeName !== undefined && (payeeName === '' || payeeName.length > PAYEE_CHARACTERS_MAX))
    faults.push({
      field: 'payeeName',
      message: `must have 1 to ${PAYEE_CHARACTERS_MAX} characters, as many as banks take`,
      received: payeeName,
    })
  if (bankCustomerId !== undefined && !isBankCustomerId(bankCustomerId))
    faults.push({
      field: 'bankCustomerId',
      message: `must have 1 to ${BANK_CUSTOMER_ID_CHARACTERS_MAX} letters, digits, spaces or hyphens`,
      received: bankCustomerId,
    })
  if ((bankCustomerId === undefined) !== (bankCustomerScheme === undefined))
    faults.push({
      field: 'bankCustomerScheme',
      message: 'must be CUST or BANK, and only where there is an id of the bank’s customer',
      received: bankCustomerScheme ?? '',
    })
  if (bankIdOnDebtor && bankCustomerId === undefined)
    faults.push({ field: 'bankIdOnDebtor', message: 'needs an id of the bank’s customer', received: 'true' })
  return faults
}

function isBankCustomerId(text: string): boolean {
  return text.length <= BANK_CUSTOMER_ID_CHARACTERS_MAX && /^[A-Za-z0-9]([A-Za-z0-9 -]*[A-Za-z0-9])?$/.test(text)
}

function unique(numbers: readonly string[] = []): string[] {
  return [...new Set(numbers.map((number) => number.replaceAll(/[ -]/g, '')))]
}
