import { type InvoiceDocument, type Party, isOfCollector } from '@saatava/einvoice/model/document.ts'

/** Whose paper it is: the seller's, and of every letter but a reminder the collector's. */
export function senderOf({ seller, letter }: Pick<InvoiceDocument, 'seller' | 'letter'>): Party {
  return letter !== undefined && isOfCollector(letter.kind) ? letter.collector : seller
}
