/**
 * The creditor reference of ISO 11649: RF, two check digits (mod 97, as in an IBAN), up to 21 letters and digits. A
 * Finnish reference is embedded as it is, without leading zeros, and may then be shorter than the national one.
 */
import { fiCheckDigit, hasFiCheckDigit } from './fi.ts'
import type { Checked } from './fault.ts'
import type { Reference } from './reference.ts'
import { compact, withoutZeros } from './spelling.ts'

const RF_BODY_MAX = 21
/** So that what is embedded is also a national reference: 19 digits and its check digit. */
const RF_BASE_DIGITS_MAX = 19
const FORM = /^RF(\d\d)([0-9A-Z]{1,21})$/

/** Makes one that embeds the Finnish reference of this base, so that it can be paid by either. @param base digits */
export function makeRf(base: string): Checked {
  const bare = withoutZeros(base)
  if (!/^[1-9]\d*$/.test(bare) || bare.length > RF_BASE_DIGITS_MAX)
    return {
      fault: `an RF reference is made of 1 to ${RF_BASE_DIGITS_MAX} digits that are not all zero, ${bare} has ${bare.length}`,
    }
  return rfOfNational(bare + fiCheckDigit(bare))
}

/** The RF form of a Finnish reference, or of any other digits. @param national digits with their check digit, without leading zeros */
export function rfOfNational(national: string): Reference {
  return rfReference(rfCheckDigits(national), national)
}

/** @param body letters in upper case, and digits */
export function rfCheckDigits(body: string): string {
  return String(98 - mod97(`${body}RF00`)).padStart(2, '0')
}

/** True for what means to be an RF reference, whether its check digits hold or not. */
export function looksLikeRf(text: string): boolean {
  return FORM.test(compact(text))
}

/** Reads one in any spelling: lower case, spaces, hyphens; zeros before the body fall away, they don't change its check digits. */
export function readRf(text: string): Checked {
  const [, check, all] = FORM.exec(compact(text)) ?? []
  if (check === undefined || all === undefined)
    return { fault: `an RF reference is RF, 2 digits and 1 to ${RF_BODY_MAX} letters or digits, this is ${text}` }
  const body = withoutZeros(all)
  // 00, 01 and 99 leave the same remainder as 97, 98 and 02: only the digits themselves are right.
  const right = rfCheckDigits(body)
  if (check === right) return rfReference(check, body)
  return { fault: `the check digits of ${compact(text)} are ${check}, they would be ${right}` }
}

/** The Finnish reference within an RF reference, or undefined where it holds none. @param value of a Reference of kind RF */
export function nationalOfRf(value: string): string | undefined {
  const body = value.slice(4)
  return /^\d{2,20}$/.test(body) && hasFiCheckDigit(body) ? body : undefined
}

function rfReference(check: string, body: string): Reference {
  const value = `RF${check}${body}`
  return { kind: 'RF', value, printed: value.replace(/(.{4})(?=.)/g, '$1 ') }
}

/** Digit by digit: 25 characters would not fit a number. Letters count as 10 to 35. */
function mod97(text: string): number {
  let rest = 0
  for (const char of text) {
    const number = Number.parseInt(char, 36)
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97
  }
  return rest
}
