import { isFikLine, looksLikeFik, readFik } from './dk-fik.ts'
import { isFault, type Checked } from './fault.ts'
import { readFi } from './fi.ts'
import type { ReferenceOptions } from './make-reference.ts'
import { readKid } from './no-kid.ts'
import type { Reference, ReferenceKind } from './reference.ts'
import { looksLikeRf, readRf } from './rf.ts'
import { readOcr } from './se-ocr.ts'
import { digitsOf } from './spelling.ts'

const BY_COUNTRY: Record<string, Exclude<ReferenceKind, 'FREE' | 'RF'>> = {
  FI: 'FI',
  AX: 'FI',
  SE: 'SE_OCR',
  NO: 'NO_KID',
  DK: 'DK_FIK',
}

/**
 * Reads a reference given by somebody else, in any spelling. RF references and Danish payment lines are known by their
 * form, digits alone belong to the creditor's country; what fits no system is FREE.
 * @param country of the creditor, ISO 3166-1 alpha-2
 * @param options what the creditor has agreed; the narrower, the more mistakes are noticed
 * @returns the reference; and a fault where it looks like one of a system but its check digit or length is wrong, it is
 *   then FREE
 */
export function readReference(
  text: string,
  country: string,
  options: Partial<ReferenceOptions> = {},
): { reference: Reference; fault?: string } {
  const kind = kindOf(text, country)
  if (kind === 'FREE') return { reference: free(text) }
  const checked = checkReference(kind, text, options)
  return isFault(checked) ? { reference: free(text), fault: checked.fault } : { reference: checked }
}

/** Reads a reference of one system, in any spelling: the reference, or what is wrong with it. */
export function checkReference(kind: ReferenceKind, text: string, options: Partial<ReferenceOptions> = {}): Checked {
  switch (kind) {
    case 'FI':
      return readFi(text)
    case 'RF':
      return readRf(text)
    case 'SE_OCR':
      return readOcr(text, options.ocrLengthDigit)
    case 'NO_KID':
      return readKid(text, options.kidModulus)
    case 'DK_FIK':
      return readFik(text, options.fikType)
    case 'FREE':
      return text.trim() === '' ? { fault: 'a reference must not be empty' } : free(text)
  }
}

function kindOf(text: string, country: string): ReferenceKind {
  if (looksLikeRf(text)) return 'RF'
  if (isFikLine(text)) return 'DK_FIK'
  const kind = BY_COUNTRY[country]
  if (kind === undefined || digitsOf(text) === undefined) return 'FREE'
  // A number shorter than a payment id is an invoice's number, not a mistake.
  if (kind === 'DK_FIK' && !looksLikeFik(text)) return 'FREE'
  return kind
}

function free(text: string): Reference {
  const value = text.trim().replace(/\s+/g, ' ')
  return { kind: 'FREE', value, printed: value }
}
