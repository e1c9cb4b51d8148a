/**
 * The contact of a debtor when another of its invoices comes; nothing is read or written here. The contact data of
 * invoices hold until somebody corrects them. A corrected field stays where an invoice repeats what was known before; an invoice with
 * something new changes it again. A case takes the contact of its invoice, and the corrected fields of its debtor.
 */
import { CONTACT_FIELDS, type Contact, type ContactField, hasField, isSameField, withField } from './contact.ts'

export interface Merged {
  /** The contact for the case of the invoice. */
  ofCase: Contact
  contact: Contact
  corrected: ContactField[]
  /** Fields of the debtor that the invoice changes. */
  changed: ContactField[]
}

/** @param former every value that the contact has had */
export function mergeContact(
  { contact, corrected }: { contact: Contact; corrected: readonly ContactField[] },
  invoice: Contact,
  former: readonly (Contact | null)[],
): Merged {
  const merged: Merged = { ofCase: invoice, contact, corrected: [...corrected], changed: [] }
  for (const field of CONTACT_FIELDS) {
    const isCorrected = corrected.includes(field)
    const isGiven = hasField(invoice, field)
    const isKnown = former.some((one) => one !== null && hasField(one, field) && isSameField(one, invoice, field))
    if (isCorrected && (!isGiven || isKnown)) {
      merged.ofCase = withField(merged.ofCase, field, contact)
      continue
    }
    if (!isGiven || isSameField(contact, invoice, field)) continue
    merged.contact = withField(merged.contact, field, invoice)
    merged.corrected = merged.corrected.filter((one) => one !== field)
    merged.changed.push(field)
  }
  return merged
}
