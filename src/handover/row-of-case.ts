/** A case as a row that another agency can take over: the balances of a day, and the history that they rest on. */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { minorToNumber, sum } from '@saatava/core/money.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import type { Case } from '../claims/case.ts'
import type { Claim } from '../claims/claim.ts'
import type { ClaimableInvoice } from '../invoices/case-queries.ts'
import type { OpenInstalment, PaidPart, SentLetter } from './export-queries.ts'
import type { CaseRow } from './schemas.ts'

export interface Exported {
  /** Name of this agency. */
  agency: string
  debt: Case
  /** The claim on the day, minor units. */
  claim: Claim
  onDate: CivilDate
  invoice: ClaimableInvoice
  letters: readonly SentLetter[]
  payments: readonly PaidPart[]
  instalments: readonly OpenInstalment[]
}

export function rowOfCase(exported: Exported): CaseRow {
  const { agency, debt, claim, onDate, invoice, instalments } = exported
  const costs = claim.costs + claim.fees
  const payments = exported.payments.map((one) => ({
    ...{ date: one.date, capital: BigInt(one.capital), interest: BigInt(one.interest), costs: BigInt(one.costs) },
  }))
  const charged = costs + sum(payments.map((one) => one.costs))
  const { letters, creditorCosts } = divided(exported.letters, charged)
  const credited = invoice.total - sum(payments.map(({ capital }) => capital)) - claim.capital
  const money = (amount: bigint) => (amount === 0n ? undefined : minorToNumber(amount))
  return omitUndefined({
    agency,
    caseNumber: String(debt.caseId),
    invoice: omitUndefined({
      ...{ number: debt.invoiceNumber, date: debt.invoiceDate, dueDate: debt.dueDate, currencyCode: debt.currency },
      totalAmount: minorToNumber(invoice.total),
      dueDateMovedTo: debt.caseDueDate > debt.dueDate ? debt.caseDueDate : undefined,
      subject: subjectOf(invoice),
      suppliedOn: debt.aroseOn === debt.invoiceDate ? undefined : debt.aroseOn,
    }),
    reference: debt.paymentReference ?? undefined,
    debtor: debtorOf(debt, invoice),
    electronicDemands: debt.debtor.electronicDemands,
    directlyEnforceable: debt.directlyEnforceable ? true : undefined,
    stage: debt.stage as CaseRow['stage'],
    letters: letters.length === 0 ? undefined : letters,
    creditorCosts: money(creditorCosts),
    payments:
      payments.length === 0
        ? undefined
        : payments.map((one) =>
            omitUndefined({
              ...{ date: one.date, capital: money(one.capital) },
              ...{ interest: money(one.interest), costs: money(one.costs) },
            }),
          ),
    creditedAmount: money(credited),
    balance: {
      ...{ capital: minorToNumber(claim.capital), interest: minorToNumber(claim.interest) },
      costs: minorToNumber(costs),
    },
    interest: interestOf(debt, onDate),
    // A payment acknowledges the claim.
    acknowledgedOn: [debt.acknowledgedOn ?? '', ...payments.map(({ date }) => date)].toSorted().at(-1) || undefined,
    legal:
      debt.legalApprovedOn === null && debt.legalActOn === null
        ? undefined
        : omitUndefined({ approvedOn: debt.legalApprovedOn ?? undefined, lastActOn: debt.legalActOn ?? undefined }),
    objection:
      debt.objection === null
        ? undefined
        : omitUndefined({
            kind: debt.objection,
            amount: debt.disputed === null ? undefined : minorToNumber(debt.disputed),
          }),
    plan:
      instalments.length === 0
        ? undefined
        : {
            instalments: instalments.map(({ dueDate, amount }) => ({ dueDate, amount: minorToNumber(BigInt(amount)) })),
          },
  }) as CaseRow
}

/**
 * Letters with their fees, and the costs besides them. A fee that was waived was not charged: the latest fees are lowered
 * until all come to what was charged.
 */
function divided(
  sent: readonly SentLetter[],
  charged: bigint,
): { letters: NonNullable<CaseRow['letters']>; creditorCosts: bigint } {
  let tooMuch = sum(sent.map(({ fee }) => BigInt(fee))) - charged
  const fees = sent.toReversed().map((one) => {
    const fee = BigInt(one.fee)
    const waived = tooMuch <= 0n ? 0n : fee < tooMuch ? fee : tooMuch
    tooMuch -= waived
    return fee - waived
  })
  const letters = sent.map(({ kind, date, payBy, byCreditor }, i) => {
    const fee = fees[fees.length - 1 - i] ?? 0n
    return omitUndefined({
      ...{ kind, date, by: byCreditor ? ('CREDITOR' as const) : ('AGENCY' as const) },
      ...{ fee: fee === 0n ? undefined : minorToNumber(fee), payBy: payBy ?? undefined },
    }) as NonNullable<CaseRow['letters']>[number]
  })
  return { letters, creditorCosts: charged - sum(fees) }
}

/** Interest stands in the balance up to the day, also where it is nothing because all of it was paid. */
function interestOf({ interestPercentage, interestFrom, dueDate }: Case, onDate: CivilDate): CaseRow['interest'] {
  const claimed = addDays(interestFrom, -1)
  const until = onDate >= interestFrom ? onDate : claimed > dueDate ? claimed : undefined
  if (until === undefined && interestPercentage === null) return undefined
  return omitUndefined({ percentage: interestPercentage ?? undefined, until })
}

const SUBJECT_CHARACTERS_MAX = 120

function subjectOf({ document }: ClaimableInvoice): string | undefined {
  const names = (document?.rows ?? []).map(({ name }) => name.trim()).filter((name) => name !== '')
  const text = document?.description ?? names.join(', ')
  return text === '' ? undefined : text.slice(0, SUBJECT_CHARACTERS_MAX)
}

/** The debtor as the case knows it now, over the buyer of the invoice. */
function debtorOf({ debtor, debtorType }: Case, { request }: ClaimableInvoice): CaseRow['debtor'] {
  const { buyerParty: buyer } = request.invoice.parties
  return omitUndefined({
    ...{ entityType: buyer.entityType ?? debtorType, name: debtor.name, languageCode: debtor.language },
    ...{ customerAccountId: debtor.customerAccountId, personalIdentityNumber: debtor.personalIdentityNumber },
    ...{ businessId: debtor.businessId, vatCode: buyer.vatCode, address: debtor.address },
    ...{ electronicInvoiceAccount: debtor.electronicInvoiceAccount },
    ...{ electronicRoutingAddress: debtor.electronicRoutingAddress },
    contact:
      debtor.email === undefined && debtor.phone === undefined
        ? undefined
        : omitUndefined({ email: debtor.email, phone: debtor.phone }),
  }) as CaseRow['debtor']
}
