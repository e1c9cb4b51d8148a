/**
 * The place in the agency's journal of money that a bank's file reports. Each place is the journal's account on the other
 * side of the bank account; an entry that is no movement of an account of client funds stands nowhere.
 */
import type { Account } from '../journal/accounts.ts'

/**
 * SUSPENSE: nobody's yet · CLIENTS: in the journals of clients · OUT: it left the account, and the books say why
 * elsewhere · AGENCY: the agency's own · NONE: reported before, or of an account that holds no client funds.
 */
const PLACES = ['SUSPENSE', 'CLIENTS', 'OUT', 'AGENCY', 'NONE'] as const
export type Place = (typeof PLACES)[number]

export const ACCOUNT_OF_PLACE: Record<Exclude<Place, 'NONE'>, Account> = {
  SUSPENSE: 'SUSPENSE',
  CLIENTS: 'HELD_FOR_CLIENTS',
  OUT: 'MONEY_OUT',
  AGENCY: 'AGENCY_OWN',
}
