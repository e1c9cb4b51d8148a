import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { post } from '../journal/post.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from '../claims/case.ts'
import { bringUpToDate, totalOf } from '../claims/claim.ts'
import { closeCase } from '../dunning/close-case.ts'
import { lockCaseRows, selectCasesOfInvoices } from '../claims/queries.ts'
import { markInvoicesChanged } from '../claims/update-queries.ts'
import { recordCaseEvent } from '../claims/record-case-events.ts'

export interface Credit {
  clientId: ClientId
  /** Id of the original invoice. */
  invoiceId: InvoiceId
  creditNoteNumber: number
  /** Minor units. */
  amount: bigint
}

/**
 * Credit notes lower the claims on the invoices they credit, in the transaction that accepts them. A claim that is
 * nothing any more closes its case as CREDITED. A credit beyond the open claim is for the creditor to pay back.
 */
export async function creditCases(ctx: Ctx, tx: Tx, credits: readonly Credit[], at: Date): Promise<void> {
  const cases = await selectCasesOfInvoices(tx, [...credits])
  for (const credit of credits) {
    const found = cases.get(`${credit.clientId} ${credit.invoiceId}`)
    const [debt] = found === undefined ? [] : await lockCaseRows(tx, [found])
    if (debt !== undefined && debt.status !== 'CLOSED') await creditCase(ctx, tx, debt, credit, at)
  }
  await markInvoicesChanged(tx, credits, at)
}

async function creditCase(ctx: Ctx, tx: Tx, debt: Case, credit: Credit, at: Date): Promise<void> {
  const { clientId, caseId, currency } = debt
  const today = civilDateAt(at, timeZoneOf(debt.country))
  const claim = await bringUpToDate(ctx, tx, debt, today)
  const amount = credit.amount < claim.capital ? credit.amount : claim.capital
  await post(tx, {
    clientId,
    kind: 'CAPITAL_CREDITED',
    at,
    bookingDate: today,
    source: `case:${caseId}`,
    details: { creditNoteNumber: credit.creditNoteNumber },
    postings: [
      { account: 'RECEIVABLE_CAPITAL', caseId, currency, amount: -amount },
      { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount },
    ],
  })
  const data = {
    creditNoteNumber: credit.creditNoteNumber,
    amount: minorToNumber(amount),
    beyondAmount: minorToNumber(credit.amount - amount),
  }
  await recordCaseEvent(ctx, tx, debt, 'CREDITED', data, at)
  if (totalOf(claim) - amount <= 0n) await closeCase(ctx, tx, debt, 'CREDITED', at)
}
