/** The agency's address as settings and the command line write it: one line. */

export interface AgencyAddress {
  street: string
  postalCode: string
  postalDistrict: string
  countryCode: string
}

export const AGENCY_ADDRESS_FORM = 'street, postal code, place and country: "Testikuja 7, 12345, HELSINKI, FI"'

/** Undefined where the line is not of that form. */
export function agencyAddress(written: string): AgencyAddress | undefined {
  const parts = written.split(',').map((part) => part.trim())
  const [street, postalCode, postalDistrict, countryCode] = parts
  if (!street || !postalCode || !postalDistrict || !/^[A-Z]{2}$/.test(countryCode ?? '') || parts.length > 4)
    return undefined
  return { street, postalCode, postalDistrict, countryCode: countryCode ?? '' }
}
