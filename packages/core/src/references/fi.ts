/**
 * The Finnish national reference (viitenumero), by the guide of Finance Finland: 3 to 19 digits and a check digit. The
 * check digit takes the sum of the digits by the weights 7, 3, 1 from the right up to the next ten.
 */
import type { Checked } from './fault.ts'
import type { Reference } from './reference.ts'
import { digitsOf, withoutZeros } from './spelling.ts'

const FI_BASE_DIGITS_MIN = 3
const FI_BASE_DIGITS_MAX = 19
const WEIGHTS = [7, 3, 1]

/** @param base digits, without the check digit */
export function fiCheckDigit(base: string): string {
  let total = 0
  for (let i = 0; i < base.length; i++) total += Number(base[base.length - 1 - i]) * (WEIGHTS[i % 3] ?? 0)
  return String((10 - (total % 10)) % 10)
}

/** True where the last digit is the check digit of those before it, whatever the length. */
export function hasFiCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && fiCheckDigit(digits.slice(0, -1)) === digits.slice(-1)
}

/** Makes a reference of its base; leading zeros of the base fall away, as the system has none. */
export function makeFi(base: string): Checked {
  const bare = withoutZeros(base)
  const fault = fiBaseFault(bare)
  return fault === undefined ? fiReference(bare + fiCheckDigit(bare)) : { fault }
}

/** Names what keeps these digits, without leading zeros, from being the base of a reference. */
function fiBaseFault(base: string): string | undefined {
  if (base.length >= FI_BASE_DIGITS_MIN && base.length <= FI_BASE_DIGITS_MAX) return undefined
  return `a Finnish reference is made of ${FI_BASE_DIGITS_MIN} to ${FI_BASE_DIGITS_MAX} digits, ${base} has ${base.length}`
}

/** Reads one in any spelling: spaces, hyphens, leading zeros. */
export function readFi(text: string): Checked {
  const all = digitsOf(text)
  if (all === undefined || all.endsWith('-')) return { fault: `a Finnish reference is digits only, this is ${text}` }
  const digits = withoutZeros(all)
  if (digits.length <= FI_BASE_DIGITS_MIN || digits.length > FI_BASE_DIGITS_MAX + 1)
    return { fault: `a Finnish reference has 4 to 20 digits, ${digits} has ${digits.length}` }
  if (hasFiCheckDigit(digits)) return fiReference(digits)
  return {
    fault: `the check digit of ${printFi(digits)} is ${digits.slice(-1)}, it would be ${fiCheckDigit(digits.slice(0, -1))}`,
  }
}

/** In groups of five from the right: "12 34561". */
function printFi(value: string): string {
  return value.replace(/\B(?=(\d{5})+$)/g, ' ')
}

/** Returns the form in banks' files: 20 digits with zeros before. */
export function fiMachineForm(value: string): string {
  return value.padStart(FI_BASE_DIGITS_MAX + 1, '0')
}

function fiReference(value: string): Reference {
  return { kind: 'FI', value, printed: printFi(value) }
}
