import type { Language } from '@saatava/einvoice/model/document.ts'

/** What a mail says, before it is plain text or HTML. */
export interface Content {
  language: Language
  subject: string
  seller: string
  /** "Invoice 1234" */
  heading: string
  paragraphs: string[]
  /** What the eye should find first. */
  amounts: { label: string; value: string }[]
  details: { label: string; value: string }[]
  notes: string[]
  fileName: string
}
