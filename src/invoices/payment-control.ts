/**
 * Decides which invoices come under payment control, and which receivables a financier has bought. Pure: nothing is read
 * or written.
 */
import type { SettingsInForce } from '../settings/client-settings.ts'
import type { Candidate } from './evaluate/candidate.ts'
import type { ClaimRequest } from './stored-invoice.ts'

interface Controllable extends Pick<Candidate, 'type'> {
  request: ClaimRequest
}

const NO_CASE: readonly string[] = ['CREDIT_NOTE', 'REMINDER']

/** Does an invoice come under payment control once it has been distributed? */
export function isControlled(invoice: Controllable, inForce: SettingsInForce | undefined): boolean {
  if (inForce === undefined || NO_CASE.includes(invoice.type)) return false
  const { type: service } = inForce.settings.service
  if (service === 'INTERMEDIATION' || invoice.request.invoice.parties.buyerParty.disableCollection === true)
    return false
  if (startsLate(invoice, inForce)) return true
  return !isFactored(invoice) && invoice.request.processing?.paymentControlEnabled === true
}

/**
 * Has a financier bought the receivable? The debtor then pays to the financier's account, which nobody here sees: whether it
 * was paid is not known, so that nothing of it is watched or dunned here. A claim that is handed over for collection is.
 */
export function isFactored({ type, request }: Controllable): boolean {
  const { enabled, financierName, financierIban } = request.invoice.terms?.factoring ?? {}
  return type === 'FACTORING' || (enabled === true && financierName !== undefined && financierIban !== undefined)
}

/** A claim that is handed over for collection has been billed and has fallen due before: its case begins in the reminder phase. */
export function startsLate({ type }: Pick<Candidate, 'type'>, { settings }: SettingsInForce): boolean {
  return type === 'COLLECTION' || settings.service.type === 'COLLECTION'
}
