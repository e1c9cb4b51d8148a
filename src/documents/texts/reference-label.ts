import type { Reference } from '@saatava/core/references/reference.ts'
import type { Labels } from './label-names.ts'

/** Payers know their country's references by these names, whatever the language of the invoice. */
const NAMES: Partial<Record<Reference['kind'], string>> = { SE_OCR: 'OCR', NO_KID: 'KID', DK_FIK: 'FIK' }

export function referenceLabel(reference: Reference | undefined, labels: Labels): string {
  // A payment id without the creditor's number is no payment line: it is given as an ordinary reference.
  if (reference === undefined || (reference.kind === 'DK_FIK' && reference.printed === reference.value))
    return labels.payment.reference
  return NAMES[reference.kind] ?? labels.payment.reference
}
