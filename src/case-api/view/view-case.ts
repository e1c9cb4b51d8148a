import { type CivilDate, addDays, civilDateAt, daysBetween, timeZoneOf } from '@saatava/core/dates.ts'
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
import { documentOf } from '../../claims/letter-path.ts'
import { selectPlans } from '../../dunning/plans/queries.ts'
import { selectPolicyVersion } from '../../claims/queries.ts'
import { withoutContact } from '../../claims/record-case-events.ts'
import { selectStandingMarks } from '../../debtors/mark-queries.ts'
import { isProtected } from '../../debtors/marks.ts'
import { interestOf, postedInterest } from './interest.ts'
import { movementsOf } from './movements.ts'
import { costsOf, debtorOf, invoiceOf, paymentOf, planOf } from './parts.ts'
import { type CaseEventRow, selectCaseEvents, selectCaseSteps } from './queries.ts'
import { timelineOf } from './timeline.ts'
import { upcoming } from './upcoming.ts'

const EVENTS_MAX = 1_000
const PAYMENTS_MAX = 1_000
const ENTRIES_MAX = 2_000
/** Further ahead no reference rate can be guessed. */
const AS_OF_DAYS_MAX = 366

/**
 * Builds the answer of GET /invoice/case, computed as of today in the creditor's country, or the amounts owed on a later
 * day.
 */
export async function viewCase(
  ctx: ClientCtx,
  db: Queryable,
  debt: Case,
  { creditor, asOf }: { creditor: string; asOf?: CivilDate | undefined },
): Promise<Record<string, unknown>> {
  const today = civilDateAt(ctx.platform.clock.now(), timeZoneOf(debt.country))
  const agency = await agencyDetails(ctx.platform, db)
  const onDate = dayOf(asOf, today)
  const { claim, interest, running } = await claimOf(ctx, db, debt, { onDate, today })
  const entries = await selectCaseEntries(db, debt, ENTRIES_MAX)
  const events = await selectCaseEvents(db, debt, EVENTS_MAX)
  const payments = await selectPaymentsOfCase(db, debt, PAYMENTS_MAX)
  const [plan] = await selectPlans(db, debt)
  const [invoice] = await selectClaimable(db, [debt])
  const contract = (await contractsOf(db, [debt.clientId]))(debt.clientId)
  const policy = await selectPolicyVersion(db, debt.policyId, debt.policyVersion)
  const history = await feeHistory(db, debt)
  const law = await lawOf(ctx.platform, db)
  const steps = policy === undefined ? [] : upcoming(law, debt, policy, claim, history, today)
  const taken = await selectCaseSteps(db, debt)
  const hidesAddress = isProtected((await selectStandingMarks(db, [debt]))(debt))
  return {
    summary: summaryOf(debt, { creditor, agency: agency.name }, today),
    balance: balanceOf(debt, claim, onDate),
    payments: payments.map(paymentOf),
    events: events.map((event) => presentEvent(event, hidesAddress)),
    timeline: timelineOf(debt, { events, payments, taken, steps }),
    next: nextOf(debt, steps[0]?.kind),
    costs: entries.flatMap(costsOf),
    interest: interest === undefined ? postedInterest(entries) : interestOf(interest),
    movements: movementsOf(entries, { claim, running, onDate }),
    limitation: await limitationOf(law, db, debt),
    allowedActions: allowedActions(debt, contract, totalOf(claim), today),
    paymentPlan: plan === undefined ? null : planOf(plan),
    debtor: debtorOf(debt, hidesAddress),
    invoice: invoice === undefined ? {} : invoiceOf(debt, invoice),
  }
}

/** @param hidesAddress the debtor's address is protected: an action that changed it does not show it either */
function presentEvent({ at, ...event }: CaseEventRow, hidesAddress: boolean): Record<string, unknown> {
  const shown = { ...event, at: at.toISOString(), ...documentOf(event.data) }
  if (!hidesAddress || event.kind !== 'ACTION_PERFORMED') return shown
  return { ...shown, data: { ...event.data, effect: withoutContact(event.data.effect) } }
}

/** The day of the sum. @throws AppError INVALID for one that is over, or too far away */
function dayOf(asOf: CivilDate | undefined, today: CivilDate): string {
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
  debt: Case,
  { onDate, today }: { onDate: CivilDate; today: CivilDate },
): ReturnType<typeof explainedClaimOn> {
  const posted = async () => ({ claim: await claimFromJournal(db, debt), interest: undefined, running: 0n })
  if (debt.status === 'CLOSED') return posted()
  try {
    return await explainedClaimOn(ctx, db, debt, onDate)
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    if (onDate !== today) throw new AppError('RULE', `The claim cannot be computed on ${onDate}: ${error.message}`)
    return posted()
  }
}

/** When the claim expires; null where it is over, or no rule of its country says when. */
async function limitationOf(law: Law, db: Queryable, debt: Case) {
  if (debt.status === 'CLOSED') return null
  const expiry = await expiryOfCase(db, debt, law)
  return expiry === undefined || expiry instanceof LawError ? null : expiry
}

function summaryOf(debt: Case, { creditor, agency }: { creditor: string; agency: string }, today: CivilDate) {
  const { caseId, status, statusReason, stage, openedAt, closedAt, closingReason, currency } = debt
  const timeZone = timeZoneOf(debt.country)
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

function balanceOf(debt: Case, claim: Claim, today: CivilDate) {
  return {
    capitalAmount: amount(claim.capital),
    interestAmount: amount(claim.interest),
    costsAmount: amount(claim.costs + claim.fees),
    totalAmount: amount(totalOf(claim)),
    creditorCostsAmount: amount(claim.costs),
    feesAmount: amount(claim.fees),
    originalCapitalAmount: amount(debt.capital),
    disputedAmount: debt.status !== 'DISPUTED' ? null : amount(debt.disputed ?? claim.capital),
    asOf: today,
  }
}

/** Returns the next automatic step and its day; null: there is none. */
function nextOf(debt: Case, step: string | undefined): { action: string; date: CivilDate } | null {
  if (debt.nextDate === null) return null
  if (debt.status === 'PAUSED') return { action: 'RESUME', date: debt.nextDate }
  if (debt.status === 'PAYMENT_PLAN') return { action: 'PLAN_CHECK', date: debt.nextDate }
  if (debt.stage === 'INVOICED') return { action: 'OVERDUE', date: debt.nextDate }
  if (awaitsApproval(debt)) return { action: 'CREDITOR_APPROVAL', date: debt.nextDate }
  return step === undefined ? null : { action: step, date: debt.nextDate }
}
