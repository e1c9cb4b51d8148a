import { type InvoiceDocument, type Party, isOfCollector } from '@saatava/einvoice/model/document.ts'

/** Returns the owner of the paper: the seller, or of every letter but a reminder the collector. */
export function senderOf({ seller, letter }: Pick<InvoiceDocument, 'seller' | 'letter'>): Party {
  return letter !== undefined && isOfCollector(letter.kind) ? letter.collector : seller
}
