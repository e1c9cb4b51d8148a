import type { InvoiceDocument, Party } from '../../invoices/document.ts'

/** Whose paper it is: the seller's, and of a demand the collector's. */
export function senderOf({ seller, letter }: Pick<InvoiceDocument, 'seller' | 'letter'>): Party {
  return letter?.kind === 'DEMAND' ? letter.collector : seller
}
