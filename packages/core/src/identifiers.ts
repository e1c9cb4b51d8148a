/**
 * Check digits of identifiers. The published examples break some of them, so whether a fault is a warning or an error is
 * a setting (IDENTIFIER_CHECKS); here it is only said whether they hold.
 */
import { isValidBIC, isValidIBAN } from 'ibantools'
import { LRUCache } from 'lru-cache'
// By country: the whole library is three hundred modules.
import * as DK from 'stdnum/lib/cjs/dk/index.js'
import * as FI from 'stdnum/lib/cjs/fi/index.js'
import * as NO from 'stdnum/lib/cjs/no/index.js'
import * as SE from 'stdnum/lib/cjs/se/index.js'

type Check = { validate(code: string): { isValid: boolean } }
const BUSINESS: Record<string, Check> = { FI: FI.ytunnus, SE: SE.orgnr, NO: NO.orgnr, DK: DK.cvr }
const VAT: Record<string, Check> = { FI: FI.alv, SE: SE.vat, NO: NO.mva, DK: DK.cvr }

/** True also for countries whose rule is not known here. @param country ISO 3166-1 alpha-2 */
export function isBusinessCode(country: string, code: string): boolean {
  const key = `${country} ${code}`
  let valid = checked.get(key)
  if (valid === undefined) {
    valid = BUSINESS[country]?.validate(code).isValid ?? true
    checked.set(key, valid)
  }
  return valid
}

// The library throws and catches an error for every code that does not hold; a partner sends the same few all day.
const checked = new LRUCache<string, boolean>({ max: 10_000 })

/** True also for countries whose rule is not known here. @param code with its country prefix, "FI01120389" */
export function isVatNumber(country: string, code: string): boolean {
  return VAT[country]?.validate(code).isValid ?? true
}

/** ISO 13616, mod 97, and the country's length. Spaces are allowed. */
export function isIban(text: string): boolean {
  return isValidIBAN(text.replaceAll(' ', '').toUpperCase())
}

export function isBic(text: string): boolean {
  return isValidBIC(text)
}

/** Luhn (mod 10) over all digits, the last one being the check digit. */
export function hasLuhn(digits: string): boolean {
  return luhnSum(digits) % 10 === 0
}

/** The digit that makes `base` followed by it pass Luhn: OCR, KID modulus 10, FIK, bankgiro and plusgiro. */
export function luhnDigit(base: string): string {
  return String((10 - (luhnSum(`${base}0`) % 10)) % 10)
}

function luhnSum(digits: string): number {
  let total = 0
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits[digits.length - 1 - i])
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2
    total += digit
  }
  return total
}

/** Swedish bankgiro: 7 or 8 digits, Luhn, "NNN-NNNN" or "NNNN-NNNN". */
export function isBankgiro(text: string): boolean {
  return /^\d{3,4}-?\d{4}$/.test(text) && hasLuhn(text.replace('-', ''))
}

/** Swedish plusgiro: 2 to 8 digits, Luhn, "NN NN NN-N". */
export function isPlusgiro(text: string): boolean {
  const digits = text.replace(/[ -]/g, '')
  return /^\d{2,8}$/.test(digits) && hasLuhn(digits)
}

/** "5402-9681" of any spelling; bankgiro numbers of seven digits have the hyphen after the third. */
export function printBankgiro(text: string): string {
  const digits = text.replace(/\D/g, '')
  return `${digits.slice(0, -4)}-${digits.slice(-4)}`
}

/** "28 65 43-4" of any spelling: the check digit after a hyphen, the rest in pairs from the right. */
export function printPlusgiro(text: string): string {
  const digits = text.replace(/\D/g, '')
  const pairs = digits.slice(0, -1).replace(/\B(?=(\d\d)+$)/g, ' ')
  return `${pairs}-${digits.slice(-1)}`
}

/**
 * Norwegian bank account: 11 digits, modulus 11 with weights 5,4,3,2,7,6,5,4,3,2; "8601.11.17947" and spaces are allowed.
 * Our own check, because the library also takes the old seven digits and reads eleven that begin with 0000 as those.
 */
export function isNorwegianAccount(text: string): boolean {
  const digits = text.replace(/[ .]/g, '')
  return /^\d{11}$/.test(digits) && weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

/**
 * Finnish OVT of an organisation: 0037, the eight digits of its business code (whose check digit counts), and up to five
 * characters that name a unit within it. Peppol knows it by scheme 0216.
 */
export function isOvt(text: string): boolean {
  return /^0037\d{8}[0-9A-Z]{0,5}$/.test(text) && isBusinessCode('FI', text.slice(4, 12))
}

/** GS1 global location number: 13 digits, weights 1 and 3. */
export function isGln(text: string): boolean {
  return /^\d{13}$/.test(text) && weighted(text, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0
}

/** Finnish personal identity code with any of the century signs in use since 2023; a day that has been, and its check character. */
export function isHetu(text: string): boolean {
  return /^\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]$/.test(text) && FI.hetu.validate(text).isValid
}

/** Swedish personal or coordination number, "811228-9874". */
export function isPersonnummer(text: string): boolean {
  return /^(\d\d)?\d{6}[-+]\d{4}$/.test(text) && SE.personnummer.validate(text).isValid
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
}

const POSTAL: Record<string, { pattern: RegExp; says: string }> = {
  FI: { pattern: /^\d{5}$/, says: 'five digits, such as 00100' },
  AX: { pattern: /^22\d{3}$/, says: 'five digits beginning with 22' },
  SE: { pattern: /^\d{3} ?\d{2}$/, says: 'five digits, such as 111 22' },
  NO: { pattern: /^\d{4}$/, says: 'four digits, such as 0150' },
  DK: { pattern: /^\d{4}$/, says: 'four digits, such as 1050' },
}

/** Names the mistake in a postal code in its country, or undefined; countries not known here take anything. */
export function postalCodeFault(country: string, code: string): string | undefined {
  const rule = POSTAL[country]
  return rule === undefined || rule.pattern.test(code) ? undefined : `must be ${rule.says}, in ${country}`
}
