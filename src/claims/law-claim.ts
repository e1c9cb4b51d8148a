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
export function lawClaim(of: Case, { capital, costs }: { capital: bigint; costs: bigint }): Claim {
  if (!isCountry(of.country)) throw new LawError('INPUT', `There is no law pack for ${of.country}.`)
  // Of a claim that is denied in part, the rest goes on.
  const undenied = capital - (of.disputed ?? 0n)
  const stopped = of.status === 'DISPUTED' && of.disputed === null ? stopOf(of.objection ?? 'DENIED') : undefined
  return {
    country: of.country,
    debtorType: of.debtorType,
    capital: undenied < 0n ? 0n : undenied,
    // What was paid of them was charged all the same.
    creditorCosts: costs > of.creditorCosts ? costs : of.creditorCosts,
    // An interest-bearing claim is late from its own due date; steps and their fees wait for the one that was moved to.
    due: of.caseDueDate,
    invoiceDue: of.dueDate,
    invoiceSent: of.invoiceDate,
    origin: of.aroseOn,
    directlyEnforceable: of.directlyEnforceable,
    creditorVatLiable: of.creditorDeductsVat,
    ...(stopped === undefined ? {} : { stopped }),
  }
}
