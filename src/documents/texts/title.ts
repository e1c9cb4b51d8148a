import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import { labelsOf } from './labels.ts'
import { letterTitle } from './letters/words.ts'

/** The name of a document in its heading: "Invoice", "Payment demand". */
export function titleOf({ type, letter, language }: Pick<InvoiceDocument, 'type' | 'letter' | 'language'>): string {
  return letter === undefined ? labelsOf(language).titles[type] : letterTitle(letter, language)
}
