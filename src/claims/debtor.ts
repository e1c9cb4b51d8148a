/** The debtor of a case as its letters address it: from the invoice, and as its contact data has been changed since. */
import { type Static, Type } from 'typebox'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { type Contact, StoredContact } from '../debtors/contact.ts'
import { type Guardian, StoredGuardian } from '../debtors/marks.ts'
import { optional } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'

const StoredDebtor = Type.Object({
  /** Empty where the debtor's personal data was erased; everything else is absent then. */
  name: Type.String(),
  businessId: optional(Type.String()),
  personalIdentityNumber: optional(Type.String()),
  customerAccountId: optional(Type.String()),
  language: optional(Type.String()),
  ...StoredContact.properties,
  /** The receiver of the letters instead of the debtor. */
  guardian: optional(StoredGuardian),
  electronicInvoiceAccount: optional(Type.String()),
  electronicRoutingAddress: optional(Type.String()),
})
export type Debtor = Static<typeof StoredDebtor>

export const readDebtor = stored(StoredDebtor, 'collection_case.debtor')

/** The debtor of a case with other contact data. */
export function withContact(debtor: Debtor, contact: Contact): Debtor {
  const { address: _address, email: _email, phone: _phone, electronicDemands: _consent, ...rest } = debtor
  return { ...rest, ...contact }
}

/** The debtor of a case whose letters go to a guardian; undefined: they go to the debtor itself. */
export function withGuardian({ guardian: _former, ...debtor }: Debtor, guardian: Guardian | undefined): Debtor {
  return guardian === undefined ? debtor : { ...debtor, guardian }
}

export function contactOf({ address, email, phone, electronicDemands }: Debtor): Contact {
  return omitUndefined({ address, email, phone, electronicDemands })
}
