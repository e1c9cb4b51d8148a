import { civilDateAt, startOfDay, timeZoneOf } from '../core/dates.ts'
import { owedOnCases } from '../journal/case-accounts.ts'
import { noteCases } from '../invoices/note-case.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit } from '../platform/events.ts'
import type { Case } from './case.ts'
import { closePaid } from './close-paid.ts'
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
  const owedOn = await owedOnCases(
    tx,
    paid.map((one) => one.case),
  )
  const isPaid = (of: Case) => of.status !== 'CLOSED' && owedOn(of) <= 0n
  await closePaid(ctx, tx, paid.map((one) => one.case).filter(isPaid))
  const after: Case[] = []
  for (const { case: of, onDate } of paid) {
    if (isPaid(of)) after.push(closed(of, at))
    else if (of.closingReason === 'PAID' && owedOn(of) > 0n) after.push(await owing(ctx, tx, of, at))
    else if (of.status === 'PAYMENT_PLAN') after.push(await advancePlan(ctx, tx, of, onDate))
    else after.push(of)
  }
  return after
}

function closed(of: Case, at: Date): Case {
  return {
    ...of,
    status: 'CLOSED',
    stage: 'CLOSED',
    closingReason: 'PAID',
    closedAt: at,
    nextDate: null,
    disputed: null,
  }
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
