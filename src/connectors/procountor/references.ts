/** Bank references as people and banks write them, made comparable. */

/** Digits without spaces and leading zeros; of a creditor reference (RF, ISO 11649) the national part. */
export function comparableReference(reference: string): string {
  const text = reference.replace(/\s/g, '').toUpperCase()
  return (/^RF\d\d/.test(text) ? text.slice(4) : text).replace(/^0+/, '')
}

/**
 * Invoice numbers that an invoice with this reference often has: the reference itself, and the reference without its
 * check digit. Only a guess that saves reading many invoices: what is found must carry the reference.
 */
export function likelyInvoiceNumbers(reference: string): string[] {
  const text = comparableReference(reference)
  return text.length < 2 ? [text] : [text, text.slice(0, -1)]
}
