/** How commands show the agency's details. */
import type { StoredDetails } from '../agency/details.ts'
import { facts } from './output.ts'

export function detailsView(details: StoredDetails): Record<string, unknown> {
  const { address, businessId, email, phone, hours, web } = details
  const set = { address, businessId, email, phone, hours, web }
  const shown = Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value ?? null]))
  const { name, version, setBy, setAt } = details
  return { name, ...shown, version, setBy, setAt: setAt?.toISOString() ?? null }
}

export function detailsText({ name, address, businessId, email, phone, hours, web, ...row }: StoredDetails): string {
  return facts([
    ['Name', name],
    [
      'Address',
      address && [address.street, address.postalCode, address.postalDistrict, address.countryCode].join(', '),
    ],
    ['Business id', businessId],
    ['E-mail', email],
    ['Telephone', phone],
    ['Hours', hours],
    ['Web', web],
    ['Version', row.version],
    ['Set', row.setAt === null ? 'never' : `${row.setAt.toISOString().slice(0, 10)} by ${row.setBy}`],
  ])
}
