import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import type { Contact } from './contact.ts'

export const DEBTOR_KINDS = ['PERSON', 'BUSINESS'] as const
export type DebtorKind = (typeof DEBTOR_KINDS)[number]

/** Names a debtor. */
export interface DebtorKey {
  clientId: ClientId
  debtorId: DebtorId
}

/** The debtor of a case that is about to be opened, as its invoice describes it. */
export interface Buyer {
  clientId: ClientId
  kind: DebtorKind
  name: string
  nationalId?: string | undefined
  businessId?: string | undefined
  /** The client's own number for it. */
  customerNumber?: string | undefined
  contact: Contact
}
