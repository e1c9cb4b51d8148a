/** Addresses as lines. */
import type { Address, Party } from '@saatava/einvoice/model/document.ts'

const COUNTRY_NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/**
 * The lines of an address; its country, in capitals and in English, only where it is not the sender's: so the postal
 * unions ask for it.
 */
export function addressLines(address: Address | undefined, sentFrom: string | undefined): string[] {
  if (address === undefined) return []
  const { street, street2, street3, postalCode, postalDistrict } = address
  const place = [postalCode, postalDistrict].filter(filled).join(' ')
  const country = address.countryCode === sentFrom ? undefined : countryName(address)
  return [street, street2, street3, place, country].filter(filled).map(oneLine)
}

/** Name, person and address, as it is written on an envelope. */
export function envelopeLines(party: Party, sentFrom: string | undefined): string[] {
  const person = party.contactName === party.name ? undefined : party.contactName
  return [...[party.name, person].filter(filled).map(oneLine), ...addressLines(party.address, sentFrom)]
}

function countryName(address: Address): string | undefined {
  try {
    return (COUNTRY_NAMES.of(address.countryCode) ?? address.countryName ?? address.countryCode).toUpperCase()
  } catch {
    return address.countryName ?? address.countryCode
  }
}

export function filled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}

export function oneLine(text: string): string {
  return text.replaceAll('\n', ' ').trim()
}
