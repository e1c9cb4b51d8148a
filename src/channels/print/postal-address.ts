import { postalCodeFault } from '@saatava/core/identifiers.ts'
import { envelopeLines, filled, oneLine } from '../../documents/texts/addresses.ts'
import type { InvoiceDocument, Receiver } from '@saatava/einvoice/model/document.ts'

/** The receiver of a letter, for the printing house. */
export interface PostalAddress {
  /** The lines in the envelope's window. */
  lines: string[]
  /** ISO 3166-1 alpha-2 */
  countryCode: string
  postalCode: string
}

export interface PostalFault {
  code: string
  reason: string
}

/** Printed lines that fit a window [GAP: the print house's own limit]. */
const LINES_MAX = 8

/** The address of a letter, or why the post would not take it. A valid postal code is a rule of the service itself. */
export function postalAddressOf(document: InvoiceDocument): PostalAddress | PostalFault {
  const { recipient, seller } = document
  const fault = addressFault(recipient)
  if (fault !== undefined) return fault
  const { countryCode, postalCode = '' } = recipient.address ?? { countryCode: '' }
  const lines = envelopeLines(recipient, seller.address?.countryCode)
  if (lines.length > LINES_MAX) {
    return fail('POSTAL_ADDRESS_TOO_LONG', `The address has ${lines.length} lines, and ${LINES_MAX} fit the window.`)
  }
  return { lines, countryCode, postalCode: oneLine(postalCode) }
}

function addressFault({ name, address }: Receiver): PostalFault | undefined {
  if (!filled(name)) return fail('POSTAL_NAME_MISSING', 'The recipient has no name.')
  if (address === undefined) return fail('POSTAL_ADDRESS_MISSING', 'The recipient has no postal address.')
  const { street, street2, street3, postalCode, postalDistrict, countryCode } = address
  if (!filled(postalCode)) {
    return fail('POSTAL_CODE_INVALID', 'The recipient has no postal code, and a letter needs one.')
  }
  const broken = postalCodeFault(countryCode, oneLine(postalCode))
  if (broken !== undefined) {
    return fail('POSTAL_CODE_INVALID', `The recipient’s postal code is “${oneLine(postalCode)}” and ${broken}.`)
  }
  if (!filled(postalDistrict)) return fail('POSTAL_DISTRICT_MISSING', 'The recipient’s address does not name a town.')
  if (![street, street2, street3].some(filled)) {
    return fail('POSTAL_STREET_MISSING', 'The recipient’s address has no street and no post box.')
  }
  return undefined
}

function fail(code: string, reason: string): PostalFault {
  return { code, reason }
}
