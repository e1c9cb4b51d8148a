/** Nothing failed, waits or was refused that the scenario did not order. */
import type { Books } from '../books.ts'
import type { Lived } from '../living.ts'
import type { Faults } from '../story.ts'

/** Refusals that follow from what debtors do meanwhile. */
const MAY_BE_REFUSED = /^(CASE_CLOSED|CASE_STATUS|CASE_STAGE|PLAN_.*|DUE_DATE_.*)$/

export function checkStates(books: Books, lived: Lived, faults: Faults): void {
  for (const { caseId, clientId, code, state, outcome } of books.actions) {
    if (state === 'pending') faults.add(`${code} was not performed`, { clientId, caseId })
    const { refusal } = outcome ?? {}
    if (state === 'refused' && !MAY_BE_REFUSED.test(refusal?.code ?? ''))
      faults.add(`${code} was refused: ${refusal?.code} ${refusal?.message}`, { clientId, caseId })
  }
  const sent = new Map(lived.invoices.map((one) => [one.invoiceId, one]))
  const cases = new Map(books.cases.map((one) => [one.invoiceId, one]))
  for (const { invoiceId, clientId, number, type, status } of books.invoices) {
    // Sent on the last day: nobody has approved it yet.
    if (type === 'FACTORING' && status === 'MANUAL') continue
    if (!['INVOICED', 'CREDITED'].includes(status)) faults.add(`${type} ${number} of client ${clientId} is ${status}`)
    const planned = sent.get(invoiceId)?.planned
    if (planned?.controlled === true && !cases.has(invoiceId) && status !== 'CREDITED')
      faults.add(`${type} ${number} of client ${clientId} is under payment control, and has no case`)
    if (planned?.controlled === false && planned.type !== 'COLLECTION' && cases.has(invoiceId))
      faults.add(`${type} ${number} of client ${clientId} is not under payment control, and has a case`)
  }
}
