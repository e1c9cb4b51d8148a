import { LawError } from '../law/errors.ts'
import { isCountry } from '../law/rule.ts'
import type { Claim } from '../law/steps.ts'
import type { Case } from './case.ts'

/**
 * A case as the law asks about it. @param capital minor units, what the tables go by: what is left of it
 * @throws LawError INPUT for a country that has no law pack
 */
export function lawClaim(of: Case, capital: bigint): Claim {
  if (!isCountry(of.country)) throw new LawError('INPUT', `There is no law pack for ${of.country}.`)
  return {
    country: of.country,
    debtorType: of.debtorType,
    capital,
    // An interest-bearing claim is late from its own due date; steps and their fees wait for the one that was moved to.
    due: of.caseDueDate,
    invoiceDue: of.dueDate,
    invoiceSent: of.invoiceDate,
    ...(of.status === 'DISPUTED' && of.disputed === null ? { stopped: 'OBJECTION' as const } : {}),
  }
}
