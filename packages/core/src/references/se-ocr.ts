/**
 * The Swedish OCR number, by Bankgirot's rules of reference control: 2 to 25 digits, the last one Luhn; by agreement the
 * digit before it gives the length. The payee's agreement with its bank says what is checked.
 */
import { hasLuhn, luhnDigit } from '../identifiers.ts'
import type { Checked } from './fault.ts'
import type { Reference } from './reference.ts'
import { digitsOf } from './spelling.ts'

/** The width of the reference field in the bank's files. */
export const OCR_DIGITS_MAX = 25

export interface OcrAgreement {
  /** SOFT: a wrong number is taken all the same, as a text; HARD: the bank refuses it. */
  control: 'SOFT' | 'HARD'
  /** The digit before the check digit is the number of digits, modulo 10. */
  lengthDigit: boolean
  /** Fixed lengths that are agreed; any length where absent. */
  lengths?: readonly number[]
}

/** @param base digits. @param pad digits put between base and length digit, where a fixed length is agreed */
export function makeOcr(base: string, lengthDigit: boolean, pad = ''): Checked {
  const digits = base + pad
  const length = digits.length + (lengthDigit ? 2 : 1)
  if (base === '' || length > OCR_DIGITS_MAX)
    return {
      fault: `an OCR number is made of 1 to ${OCR_DIGITS_MAX - (lengthDigit ? 2 : 1)} digits, ${digits} has ${digits.length}`,
    }
  const body = lengthDigit ? `${digits}${length % 10}` : digits
  return ocrReference(body + luhnDigit(body))
}

/** Reads one in any spelling; leading zeros are kept, they count in its length. */
export function readOcr(text: string, lengthDigit = false): Checked {
  const digits = digitsOf(text)
  if (digits === undefined || digits.endsWith('-')) return { fault: `an OCR number is digits only, this is ${text}` }
  const fault = ocrFault(digits, { control: 'HARD', lengthDigit })
  return fault === undefined ? ocrReference(digits) : { fault }
}

/** Returns the bank's objection to these digits by the agreement; under SOFT only to digits that no file can carry. */
export function ocrFault(digits: string, agreement: OcrAgreement): string | undefined {
  if (digits.length > OCR_DIGITS_MAX)
    return `an OCR number has at most ${OCR_DIGITS_MAX} digits, ${digits} has ${digits.length}`
  if (agreement.control === 'SOFT') return undefined
  const shortest = agreement.lengthDigit ? 3 : 2
  if (digits.length < shortest) return `an OCR number has at least ${shortest} digits, ${digits} has ${digits.length}`
  if (agreement.lengths !== undefined && !agreement.lengths.includes(digits.length))
    return `the agreed lengths are ${agreement.lengths.join(', ')}, ${digits} has ${digits.length} digits`
  if (!hasLuhn(digits))
    return `the check digit of ${digits} is ${digits.slice(-1)}, it would be ${luhnDigit(digits.slice(0, -1))}`
  const stated = String(digits.length % 10)
  if (agreement.lengthDigit && digits.at(-2) !== stated)
    return `the length digit of ${digits} is ${digits.at(-2)}, for ${digits.length} digits it would be ${stated}`
  return undefined
}

/** Printed in one piece: scanners and payers take it as it is. */
function ocrReference(value: string): Reference {
  return { kind: 'SE_OCR', value, printed: value }
}
