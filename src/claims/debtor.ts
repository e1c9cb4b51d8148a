/** The debtor of a case and its addresses: from the invoice, and as actions have changed it. */
import { type Static, Type } from 'typebox'
import { ELECTRONIC_BASES } from '@saatava/law/electronic-demand.ts'
import { oneOf, optional } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'

const StoredDebtor = Type.Object({
  /** Empty where the debtor's personal data was erased; everything else is absent then. */
  name: Type.String(),
  businessId: optional(Type.String()),
  personalIdentityNumber: optional(Type.String()),
  customerAccountId: optional(Type.String()),
  email: optional(Type.String()),
  phone: optional(Type.String()),
  language: optional(Type.String()),
  address: optional(
    Type.Object({
      street: optional(Type.String()),
      street2: optional(Type.String()),
      street3: optional(Type.String()),
      postalCode: optional(Type.String()),
      postalDistrict: optional(Type.String()),
      countryCode: Type.String(),
    }),
  ),
  /** The basis on which demands may reach it by e-mail. */
  electronicDemands: optional(Type.Object({ basis: oneOf(ELECTRONIC_BASES), since: Type.String() })),
  electronicInvoiceAccount: optional(Type.String()),
  electronicRoutingAddress: optional(Type.String()),
})
export type Debtor = Static<typeof StoredDebtor>

export const readDebtor = stored(StoredDebtor, 'collection_case.debtor')
