/** A voucher row's text that counts invoices and names them by number, as many as fit. */

/** Most accounting systems keep 200 characters of a row's text or more. */
const LIST_CHARACTERS_MAX = 200

/**
 * "12 invoices booked here: 7001, 7002 and 10 more". The count comes first: a system that cuts the text keeps it.
 * @param what for example "booked here"
 */
export function invoiceListText(numbers: readonly number[], what: string): string {
  const head = `${numbers.length} ${numbers.length === 1 ? 'invoice' : 'invoices'} ${what}: `
  for (let named = Math.min(numbers.length, LIST_CHARACTERS_MAX); named > 0; named--) {
    const left = numbers.length - named
    const text = `${head}${numbers.slice(0, named).join(', ')}${left === 0 ? '' : ` and ${left} more`}`
    if (text.length <= LIST_CHARACTERS_MAX) return text
  }
  return `${head}${numbers.length}`
}
