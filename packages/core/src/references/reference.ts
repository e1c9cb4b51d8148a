/** A payment reference of one of the Nordic systems, checked. */
export const REFERENCE_KINDS = ['FI', 'RF', 'SE_OCR', 'NO_KID', 'DK_FIK', 'FREE'] as const
/** FREE: a text that follows no system, for example an invoice number; it is shown, never checked. */
export type ReferenceKind = (typeof REFERENCE_KINDS)[number]

export interface Reference {
  kind: ReferenceKind
  /** Form for machines: no spaces, no leading zeros where the system has none. */
  value: string
  /** Form for people: in groups. */
  printed: string
}
