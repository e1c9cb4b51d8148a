/**
 * One text for all names of one bank account, for equality: an IBAN of a Nordic country and the account number within it
 * (BBAN) have the same key. A bankgiro or plusgiro number names an account that only its owner's records tell.
 */
import { isIban } from './identifiers.ts'

/** Nordic IBANs hold the account number that the country's own formats use; others are known by their IBAN alone. */
const DOMESTIC: Readonly<Record<string, (bban: string) => string>> = {
  FI: (bban) => bban,
  NO: (bban) => bban,
  DK: (bban) => bban,
  // Three digits of the bank stand before the account, which is filled up with zeros.
  SE: (bban) => bban.slice(3),
}
/** Bankgiro and plusgiro numbers have eight digits at most; account numbers have more. */
const GIRO_DIGITS_MAX = 8

/** @returns '' for a text that holds no letter or digit */
export function accountKey(text: string): string {
  const bare = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  if (isIban(bare)) {
    const domestic = DOMESTIC[bare.slice(0, 2)]
    return domestic === undefined ? bare : digitsKey(domestic(bare.slice(4)))
  }
  return /^\d+$/.test(bare) ? digitsKey(bare) : bare
}

function digitsKey(digits: string): string {
  const significant = digits.replace(/^0+/, '')
  return significant === '' ? '' : `#${significant}`
}

/** True for a key of a number as short as those of bankgiro and plusgiro: it cannot be compared with an account number. */
export function isGiroKey(key: string): boolean {
  return key.startsWith('#') && key.length - 1 <= GIRO_DIGITS_MAX
}
