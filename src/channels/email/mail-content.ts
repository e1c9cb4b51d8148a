import type { Language } from '@saatava/einvoice/model/document.ts'

/** The content of a mail, before it is plain text or HTML. */
export interface Content {
  language: Language
  subject: string
  seller: string
  /** "Invoice 1234" */
  heading: string
  paragraphs: string[]
  /** Amounts that the eye should find first. */
  amounts: { label: string; value: string }[]
  details: { label: string; value: string }[]
  notes: string[]
  fileName: string
}
