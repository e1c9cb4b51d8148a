/**
 * Check digits of identifiers. The published examples break some of them, so whether a fault is a warning or an error is
 * a setting (IDENTIFIER_CHECKS); here it is only said whether they hold.
 */
import { isValidBIC, isValidIBAN } from 'ibantools'
import { LRUCache } from 'lru-cache'
import { stdnum } from 'stdnum'

const BUSINESS: Record<string, string> = { FI: 'ytunnus', SE: 'orgnr', NO: 'orgnr', DK: 'cvr' }
const VAT: Record<string, string> = { FI: 'alv', SE: 'vat', NO: 'mva', DK: 'cvr' }

/** True also for countries whose rule is not known here. @param country ISO 3166-1 alpha-2 */
export function isBusinessCode(country: string, code: string): boolean {
  const key = `${country} ${code}`
  let valid = checked.get(key)
  if (valid === undefined) {
    valid = stdnum[country]?.[BUSINESS[country] ?? '']?.validate(code).isValid ?? true
    checked.set(key, valid)
  }
  return valid
}

// The library throws and catches an error for every code that does not hold; a partner sends the same few all day.
const checked = new LRUCache<string, boolean>({ max: 10_000 })

/** True also for countries whose rule is not known here. @param code with its country prefix, "FI01120389" */
export function isVatNumber(country: string, code: string): boolean {
  return stdnum[country]?.[VAT[country] ?? '']?.validate(code).isValid ?? true
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
  let total = 0
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits[digits.length - 1 - i])
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2
    total += digit
  }
  return total % 10 === 0
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

const POSTAL: Record<string, { pattern: RegExp; says: string }> = {
  FI: { pattern: /^\d{5}$/, says: 'five digits, such as 00100' },
  AX: { pattern: /^22\d{3}$/, says: 'five digits beginning with 22' },
  SE: { pattern: /^\d{3} ?\d{2}$/, says: 'five digits, such as 111 22' },
  NO: { pattern: /^\d{4}$/, says: 'four digits, such as 0150' },
  DK: { pattern: /^\d{4}$/, says: 'four digits, such as 1050' },
}

/** What is wrong with a postal code in its country, or undefined; countries not known here take anything. */
export function postalCodeFault(country: string, code: string): string | undefined {
  const rule = POSTAL[country]
  return rule === undefined || rule.pattern.test(code) ? undefined : `must be ${rule.says}, in ${country}`
}
