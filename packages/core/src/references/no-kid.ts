/**
 * The Norwegian KID (kundeidentifikasjon): up to 25 digits, the last one a check by modulus 10 (Luhn) or modulus 11, by
 * the payee's agreement. By modulus 11 the check may be a hyphen (the digit would be 10); that is legal, and payers must
 * give it. The bank knows a KID by its agreed length, so its leading zeros count.
 */
import { luhnDigit } from '../identifiers.ts'
import type { Checked } from './fault.ts'
import type { Reference } from './reference.ts'
import { digitsOf } from './spelling.ts'

export const KID_LENGTH_MAX = 25
/** The payment service's own pages say 4 to 25; some banks' say 2 or 3. We make no shorter one, and read them. */
const MADE_LENGTH_MIN = 4
const READ_LENGTH_MIN = 2

export type KidModulus = 10 | 11

/** A digit, or '-' by modulus 11. Weights 2 to 7 from the right; 11 becomes 0. */
export function kidCheck(base: string, modulus: KidModulus): string {
  if (modulus === 10) return luhnDigit(base)
  let total = 0
  for (let i = 0; i < base.length; i++) total += Number(base[base.length - 1 - i]) * (2 + (i % 6))
  const check = (11 - (total % 11)) % 11
  return check === 10 ? '-' : String(check)
}

/** @param base digits; zeros are put before a base too short for a KID */
export function makeKid(base: string, modulus: KidModulus): Checked {
  if (base === '' || base.length > KID_LENGTH_MAX - 1)
    return { fault: `a KID is made of 1 to ${KID_LENGTH_MAX - 1} digits, ${base} has ${base.length}` }
  const digits = base.padStart(MADE_LENGTH_MIN - 1, '0')
  return kidReference(digits + kidCheck(digits, modulus))
}

/** @param modulus by the payee's agreement; absent: either is taken, which notices fewer mistakes */
export function readKid(text: string, modulus?: KidModulus): Checked {
  const kid = digitsOf(text)
  if (kid === undefined) return { fault: `a KID is digits and perhaps a hyphen at the end, this is ${text}` }
  if (kid.length < READ_LENGTH_MIN || kid.length > KID_LENGTH_MAX)
    return { fault: `a KID has ${READ_LENGTH_MIN} to ${KID_LENGTH_MAX} characters, ${kid} has ${kid.length}` }
  const moduli: KidModulus[] = modulus === undefined ? [10, 11] : [modulus]
  const right = moduli.map((one) => kidCheck(kid.slice(0, -1), one))
  if (right.includes(kid.slice(-1))) return kidReference(kid)
  return {
    fault: `the check of ${kid} is ${kid.slice(-1)}, by modulus ${moduli.join(' or ')} it would be ${right.join(' or ')}`,
  }
}

/** Printed in one piece, as payers type it. */
function kidReference(value: string): Reference {
  return { kind: 'NO_KID', value, printed: value }
}
