import { civilDateAt, startOfDay, timeZoneOf } from '../core/dates.ts'
import { accountsOfCases } from '../journal/case-accounts.ts'
import { noteCases } from '../invoices/note-case.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit } from '../platform/events.ts'
import type { Case } from './case.ts'
import { closeCase } from './close-case.ts'
import { advancePlan } from './plans/advance-plan.ts'
import { insertCaseEvent } from './queries.ts'
import { reopen } from './reopen-queries.ts'
import type { Stage } from './states.ts'

/**
 * What follows for a case from a payment, or from one that was taken back, on the day it counts from: a claim that is
 * nothing any more closes the case as PAID; a plan goes on; a case that was closed as PAID and owes again is opened, at the stage it had.
 * The case row is locked by the caller, and its claim stands in the journal up to that day.
 * @returns the case as it is now
 */
export async function afterPayment(ctx: Ctx, tx: Tx, of: Case, onDate: string): Promise<Case> {
  const [after = of] = await afterPayments(ctx, tx, [{ case: of, onDate }])
  return after
}

/** The same of many cases, each once, in order. */
export async function afterPayments(
  ctx: Ctx,
  tx: Tx,
  paid: readonly { case: Case; onDate: string }[],
): Promise<Case[]> {
  const at = ctx.platform.clock.now()
  const accountsOf = await accountsOfCases(
    tx,
    paid.map((one) => one.case),
  )
  const after: Case[] = []
  for (const { case: of, onDate } of paid) {
    const { balance } = accountsOf(of)
    const owed =
      balance('RECEIVABLE_CAPITAL') +
      balance('RECEIVABLE_INTEREST') +
      balance('RECEIVABLE_COSTS') +
      balance('RECEIVABLE_FEES')
    if (of.status !== 'CLOSED' && owed <= 0n) after.push(await settle(ctx, tx, of, at))
    else if (of.closingReason === 'PAID' && owed > 0n) after.push(await owing(ctx, tx, of, at))
    else if (of.status === 'PAYMENT_PLAN') after.push(await advancePlan(ctx, tx, of, onDate))
    else after.push(of)
  }
  return after
}

async function settle(ctx: Ctx, tx: Tx, of: Case, at: Date): Promise<Case> {
  await emit(ctx, tx, of.clientId, 'case.paid', `case:${of.caseId}`, { invoiceNumber: of.invoiceNumber })
  return closeCase(ctx, tx, of, 'PAID', at)
}

/** The one way out of CLOSED: the bank took the money back. It is looked at today, and goes on from there. */
async function owing(ctx: Ctx, tx: Tx, of: Case, at: Date): Promise<Case> {
  const timeZone = timeZoneOf(of.country)
  const nextDate = civilDateAt(at, timeZone)
  const stage = (await reopen(tx, of, { nextDate, nextAt: startOfDay(nextDate, timeZone), at })) as Stage | undefined
  if (stage === undefined) return of
  const { clientId, caseId, invoiceId, invoiceNumber } = of
  await insertCaseEvent(tx, of, 'REOPENED', { reason: 'PAYMENT_REVERSED', stage }, at)
  await emit(ctx, tx, clientId, 'case.reopened', `case:${caseId}`, { invoiceNumber, reason: 'PAYMENT_REVERSED' })
  await noteCases(tx, [{ clientId, invoiceId, caseId, status: 'OPEN' }], at)
  return {
    ...of,
    status: 'OPEN',
    stage,
    statusReason: 'PAYMENT_REVERSED',
    closedAt: null,
    closingReason: null,
    nextDate,
  }
}
