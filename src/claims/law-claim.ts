import { LawError } from '@saatava/law/errors.ts'
import { isCountry } from '@saatava/law/rule.ts'
import type { Claim } from '@saatava/law/steps.ts'
import type { Case } from './case.ts'
import { stopOf } from './objection.ts'

/**
 * A case as the law asks about it.
 * @param claim minor units: the capital that is left, and what is left of the creditor's own costs
 * @throws LawError INPUT for a country that has no law pack
 */
export function lawClaim(debt: Case, { capital, costs }: { capital: bigint; costs: bigint }): Claim {
  if (!isCountry(debt.country)) throw new LawError('INPUT', `There is no law pack for ${debt.country}.`)
  // When a claim is denied in part, the rest goes on.
  const undenied = capital - (debt.disputed ?? 0n)
  const own = costs - debt.formerFees
  const stopped = debt.status === 'DISPUTED' && debt.disputed === null ? stopOf(debt.objection ?? 'DENIED') : undefined
  return {
    country: debt.country,
    debtorType: debt.debtorType,
    capital: undenied < 0n ? 0n : undenied,
    // Costs that were paid were charged all the same. The history has the fees of a former agency.
    creditorCosts: own > debt.creditorCosts ? own : debt.creditorCosts,
    // An interest-bearing claim is late from its own due date; steps and their fees wait for the one that was moved to.
    due: debt.caseDueDate,
    invoiceDue: debt.dueDate,
    invoiceSent: debt.invoiceDate,
    origin: debt.aroseOn,
    directlyEnforceable: debt.directlyEnforceable,
    creditorVatLiable: debt.creditorDeductsVat,
    ...(stopped === undefined ? {} : { stopped }),
  }
}
