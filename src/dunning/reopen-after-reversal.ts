/**
 * The bank took back a payment of a case that is closed: what the payment had paid is owed again. Whether anybody is asked
 * for it hangs on why the case was closed. Nothing is collected of a claim that the creditor took back or that was given up:
 * what comes back leaves the books as the rest did. A case that was closed because it was paid, or credited, is collected
 * again, unless credit notes account for it.
 */
import { type CivilDate, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import { selectClaimable, markInvoiceCaseStatus } from '../invoices/case-queries.ts'
import { accountsOfCases } from '../journal/case-accounts.ts'
import { post } from '../journal/post.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from '../claims/case.ts'
import { claimFromJournal, totalOf } from '../claims/claim.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import { giveUp } from './engine/write-off.ts'
import { recordCaseEvent } from '../claims/record-case-events.ts'
import { reopen } from '../claims/update-queries.ts'
import type { Stage } from '../claims/states.ts'
import { withdrawClaim } from './withdraw-claim.ts'

/** The case row is locked by the caller. @returns the case as it is now */
export async function reopenAfterReversal(ctx: Ctx, tx: Tx, debt: Case, at: Date): Promise<Case> {
  const today = civilDateAt(at, timeZoneOf(debt.country))
  if (debt.closingReason === 'WITHDRAWN') {
    const contract = (await contractsOf(tx, [debt.clientId]))(debt.clientId)
    const byClient = contract.withdrawnCosts === 'CLIENT'
    await withdrawClaim(tx, debt, await claimFromJournal(tx, debt), { byClient, today, at })
    return debt
  }
  if (debt.closingReason !== 'PAID' && debt.closingReason !== 'CREDITED') {
    await giveUp(tx, debt, today, at)
    return debt
  }
  await creditWhatIsLeft(tx, debt, today, at)
  return totalOf(await claimFromJournal(tx, debt)) > 0n ? collectAgain(ctx, tx, debt, today, at) : debt
}

/** Credits the part of credit notes that lay beyond the claim as long as the payment was there. */
async function creditWhatIsLeft(tx: Tx, debt: Case, today: CivilDate, at: Date): Promise<void> {
  const { clientId, caseId, currency } = debt
  const [invoice] = await selectClaimable(tx, [debt])
  if (invoice === undefined) return
  const { balance, movements } = (await accountsOfCases(tx, [debt]))(debt)
  const credited = movements
    .filter(({ account, kind }) => account === 'RECEIVABLE_CAPITAL' && kind === 'CAPITAL_CREDITED')
    .reduce((total, { amount }) => total - amount, 0n)
  // The case was opened with what was not credited until then.
  const left = debt.capital - credited - (invoice.total - invoice.paid - invoice.credited)
  const capital = balance('RECEIVABLE_CAPITAL')
  const amount = left < capital ? left : capital
  if (amount <= 0n) return
  await post(tx, {
    ...{ clientId, kind: 'CAPITAL_CREDITED', at, bookingDate: today, source: `case:${caseId}` },
    postings: [
      { account: 'RECEIVABLE_CAPITAL', caseId, currency, amount: -amount },
      { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount },
    ],
  })
}

/** Reopens a closed case. It is looked at today, and goes on from the stage it had. */
async function collectAgain(ctx: Ctx, tx: Tx, debt: Case, today: CivilDate, at: Date): Promise<Case> {
  const nextAt = startOfDay(today, timeZoneOf(debt.country))
  const stage = (await reopen(tx, debt, { nextDate: today, nextAt, at })) as Stage | undefined
  if (stage === undefined) return debt
  const { clientId, caseId, invoiceId } = debt
  await recordCaseEvent(ctx, tx, debt, 'REOPENED', { reason: 'PAYMENT_REVERSED', stage }, at)
  await markInvoiceCaseStatus(tx, [{ clientId, invoiceId, caseId, status: 'OPEN' }], at)
  return {
    ...debt,
    status: 'OPEN',
    stage,
    statusReason: 'PAYMENT_REVERSED',
    closedAt: null,
    closingReason: null,
    nextDate: today,
  }
}
