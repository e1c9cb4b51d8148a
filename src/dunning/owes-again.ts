/**
 * The bank took back a payment of a case that is closed: what the payment had paid is owed again. Whether anybody is asked
 * for it hangs on why the case was closed. Nothing is collected of a claim that the creditor took back or that was given up:
 * what comes back leaves the books as the rest did. A case that was closed because it was paid, or credited, is collected
 * again, unless credit notes account for it.
 */
import { civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import { selectClaimable, writeCaseNotes } from '../invoices/case-queries.ts'
import { accountsOfCases } from '../journal/case-accounts.ts'
import { post } from '../journal/post.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit } from '../platform/events.ts'
import type { Case } from '../claims/case.ts'
import { claimFromJournal, totalOf } from '../claims/claim.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import { giveUp } from './engine/write-off.ts'
import { insertCaseEvent } from '../claims/queries.ts'
import { reopen } from '../claims/close-queries.ts'
import type { Stage } from '../claims/states.ts'
import { takeBack } from './take-back.ts'

/** The case row is locked by the caller. @returns the case as it is now */
export async function owesAgain(ctx: Ctx, tx: Tx, of: Case, at: Date): Promise<Case> {
  const today = civilDateAt(at, timeZoneOf(of.country))
  if (of.closingReason === 'WITHDRAWN') {
    const contract = (await contractsOf(tx, [of.clientId]))(of.clientId)
    const byClient = contract.withdrawnCosts === 'CLIENT'
    await takeBack(tx, of, await claimFromJournal(tx, of), { byClient, today, at })
    return of
  }
  if (of.closingReason !== 'PAID' && of.closingReason !== 'CREDITED') {
    await giveUp(tx, of, today, at)
    return of
  }
  await creditWhatIsLeft(tx, of, today, at)
  return totalOf(await claimFromJournal(tx, of)) > 0n ? collectAgain(ctx, tx, of, today, at) : of
}

/** Of credit notes, what lay beyond the claim as long as the payment was there. */
async function creditWhatIsLeft(tx: Tx, of: Case, today: string, at: Date): Promise<void> {
  const { clientId, caseId, currency } = of
  const [invoice] = await selectClaimable(tx, [of])
  if (invoice === undefined) return
  const { balance, movements } = (await accountsOfCases(tx, [of]))(of)
  const credited = movements
    .filter(({ account, kind }) => account === 'RECEIVABLE_CAPITAL' && kind === 'CAPITAL_CREDITED')
    .reduce((total, { amount }) => total - amount, 0n)
  // The case was opened with what was not credited until then.
  const left = of.capital - credited - (invoice.total - invoice.paid - invoice.credited)
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

/** The one way out of CLOSED. It is looked at today, and goes on from the stage it had. */
async function collectAgain(ctx: Ctx, tx: Tx, of: Case, today: string, at: Date): Promise<Case> {
  const nextAt = startOfDay(today, timeZoneOf(of.country))
  const stage = (await reopen(tx, of, { nextDate: today, nextAt, at })) as Stage | undefined
  if (stage === undefined) return of
  const { clientId, caseId, invoiceId, invoiceNumber } = of
  await insertCaseEvent(tx, of, 'REOPENED', { reason: 'PAYMENT_REVERSED', stage }, at)
  await emit(ctx, tx, clientId, 'case.reopened', `case:${caseId}`, { invoiceNumber, reason: 'PAYMENT_REVERSED' })
  await writeCaseNotes(tx, [{ clientId, invoiceId, caseId, status: 'OPEN' }], at)
  return {
    ...of,
    status: 'OPEN',
    stage,
    statusReason: 'PAYMENT_REVERSED',
    closedAt: null,
    closingReason: null,
    nextDate: today,
  }
}
