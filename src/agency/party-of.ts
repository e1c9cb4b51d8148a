import type { ClientFundsAccount } from './account.ts'
import type { AgencyDetails } from './details.ts'

/**
 * Returns the party that orders payments from an account, as its bank knows the agency: by the id it gave, with its
 * scheme, else by business id.
 */
export function partyOf(
  { name, businessId }: Pick<AgencyDetails, 'name' | 'businessId'>,
  { bankCustomerId: id, bankCustomerScheme: scheme, bankIdOnDebtor }: ClientFundsAccount,
) {
  const partyId = id === undefined ? undefined : { id, ...(scheme === undefined ? {} : { scheme }) }
  return {
    initiator: { name, ...(partyId ?? (businessId === undefined ? {} : { id: businessId })) },
    /** The debtor of the file bears the same id where the bank wants it. */
    onDebtor: partyId !== undefined && bankIdOnDebtor ? { partyId } : {},
  }
}
