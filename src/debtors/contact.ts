/** How a debtor is reached. The table debtor holds what is in force, and debtor_contact how it changed. */
import { type Static, Type } from 'typebox'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { ELECTRONIC_BASES } from '@saatava/law/electronic-demand.ts'
import { named, oneOf, optional } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'

export const DebtorAddress = named(
  'DebtorAddress',
  Type.Object({
    street: optional(Type.String()),
    street2: optional(Type.String()),
    street3: optional(Type.String()),
    postalCode: optional(Type.String()),
    postalDistrict: optional(Type.String()),
    countryCode: Type.String(),
  }),
)

export const StoredContact = Type.Object({
  address: optional(DebtorAddress),
  email: optional(Type.String()),
  phone: optional(Type.String()),
  /** The basis on which demands may reach it by e-mail. */
  electronicDemands: optional(Type.Object({ basis: oneOf(ELECTRONIC_BASES), since: Type.String() })),
})
export type Contact = Static<typeof StoredContact>

export const readContact = stored(StoredContact, 'debtor.contact')

export const CONTACT_FIELDS = ['ADDRESS', 'EMAIL', 'PHONE'] as const
export type ContactField = (typeof CONTACT_FIELDS)[number]

/** Where a change of the contact came from: an invoice, an action on a case, or a request about the debtor. */
export const CONTACT_SOURCES = ['INVOICE', 'ACTION', 'REQUEST'] as const
export type ContactSource = (typeof CONTACT_SOURCES)[number]

/** One field of the contact. The consent to electronic demands holds for one address and goes with it. */
export function fieldOf(contact: Contact, field: ContactField): Contact {
  const { address, email, phone, electronicDemands } = contact
  if (field === 'ADDRESS') return omitUndefined({ address })
  if (field === 'PHONE') return omitUndefined({ phone })
  return email === undefined ? {} : omitUndefined({ email, electronicDemands })
}

/** The contact with one field taken from another contact. */
export function withField(contact: Contact, field: ContactField, from: Contact): Contact {
  const { address, email, phone, electronicDemands } = contact
  const rest: Record<ContactField, Contact> = {
    ADDRESS: omitUndefined({ email, phone, electronicDemands }),
    EMAIL: omitUndefined({ address, phone }),
    PHONE: omitUndefined({ address, email, electronicDemands }),
  }
  return { ...rest[field], ...fieldOf(from, field) }
}

export function hasField(contact: Contact, field: ContactField): boolean {
  return Object.keys(fieldOf(contact, field)).length > 0
}

/** Whether two contacts reach the debtor in the same way by a field. */
export function isSameField(a: Contact, b: Contact, field: ContactField): boolean {
  return textOf(a, field) === textOf(b, field)
}

function textOf({ address, email, phone }: Contact, field: ContactField): string {
  if (field === 'EMAIL') return plain(email)
  if (field === 'PHONE') return plain(phone)
  const { street, street2, street3, postalCode, postalDistrict, countryCode } = address ?? {}
  return [street, street2, street3, postalCode, postalDistrict, countryCode].map(plain).join('\n')
}

function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
}
