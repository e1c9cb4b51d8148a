/** References made of the client's prefix and the invoice's number. */
import { type ReferenceAgreement, fittingReferences } from '@saatava/core/references/agreement.ts'
import type { Reference } from '@saatava/core/references/reference.ts'
import type { SettingsInForce } from '../../settings/client-settings.ts'
import type { Candidate } from './candidate.ts'
import type { PayTo } from './pay-to.ts'

/**
 * @returns the references that may be printed, the one to be used first at the head; none where prefix and number are too
 *   long for the system, or for what the agency has agreed with its bank
 */
export function ownReferences(
  { number }: Pick<Candidate, 'number'>,
  { settings: { references } }: Pick<SettingsInForce, 'settings'>,
  payTo: PayTo,
): Reference[] {
  const digits = { prefix: references.prefix, number: String(number) }
  return fittingReferences(references.kind, digits, references, agreementOf(payTo))
}

/** Under payment control the agency's bank says which references it takes, not the client's. */
export function agreementOf(payTo: PayTo): ReferenceAgreement {
  return payTo.whose === 'AGENCY' ? payTo.account.referenceAgreement : {}
}
