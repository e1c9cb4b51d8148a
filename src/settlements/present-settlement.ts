import type { CaseId } from '@saatava/core/ids.ts'
import type { Case } from '../claims/case.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { SettleLine } from '../payments/settle-queries.ts'
import type { Deduction } from './deductions.ts'
import { amountOf, breakdownOf } from './lines.ts'
import { type Settlement, payoutOf } from './settlement.ts'

/** A settlement as the API shows it. @param country of the client, whose calendar dates follow */
export function presentSettlement(
  settlement: Settlement,
  lines: readonly SettleLine[],
  context: {
    agency: string
    country: string
    caseOf: (caseId: CaseId) => Case | undefined
    deductions: readonly Deduction[]
  },
): Record<string, unknown> {
  const { settlementId, settlementDate, remittanceReference, beneficiary, amount, currency, handedOutAt } = settlement
  const { name } = beneficiary
  // A beneficiary with a giro number alone has no IBAN: its number stands there.
  const [iban, bic] = 'giro' in beneficiary ? [beneficiary.number, null] : [beneficiary.iban, beneficiary.bic ?? null]
  return {
    settlementId,
    settlementDate: `${settlementDate}T00:00:00Z`,
    agency: context.agency,
    remittanceReference,
    beneficiary: { name, iban, bic },
    settlementAmount: minorToNumber(amount),
    currency,
    apiFetchDate: handedOutAt?.toISOString() ?? null,
    allocations: lines.map((line) => presentLine(line, currency, context.country, context.caseOf(line.caseId))),
    deductions: context.deductions.map(({ caseId, amount: taken }) => ({
      type: 'WITHDRAWN_CASE_FEES',
      amount: minorToNumber(taken),
      caseId,
      originalInvoiceNumber: String(context.caseOf(caseId)?.invoiceNumber ?? ''),
    })),
    paidAmount: minorToNumber(payoutOf(settlement)),
  }
}

/** The day of a line: that on which it was taken back, where it was. @param country of the client */
export function dayOf(line: SettleLine, country: string): CivilDate {
  return line.takenBack && line.reversedAt !== null
    ? civilDateAt(line.reversedAt, timeZoneOf(country))
    : line.allocatedOn
}

function presentLine(line: SettleLine, currency: string, country: string, debt: Case | undefined) {
  return {
    allocationId: line.allocationId,
    allocatedTotalAmount: minorToNumber(amountOf(line)),
    allocationDate: `${dayOf(line, country)}T00:00:00Z`,
    currency,
    caseId: line.caseId,
    originalInvoiceNumber: String(debt?.invoiceNumber ?? ''),
    originalPaymentReference: line.originalReference ?? debt?.paymentReference ?? '',
    breakdown: breakdownOf(line).map(({ type, amount }) => ({ type, amount: minorToNumber(amount) })),
  }
}
