import type { Checked } from './fault.ts'
import { makeFik } from './dk-fik.ts'
import { makeFi } from './fi.ts'
import { makeKid } from './no-kid.ts'
import type { ReferenceKind } from './reference.ts'
import { makeRf } from './rf.ts'
import { makeOcr } from './se-ocr.ts'

/** The payee's agreement with its bank. */
export interface ReferenceOptions {
  /** SE: the length digit before the check digit. */
  ocrLengthDigit: boolean
  /** NO */
  kidModulus: 10 | 11
  /** DK */
  fikType: '71' | '75'
  /** DK: the creditor's number of 8 digits; with it the printed form is the whole payment line. */
  fikCreditor?: string | null
}

/**
 * Makes a payment reference of a client's prefix and a number, in the given system. Equal digits always give the same
 * reference, and with one prefix different numbers give different ones.
 * @param digits prefix and number, digits only; the number without leading zeros
 * @returns the reference, or why these digits make none: they are too many (FI and RF take 19, OCR 24, or 23 with length
 *   digit, KID 24, FIK 14 or 15), too few (FI takes 3), or none
 */
export function makeReference(
  kind: Exclude<ReferenceKind, 'FREE'>,
  digits: { prefix: string; number: string },
  options: ReferenceOptions,
): Checked {
  if (!/^\d*$/.test(digits.prefix)) return { fault: `the prefix must be digits only, it is ${digits.prefix}` }
  if (!/^\d+$/.test(digits.number)) return { fault: `the number must be digits only, it is ${digits.number}` }
  const base = digits.prefix + digits.number
  switch (kind) {
    case 'FI':
      return makeFi(base)
    case 'RF':
      return makeRf(base)
    case 'SE_OCR':
      return makeOcr(base, options.ocrLengthDigit)
    case 'NO_KID':
      return makeKid(base, options.kidModulus)
    case 'DK_FIK':
      return makeFik(base, options.fikType, options.fikCreditor)
  }
}
