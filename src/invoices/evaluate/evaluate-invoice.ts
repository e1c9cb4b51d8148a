import { minorToText } from '@saatava/core/money.ts'
import { CHECKS } from './checks.ts'
import type { Evaluation, EvaluationInput, Reason } from './input.ts'
import { planDeliveries } from './plan-deliveries.ts'
import { warningsOf } from './warnings.ts'

/**
 * Decides whether an invoice is delivered. ERROR with every reason found; DUPLICATE names the first; MANUAL says who
 * asked for approval; both of these are passed over once it has been approved.
 */
export function evaluateInvoice(input: EvaluationInput): Evaluation {
  const reasons = CHECKS.flatMap((check) => check.find(input))
  const warnings = warningsOf(input)
  if (reasons.length > 0) return { verdict: 'ERROR', reasons, warnings, deliveries: [] }
  const { candidate, duplicate } = input
  if (!candidate.approved && duplicate !== undefined)
    return { verdict: 'DUPLICATE', reasons: [duplicateOf(duplicate.number)], warnings, deliveries: [] }
  const waits = candidate.approved ? [] : approvalsNeeded(input)
  if (waits.length > 0) return { verdict: 'MANUAL', reasons: waits, warnings, deliveries: [] }
  const { deliveries } = planDeliveries(input)
  return { verdict: 'ACCEPTED', reasons: [], warnings, deliveries }
}

function duplicateOf(number: number): Reason {
  return {
    code: 'DUPLICATE',
    message: `The invoice equals invoice ${number} in everything but its number. If you want to send both, send the action APPROVE.`,
    pointer: '/invoice/header/number',
  }
}

function approvalsNeeded({ candidate, document, inForce }: EvaluationInput): Reason[] {
  const { required, above } = inForce.settings.approval
  const reasons: Reason[] = []
  const wait = (code: string, why: string) =>
    reasons.push({ code, message: `${why} The invoice waits for the action APPROVE.` })
  if (candidate.request.processing?.manualApprovalEnabled === true)
    wait('APPROVAL_ASKED_FOR', 'The invoice asks for approval (processing.manualApprovalEnabled).')
  if (required === 'ALWAYS') wait('APPROVAL_BY_SETTINGS', 'The client’s settings ask for approval of every invoice.')
  if (required === 'ABOVE' && above !== null && document.totals.total > above)
    wait(
      'APPROVAL_BY_AMOUNT',
      `The total is above ${minorToText(above)} ${inForce.profile.currencyCode}; the client’s settings ask for approval above it.`,
    )
  if (candidate.type === 'FACTORING')
    wait('APPROVAL_OF_FACTORING', 'The financier acquires the receivable on approval.')
  return reasons
}
