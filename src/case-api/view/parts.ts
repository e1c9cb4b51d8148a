/** The parts of a case as they are shown: amounts as JSON numbers, nothing that identifies a person beyond need. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToNumber as amount } from '@saatava/core/money.ts'
import type { ClaimableInvoice } from '../../invoices/case-queries.ts'
import type { JournalDetails } from '../../journal/details.ts'
import type { CaseEntry } from '../../journal/case-queries.ts'
import type { CasePayment } from '../../payments/case-queries.ts'
import type { Case } from '../../claims/case.ts'
import type { PlannedStep } from '../../dunning/planned-steps.ts'
import { masked } from '../../debtors/masked.ts'
import type { Plan } from '../../dunning/plans/plan.ts'

export function paymentOf(payment: CasePayment): Record<string, unknown> {
  const { capital, interest, costs, fees } = payment
  return {
    paymentId: payment.paymentId,
    allocationId: payment.allocationId,
    kind: payment.kind,
    amount: amount(capital + interest + costs + fees),
    currency: payment.currency,
    bookingDate: payment.bookingDate,
    paymentDate: payment.paymentDate,
    payerName: payment.payerName,
    reference: payment.reference,
    allocation: {
      capitalAmount: amount(capital),
      interestAmount: amount(interest),
      costsAmount: amount(costs + fees),
    },
    explanation: payment.explanation,
    reversedAt: payment.reversedAt?.toISOString() ?? null,
    settlementId: payment.settlementId,
  }
}

interface Cost {
  date: CivilDate
  kind: string
  amount: number
  rule: string | null
  source: string | null
  /** Status of the rule: verified, or unverified. */
  status: string | null
  description: string
}

/** Charged amounts: the agency's fees by the law's rules, and earlier costs of the creditor. */
export function costsOf(entry: CaseEntry): Cost[] {
  if (entry.kind !== 'CASE_OPENED' && entry.kind !== 'FEE_CHARGED' && entry.kind !== 'FEE_WAIVED') return []
  const { kind, bookingDate, postings } = entry
  const charge: Partial<JournalDetails['FEE_CHARGED']> = entry.kind === 'CASE_OPENED' ? {} : entry.details
  return postings.flatMap(({ account, amount: minor }): Cost[] => {
    if (account === 'RECEIVABLE_COSTS')
      return [
        {
          date: bookingDate,
          kind: 'CREDITOR_COSTS',
          amount: amount(minor),
          rule: null,
          source: 'the invoice, terms.collection.costs',
          status: null,
          description: 'Costs that the creditor had before the case was opened',
        },
      ]
    if (account !== 'RECEIVABLE_FEES') return []
    const { step = kind, ruleId = null, source = null, status = null, note } = charge
    const rests = { rule: ruleId, source, status }
    const fee = { date: bookingDate, kind: step, amount: amount(minor), ...rests }
    const what = kind === 'FEE_WAIVED' ? 'Fee reversed, because its letter was never sent' : 'Fee'
    return [{ ...fee, description: note ?? `${what}: ${step.toLowerCase().replaceAll('_', ' ')}` }]
  })
}

export function planOf({ planId, state, fee, ruleId, createdAt, instalments }: Plan): Record<string, unknown> {
  return {
    planId,
    state,
    feeAmount: amount(fee),
    rule: ruleId,
    createdAt: createdAt.toISOString(),
    instalments: instalments.map(({ number, dueDate, amount: minor, paid }) => ({
      number,
      dueDate,
      amount: amount(minor),
      paidAmount: amount(paid),
    })),
  }
}

/**
 * Shows the debtor as collection knows it; a personal identity number only as far as its date of birth, and a protected
 * address not at all.
 */
export function debtorOf({ debtorId, debtor, debtorType }: Case, isProtected: boolean): Record<string, unknown> {
  const { personalIdentityNumber, address, ...rest } = debtor
  return {
    debtorId,
    entityType: debtorType,
    ...rest,
    ...(isProtected || address === undefined ? {} : { address }),
    ...(personalIdentityNumber === undefined ? {} : { personalIdentityNumber: masked(personalIdentityNumber) }),
  }
}

export function invoiceOf(debt: Case, invoice: ClaimableInvoice): Record<string, unknown> {
  return {
    invoiceId: invoice.invoiceId,
    invoiceNumber: invoice.number,
    type: invoice.type,
    invoiceDate: invoice.date,
    dueDate: invoice.dueDate,
    caseDueDate: debt.caseDueDate,
    paymentReference: invoice.document?.payment.reference?.value ?? invoice.paymentReference,
    totalAmount: amount(invoice.total),
    paidAmount: amount(invoice.paid),
    creditedAmount: amount(invoice.credited),
  }
}

export function stepOf({ kind, date, fee, rule, source, status, note }: PlannedStep): Record<string, unknown> {
  const feeAmount = fee === null ? null : amount(fee)
  return { action: kind, date, feeAmount, rule, source, status, ...(note === undefined ? {} : { note }) }
}
