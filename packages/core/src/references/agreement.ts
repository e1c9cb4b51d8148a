/** The agreement of an account holder with its bank about payment references, and the references that fit it. */
import { fikTypeOf } from './dk-fik.ts'
import { isFault } from './fault.ts'
import { type ReferenceOptions, makeReference } from './make-reference.ts'
import { KID_LENGTH_MAX, type KidModulus, kidCheck } from './no-kid.ts'
import type { Reference, ReferenceKind } from './reference.ts'
import { OCR_DIGITS_MAX, ocrFault } from './se-ocr.ts'

/** Each point is absent where nothing is agreed: any reference with a right check digit fits then. */
export interface ReferenceAgreement {
  /** Norway: the check digit's modulus. */
  kidModulus?: KidModulus
  /** Norway: how many characters a KID has; the bank refuses others. */
  kidLengths?: readonly number[]
  /** Sweden: the digit before the check digit gives the length. */
  ocrLengthDigit?: boolean
  /** Sweden: how many digits an OCR number has; the bank refuses others. */
  ocrLengths?: readonly number[]
  /** Denmark: the card type of payment lines. */
  fikType?: '71' | '75'
}

/** @returns why the bank would refuse the reference on this account; undefined where it fits */
export function agreementFault({ kind, value, printed }: Reference, agreement: ReferenceAgreement): string | undefined {
  const { kidModulus, kidLengths, ocrLengthDigit, ocrLengths, fikType } = agreement
  const wants =
    kidModulus !== undefined || kidLengths !== undefined
      ? 'a KID'
      : ocrLengths !== undefined
        ? 'an OCR number'
        : undefined
  switch (kind) {
    case 'NO_KID': {
      if (kidLengths !== undefined && !kidLengths.includes(value.length))
        return `the account takes a KID of ${kidLengths.join(' or ')} characters, and it has ${value.length}`
      const right = kidModulus === undefined ? undefined : kidCheck(value.slice(0, -1), kidModulus)
      if (right === undefined || right === value.slice(-1)) return undefined
      return `the account takes a KID by modulus ${kidModulus}, whose check digit would be ${right}`
    }
    case 'SE_OCR': {
      const lengths = ocrLengths === undefined ? {} : { lengths: ocrLengths }
      return ocrFault(value, { control: 'HARD', lengthDigit: ocrLengthDigit === true, ...lengths })
    }
    case 'DK_FIK':
      if (fikType === undefined || !printed.startsWith('+') || fikTypeOf({ kind, value, printed }) === fikType)
        return undefined
      return `the account takes payment lines of type ${fikType}`
    case 'FREE':
      return wants === undefined ? undefined : `the account takes ${wants}`
    case 'FI':
    case 'RF':
      return undefined
  }
}

/** Returns the mistakes in an agreement itself. @param currency of its account */
export function agreementFaults(
  { kidModulus, kidLengths, ocrLengthDigit, ocrLengths, fikType }: ReferenceAgreement,
  currency: string,
): { message: string; received: string }[] {
  const faults: { message: string; received: string }[] = []
  const points = [
    { name: 'KID', currency: 'NOK', given: kidModulus ?? kidLengths, lengths: kidLengths, max: KID_LENGTH_MAX },
    { name: 'OCR', currency: 'SEK', given: ocrLengthDigit ?? ocrLengths, lengths: ocrLengths, max: OCR_DIGITS_MAX },
    { name: 'FIK', currency: 'DKK', given: fikType, lengths: undefined, max: 0 },
  ]
  for (const point of points) {
    if (point.given !== undefined && point.currency !== currency)
      faults.push({
        message: `${point.name} references are of accounts in ${point.currency}, and this one is in ${currency}`,
        received: String(point.given),
      })
    for (const length of point.lengths ?? [])
      if (!Number.isInteger(length) || length < AGREED_LENGTH_MIN || length > point.max)
        faults.push({
          message: `the length of a ${point.name} number must be ${AGREED_LENGTH_MIN} to ${point.max}`,
          received: String(length),
        })
  }
  return faults
}

const AGREED_LENGTH_MIN = 4

/** No invoice number begins with a zero: up to this many between prefix and number make other references of them. */
const ZEROS_MAX = 4

/**
 * The references of a prefix and a number that fit an account, the one to be used first at the head.
 * @param options what the payee uses where the account's agreement says nothing
 * @returns none where the digits are too many for the system or for every agreed length
 */
export function fittingReferences(
  kind: Exclude<ReferenceKind, 'FREE'>,
  { prefix, number }: { prefix: string; number: string },
  options: ReferenceOptions,
  agreement: ReferenceAgreement = {},
): Reference[] {
  const { kidModulus, ocrLengthDigit, fikType } = agreement
  const agreed = {
    ...options,
    ...(kidModulus === undefined ? {} : { kidModulus }),
    ...(ocrLengthDigit === undefined ? {} : { ocrLengthDigit }),
    ...(fikType === undefined ? {} : { fikType }),
  }
  const lengths = kind === 'NO_KID' ? agreement.kidLengths : kind === 'SE_OCR' ? agreement.ocrLengths : undefined
  const zerosMax = lengths === undefined ? ZEROS_MAX : Math.max(KID_LENGTH_MAX, OCR_DIGITS_MAX)
  const fitting: Reference[] = []
  for (let zeros = 0; zeros <= zerosMax; zeros++) {
    const made = makeReference(kind, { prefix, number: '0'.repeat(zeros) + number }, agreed)
    if (!isFault(made) && agreementFault(made, agreement) === undefined) fitting.push(made)
  }
  return fitting
}
