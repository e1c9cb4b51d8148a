/** The particulars of an invoice's buyer by which a debtor is recognised. */
export interface Identifiable {
  name?: string | undefined
  personalIdentityNumber?: string | undefined
  businessId?: string | undefined
  address?: { streetAddress?: unknown; postalCode?: unknown; email?: unknown } | undefined
  email?: unknown
}

/**
 * One text for one debtor: by its national or business id, else by name and address, else by name and e-mail address;
 * undefined where these do not tell one debtor from another. Spaces, hyphens and capitals make no other debtor.
 */
export function identityOf(buyer: Identifiable): string | undefined {
  const national = plain(buyer.personalIdentityNumber)
  if (national !== '') return `person ${national}`
  const business = plain(buyer.businessId)
  if (business !== '') return `business ${business}`
  const name = plain(buyer.name)
  const { streetAddress, postalCode, email: addressEmail } = buyer.address ?? {}
  const [street, code] = [plain(streetAddress), plain(postalCode)]
  if (name !== '' && street !== '' && code !== '') return `at ${name} ${street} ${code}`
  const email = String(buyer.email ?? addressEmail ?? '').trim()
  return name !== '' && email !== '' ? `mail ${name} ${email.toLowerCase()}` : undefined
}

function plain(text: unknown): string {
  if (typeof text !== 'string' && typeof text !== 'number') return ''
  return String(text)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+]/gu, '')
}
