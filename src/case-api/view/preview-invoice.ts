import { minorToNumber as amount } from '@saatava/core/money.ts'
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { PdfChecker } from '../../invoices/attachments/pdf-checker.ts'
import type { Deployment } from '../../invoices/evaluate/input.ts'
import { type InvoicePreview, previewInvoice as preview } from '../../invoices/preview-invoice.ts'
import type { SalesInvoiceRequest } from '../../invoices/schemas.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { withSnapshot } from '../../platform/database.ts'
import type { Answer } from '../../platform/http/route.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { lawOf } from '../../agency/law-of.ts'
import { costsOf, newCaseOf, policyFor } from '../../flows/new-case.ts'
import { isControlled } from '../../invoices/payment-control.ts'
import type { NewCase } from '../../claims/open-queries.ts'
import { plannedSteps } from '../../dunning/planned-steps.ts'
import { selectPolicies } from '../../claims/queries.ts'
import { nextStepDate } from '../../claims/schedule.ts'
import type { Policy } from '../../claims/policy.ts'
import { isCountry } from '@saatava/law/rule.ts'
import { nameOf } from '@saatava/law/steps.ts'
import { stepOf } from './parts.ts'

/**
 * Previews an invoice: the evaluation with its reasons, the channels it would use, its reference and amounts, and the
 * case it would open with each step's day, the most it may cost and the rule. Nothing is stored. Errors: 400 and 409 as
 * POST /invoice.
 */
export async function previewInvoice(
  ctx: ClientCtx,
  checker: PdfChecker,
  deployment: Deployment,
  request: SalesInvoiceRequest,
): Promise<Answer> {
  const found = await preview(ctx, checker, deployment, request)
  const { evaluation, document, stored, invoiceNumber, warnings, claimable } = found
  const { verdict, reasons, deliveries } = evaluation
  const { reference } = document.payment
  const draft = request.processing?.draft === true
  return {
    body: {
      stored,
      invoiceNumber,
      type: claimable.type,
      status: draft ? 'DRAFT' : verdict,
      reasons,
      deliveries,
      // Without a number of the sender's, there is nothing yet to make a reference of.
      paymentReference:
        invoiceNumber === null && request.invoice.references?.payment === undefined ? null : (reference?.value ?? null),
      amounts: {
        netAmount: amount(document.totals.net),
        vatAmount: amount(document.totals.vat),
        totalAmount: amount(document.totals.total),
        paidAmount: amount(document.totals.paid),
        payableAmount: amount(document.payment.payable),
        currency: document.currency,
      },
      case: verdict === 'ERROR' || verdict === 'DUPLICATE' ? null : await casePreview(ctx, found),
    },
    warnings,
  }
}

async function casePreview(ctx: ClientCtx, { claimable, inForce }: InvoicePreview): Promise<unknown> {
  if (!isControlled(claimable, inForce)) return null
  const { platform, clientId } = ctx
  const { contract, policyId, policy, law } = await withSnapshot(platform.pool, async (db) => {
    const agreed = (await contractsOf(db, [clientId]))(clientId)
    const id = policyFor(claimable, agreed, inForce)
    const [found] = await selectPolicies(db, [id])
    return { contract: agreed, policyId: id, policy: found, law: await lawOf(platform, db) }
  })
  if (policy === undefined) return { policy: policyId, note: 'The policy does not exist, so no case would be opened.' }
  const at = platform.clock.now()
  const row = newCaseOf(claimable, inForce, policy, contract, law, at)
  if (row === undefined) return null
  const { stage, capital, currency, nextDate, dueDate, debtorType } = row
  const today = civilDateAt(at, timeZoneOf(row.country))
  return {
    policy: `${policy.policyId} v${policy.version}`,
    stage,
    debtorType,
    capitalAmount: amount(capital),
    creditorCostsAmount: amount(costsOf(claimable)),
    currency,
    dueDate,
    interestFrom: row.interestFrom,
    next: { action: stage === 'INVOICED' ? 'OVERDUE' : (policy.steps[row.stepIndex]?.kind ?? null), date: nextDate },
    steps: stepsOf(law, row, costsOf(claimable), policy, today),
  }
}

function stepsOf(law: Law, row: NewCase, creditorCosts: bigint, policy: Policy, today: CivilDate): unknown[] {
  if (!isCountry(row.country)) return []
  const { country, debtorType, capital, dueDate, invoiceDate } = row
  const { stepIndex, directlyEnforceable, creditorDeductsVat } = row
  const claim = {
    ...{ country, debtorType, capital, due: dueDate, invoiceSent: invoiceDate, creditorCosts },
    ...{ directlyEnforceable, creditorVatLiable: creditorDeductsVat },
  }
  const history = row.earlierLetters.map(({ sentOn, fee }, i) => ({
    ...{ step: nameOf('REMINDER', i + 1), date: sentOn, charged: fee, byCreditor: true },
  }))
  const first = { stage: 'OVERDUE' as const, stepIndex, caseDueDate: dueDate }
  const nextDate = row.stage === 'INVOICED' ? nextStepDate(first, policy, undefined, today) : row.nextDate
  if (nextDate === null) return []
  try {
    const ahead = { claim, currency: row.currency, history, stepIndex, nextDate, today }
    return plannedSteps(policy, ahead, law).map(stepOf)
  } catch (error) {
    if (error instanceof LawError) return []
    throw error
  }
}
