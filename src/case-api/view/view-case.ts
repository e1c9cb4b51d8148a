import { addDays, civilDateAt, daysBetween, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber as amount } from '@saatava/core/money.ts'
import { selectClaimable } from '../../invoices/case-queries.ts'
import { selectCaseEntries } from '../../journal/case-queries.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/database.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import { selectPaymentsOfCase } from '../../payments/case-queries.ts'
import { allowedActions } from '../actions/rules.ts'
import type { Case } from '../../claims/case.ts'
import { type Claim, claimFromJournal, explainedClaimOn, totalOf } from '../../claims/claim.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { expiryOfCase } from '../../dunning/expiry.ts'
import { agencyDetails } from '../../agency/read-agency.ts'
import { lawOf } from '../../agency/law-of.ts'
import { feeHistory } from '../../claims/fee-history.ts'
import { awaitsApproval } from '../../claims/approval.ts'
import { documentOf } from '../../dunning/letters/letter-path.ts'
import { selectPlans } from '../../dunning/plans/queries.ts'
import { selectPolicyVersion } from '../../claims/queries.ts'
import { interestOf, postedInterest } from './interest.ts'
import { movementsOf } from './movements.ts'
import { costsOf, debtorOf, invoiceOf, paymentOf, planOf } from './parts.ts'
import { selectCaseEvents, selectCaseSteps } from './queries.ts'
import { timelineOf } from './timeline.ts'
import { upcoming } from './upcoming.ts'

const EVENTS_MAX = 1_000
const PAYMENTS_MAX = 1_000
const ENTRIES_MAX = 2_000
/** Further ahead no reference rate can be guessed. */
const AS_OF_DAYS_MAX = 366

/** What GET /invoice/case shows of a case, computed as of today in the creditor's country, or what is owed on a later day. */
export async function viewCase(
  ctx: ClientCtx,
  db: Queryable,
  of: Case,
  { creditor, asOf }: { creditor: string; asOf?: string | undefined },
): Promise<Record<string, unknown>> {
  const today = civilDateAt(ctx.platform.clock.now(), timeZoneOf(of.country))
  const agency = await agencyDetails(ctx.platform, db)
  const onDate = dayOf(asOf, today)
  const { claim, interest, running } = await claimOf(ctx, db, of, { onDate, today })
  const entries = await selectCaseEntries(db, of, ENTRIES_MAX)
  const events = await selectCaseEvents(db, of, EVENTS_MAX)
  const payments = await selectPaymentsOfCase(db, of, PAYMENTS_MAX)
  const [plan] = await selectPlans(db, of)
  const [invoice] = await selectClaimable(db, [of])
  const contract = (await contractsOf(db, [of.clientId]))(of.clientId)
  const policy = await selectPolicyVersion(db, of.policyId, of.policyVersion)
  const history = await feeHistory(db, of)
  const law = await lawOf(ctx.platform, db)
  const steps = policy === undefined ? [] : upcoming(law, of, policy, claim, history, today)
  const taken = await selectCaseSteps(db, of)
  return {
    summary: summaryOf(of, { creditor, agency: agency.name }, today),
    balance: balanceOf(of, claim, onDate),
    payments: payments.map(paymentOf),
    events: events.map(({ at, ...event }) => ({ ...event, at: at.toISOString(), ...documentOf(event.data) })),
    timeline: timelineOf(of, { events, payments, taken, steps }),
    next: nextOf(of, steps[0]?.kind),
    costs: entries.flatMap(costsOf),
    interest: interest === undefined ? postedInterest(entries) : interestOf(interest),
    movements: movementsOf(entries, { claim, running, onDate }),
    limitation: await limitationOf(law, db, of),
    allowedActions: allowedActions(of, contract, totalOf(claim), today),
    paymentPlan: plan === undefined ? null : planOf(plan),
    debtor: debtorOf(of),
    invoice: invoice === undefined ? {} : invoiceOf(of, invoice),
  }
}

/** The day of the sum. @throws AppError INVALID for one that is over, or too far away */
function dayOf(asOf: string | undefined, today: string): string {
  if (asOf === undefined) return today
  const last = addDays(today, AS_OF_DAYS_MAX)
  if (asOf >= today && asOf <= last) return asOf
  throw invalid([
    { pointer: '?asOf', code: 'OUT_OF_RANGE', message: `must be from today (${today}) to ${last}`, received: asOf },
  ])
}

// Where the law gives no rate for today, what has been posted is still shown.
async function claimOf(
  ctx: ClientCtx,
  db: Queryable,
  of: Case,
  { onDate, today }: { onDate: string; today: string },
): ReturnType<typeof explainedClaimOn> {
  const posted = async () => ({ claim: await claimFromJournal(db, of), interest: undefined, running: 0n })
  if (of.status === 'CLOSED') return posted()
  try {
    return await explainedClaimOn(ctx, db, of, onDate)
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    if (onDate !== today) throw new AppError('RULE', `The law gives no sum on ${onDate}: ${error.message}`)
    return posted()
  }
}

/** When the claim expires; null where it is over, or no rule of its country says when. */
async function limitationOf(law: Law, db: Queryable, of: Case) {
  if (of.status === 'CLOSED') return null
  const expiry = await expiryOfCase(db, of, law)
  return expiry === undefined || expiry instanceof LawError ? null : expiry
}

function summaryOf(of: Case, { creditor, agency }: { creditor: string; agency: string }, today: string) {
  const { caseId, status, statusReason, stage, openedAt, closedAt, closingReason, currency } = of
  const timeZone = timeZoneOf(of.country)
  const end = closedAt === null ? today : civilDateAt(closedAt, timeZone)
  return {
    caseId,
    status,
    statusReason,
    stage,
    createdAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    closingReason,
    activeDays: daysBetween(civilDateAt(openedAt, timeZone), end),
    creditor,
    currency,
    agency,
  }
}

function balanceOf(of: Case, claim: Claim, today: string) {
  return {
    capitalAmount: amount(claim.capital),
    interestAmount: amount(claim.interest),
    costsAmount: amount(claim.costs + claim.fees),
    totalAmount: amount(totalOf(claim)),
    creditorCostsAmount: amount(claim.costs),
    feesAmount: amount(claim.fees),
    originalCapitalAmount: amount(of.capital),
    disputedAmount: of.status !== 'DISPUTED' ? null : amount(of.disputed ?? claim.capital),
    asOf: today,
  }
}

/** What is done by itself next, and when; null: nothing. */
function nextOf(of: Case, step: string | undefined): { action: string; date: string } | null {
  if (of.nextDate === null) return null
  if (of.status === 'PAUSED') return { action: 'RESUME', date: of.nextDate }
  if (of.status === 'PAYMENT_PLAN') return { action: 'PLAN_CHECK', date: of.nextDate }
  if (of.stage === 'INVOICED') return { action: 'OVERDUE', date: of.nextDate }
  if (awaitsApproval(of)) return { action: 'CREDITOR_APPROVAL', date: of.nextDate }
  return step === undefined ? null : { action: step, date: of.nextDate }
}
