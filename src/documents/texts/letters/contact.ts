import type { Party } from '../../../invoices/document.ts'
import { addressLines, oneLine } from '../addresses.ts'

/** Where the debtor asks and objects, in one line. */
export function contactOf({ name, email, phone, address }: Party): string {
  const place = addressLines(address, address?.countryCode)
  return [name, email, phone, ...place].flatMap((part) => (part ? [oneLine(part)] : [])).join(', ')
}
