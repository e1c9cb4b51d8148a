import { civilDateAt, daysBetween, timeZoneOf } from '../../core/dates.ts'
import { minorToNumber as amount } from '../../core/money.ts'
import { claimableInvoices } from '../../invoices/note-case.ts'
import { caseEntries } from '../../journal/case-entries.ts'
import { LawError } from '../../law/errors.ts'
import type { Law } from '../../law/law.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/database.ts'
import { paymentsOfCase } from '../../payments/payments-of-case.ts'
import { allowedActions } from '../actions/rules.ts'
import type { Case } from '../case.ts'
import { type Claim, claimFromJournal, explainedClaimOn, totalOf } from '../claim.ts'
import { contractsOf } from '../contracts-of.ts'
import { expiryOfCase } from '../expiry.ts'
import { agencyDetails } from '../../agency/read-agency.ts'
import { lawOf } from '../../agency/law-of.ts'
import { feeHistory } from '../fee-history.ts'
import { awaitsApproval } from '../legal/approval.ts'
import { selectPlans } from '../plans/queries.ts'
import { selectPolicyVersion } from '../queries.ts'
import { interestOf, postedInterest } from './interest.ts'
import { movementsOf } from './movements.ts'
import { costsOf, debtorOf, invoiceOf, paymentOf, planOf } from './parts.ts'
import { selectCaseEvents, selectCaseSteps } from './queries.ts'
import { timelineOf } from './timeline.ts'
import { upcoming } from './upcoming.ts'

const EVENTS_MAX = 1_000
const PAYMENTS_MAX = 1_000
const ENTRIES_MAX = 2_000

/** What GET /invoice/case shows of a case, computed as of today in the creditor's country. */
export async function viewCase(
  ctx: ClientCtx,
  db: Queryable,
  of: Case,
  creditor: string,
): Promise<Record<string, unknown>> {
  const today = civilDateAt(ctx.platform.clock.now(), timeZoneOf(of.country))
  const agency = await agencyDetails(ctx.platform, db)
  const { claim, interest, running } = await claimOf(ctx, db, of, today)
  const entries = await caseEntries(db, of, ENTRIES_MAX)
  const events = await selectCaseEvents(db, of, EVENTS_MAX)
  const payments = await paymentsOfCase(db, of, PAYMENTS_MAX)
  const [plan] = await selectPlans(db, of)
  const [invoice] = await claimableInvoices(db, [of])
  const contract = (await contractsOf(db, [of.clientId]))(of.clientId)
  const policy = await selectPolicyVersion(db, of.policyId, of.policyVersion)
  const history = await feeHistory(db, of)
  const law = await lawOf(ctx.platform, db)
  const steps = policy === undefined ? [] : upcoming(law, of, policy, claim, history, today)
  const taken = await selectCaseSteps(db, of)
  return {
    summary: summaryOf(of, { creditor, agency: agency.name }, today),
    balance: balanceOf(of, claim, today),
    payments: payments.map(paymentOf),
    events: events.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
    timeline: timelineOf(of, { events, payments, taken, steps }),
    next: nextOf(of, steps[0]?.kind),
    costs: entries.flatMap(costsOf),
    interest: interest === undefined ? postedInterest(entries) : interestOf(interest),
    movements: movementsOf(entries, { claim, running, today }),
    limitation: await limitationOf(law, db, of),
    allowedActions: allowedActions(of, contract, totalOf(claim), today),
    paymentPlan: plan === undefined ? null : planOf(plan),
    debtor: debtorOf(of),
    invoice: invoice === undefined ? {} : invoiceOf(of, invoice),
  }
}

// Where the law gives no rate for today, what has been posted is still shown.
async function claimOf(ctx: ClientCtx, db: Queryable, of: Case, today: string): ReturnType<typeof explainedClaimOn> {
  const posted = async () => ({ claim: await claimFromJournal(db, of), interest: undefined, running: 0n })
  if (of.status === 'CLOSED') return posted()
  try {
    return await explainedClaimOn(ctx, db, of, today)
  } catch (error) {
    if (!(error instanceof LawError)) throw error
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
