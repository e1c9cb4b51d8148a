import { nationalAccount } from '@saatava/core/national-account.ts'

/** An account as far as a text may name it. */
export interface NamedAccount {
  iban: string
  /** Digits. */
  bankgiros: readonly string[]
  plusgiros: readonly string[]
  fikCreditor: string | undefined
}

/** IBANs of those of these accounts that a text names in any spelling: as IBAN, national number, giro or FIK creditor. */
export function printedAccounts(text: string, accounts: readonly NamedAccount[]): string[] {
  return accounts.filter((account) => patternsOf(account).some((pattern) => pattern.test(text))).map(({ iban }) => iban)
}

function patternsOf({ iban, bankgiros, plusgiros, fikCreditor }: NamedAccount): RegExp[] {
  const national = nationalAccount(iban)?.printed
  return [
    spelled(iban, String.raw`[\s.\-]*`),
    ...(national === undefined ? [] : [spelled(national.replaceAll(/\D/g, ''), String.raw`[\s.\-/]{0,3}`)]),
    // A giro number is short: in another grouping, or with a space for the hyphen, the same digits may be an amount.
    ...bankgiros.map((digits) => alone(String.raw`${digits.slice(0, -4)}\s?[-\u2010-\u2015]?\s?${digits.slice(-4)}`)),
    ...plusgiros.map((digits) =>
      alone(`${spaced(digits.slice(0, -1))}${String.raw`\s?[-\u2010-\u2015]\s?`}${digits.slice(-1)}`),
    ),
    ...(fikCreditor === undefined ? [] : [new RegExp(String.raw`\+\s?${fikCreditor}\s?<?(?!\d)`)]),
  ]
}

function spelled(number: string, between: string): RegExp {
  return alone(Array.from(number).join(between))
}

/** In pairs from the right, or without spaces. */
function spaced(digits: string): string {
  return digits.replace(/\B(?=(\d{2})+$)/g, String.raw`\s?`)
}

function alone(pattern: string): RegExp {
  return new RegExp(`(?<![0-9A-Za-z])${pattern}(?![0-9A-Za-z])`, 'i')
}
