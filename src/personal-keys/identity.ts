/** The particulars of an invoice's buyer by which a debtor is recognised. */
export interface Identifiable {
  name?: string | undefined
  personalIdentityNumber?: string | undefined
  businessId?: string | undefined
  address?: { street?: string | undefined; postalCode?: string | undefined } | undefined
  contact?: { email?: string | undefined } | undefined
}

/**
 * One text for one debtor: by its national or business id, else by name and address, else by name and e-mail address;
 * undefined where these do not identify a debtor. Spaces, hyphens and capitals make no other debtor.
 */
export function identityOf(buyer: Identifiable): string | undefined {
  const national = plain(buyer.personalIdentityNumber)
  if (national !== '') return `person ${national}`
  const business = plain(buyer.businessId)
  if (business !== '') return `business ${business}`
  const name = plain(buyer.name)
  const [street, code] = [plain(buyer.address?.street), plain(buyer.address?.postalCode)]
  if (name !== '' && street !== '' && code !== '') return `at ${name} ${street} ${code}`
  const email = (buyer.contact?.email ?? '').trim().toLowerCase()
  return name !== '' && email !== '' ? `mail ${name} ${email}` : undefined
}

function plain(text: string | undefined): string {
  return (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+]/gu, '')
}
