import { type CivilDate, addDays, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { demandApproval, gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import { awaitsApproval, countedFrom } from '../claims/approval.ts'
import type { Case } from '../claims/case.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import type { Policy } from '../claims/policy.ts'
import { type FedCaseEvent, recordCaseEvents } from '../claims/record-case-events.ts'
import { type HoldChange, updateHolds } from '../claims/update-queries.ts'
import { nextLook, nextStepDate } from '../claims/schedule.ts'
import { type LetterEvent, sendEventLetters } from '../dunning/letters/send-event-letters.ts'
import { selectPolicyVersions } from '../dunning/engine/queries.ts'
import { markInvoiceCaseStatus } from '../invoices/case-queries.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { lockWaiting, markReleased } from './release-queries.ts'

/** Cases of one call. */
const RELEASED_MAX = 2_000
/** Days that the letter about the new payee gives to pay; no step of the law hangs on it. */
const PAY_WITHIN_DAYS = 14
/** Above it a second person decides. */
const ALONE_MAX = 100

export interface ReleaseInput {
  clientId: ClientId
  /** Only cases with the balances of this day; absent: cases of all days. */
  takenOverOn?: CivilDate
  /** Absent: all of them. */
  caseIds?: CaseId[]
}

export interface Released {
  cases: { caseId: CaseId; status: string; nextDate: CivilDate | null }[]
  /** More are left: repeat the call. */
  more: boolean
}

/**
 * Releases cases that were taken over: from now on the engine takes their steps, by policy and law, and counts what was sent
 * before. A case that an objection or a plan holds up stays held up by it. More than a hundred at once need a second person.
 * @throws AppError NOT_FOUND where none waits, WAITING for the second person
 */
export async function releaseCases(ctx: Ctx, input: ReleaseInput): Promise<Released> {
  return gated(ctx, () => retryOnDeadlock(ctx.platform.pool, (tx) => release(ctx, tx, input)))
}

async function release(ctx: Ctx, tx: Tx, input: ReleaseInput): Promise<Released> {
  const { clientId, takenOverOn = null, caseIds = null } = input
  const at = ctx.platform.clock.now()
  const waiting = await lockWaiting(tx, { clientId, takenOverOn, caseIds }, RELEASED_MAX + 1)
  const taken = waiting.slice(0, RELEASED_MAX)
  if (taken.length === 0)
    throw new AppError('NOT_FOUND', `Client ${clientId} has no such case that waits to be released.`)
  if (taken.length > ALONE_MAX)
    await demandApproval(ctx, tx, {
      ...{ action: 'cases.release', clientId, subject: `client:${clientId}`, input: { ...input } },
      preview: { cases: taken.length, first: taken[0]?.debt.caseId, last: taken.at(-1)?.debt.caseId },
    })
  const cases = taken.map(({ debt }) => debt)
  const policies = await selectPolicyVersions(
    tx,
    cases.map(({ policyId, policyVersion }) => ({ policyId, version: policyVersion })),
  )
  const { legal } = (await contractsOf(tx, [clientId]))(clientId)
  const policyOf = new Map(policies.map((policy) => [`${policy.policyId} ${policy.version}`, policy]))
  const releases = taken.map(({ debt, lastStep }) => {
    const policy = policyOf.get(`${debt.policyId} ${debt.policyVersion}`)
    return releaseOf(debt, { policy, lastStep, reminderDays: legal.reminderDays, at })
  })
  await updateHolds(tx, releases, at)
  await markReleased(
    tx,
    clientId,
    cases.map(({ caseId }) => caseId),
    { by: ctx.actor, at },
  )
  await record(ctx, tx, cases, releases, at)
  await sendEventLetters(
    ctx,
    tx,
    cases.map((debt) => payeeChanged(debt, at)),
    at,
  )
  await audit(ctx, tx, clientId, 'cases.released', `client:${clientId}`, { caseIds: cases.map(({ caseId }) => caseId) })
  return {
    cases: releases.map(({ caseId, status, nextDate }) => ({ caseId, status, nextDate })),
    more: waiting.length > RELEASED_MAX,
  }
}

/** The debtor learns whom to pay now. */
function payeeChanged(debt: Case, at: Date): LetterEvent {
  const dueDate = addDays(civilDateAt(at, timeZoneOf(debt.country)), PAY_WITHIN_DAYS)
  return { case: debt, kind: 'PAYEE_CHANGED', about: { key: 'TAKEN_OVER', dueDate } }
}

interface Situation {
  policy: Policy | undefined
  lastStep: CivilDate | undefined
  /** From the contract: days between reminders to a creditor that must approve legal steps. */
  reminderDays: number
  at: Date
}

/** How a case goes on: the hold ends, and whatever else holds it up stays. */
function releaseOf(debt: Case, { policy, lastStep, reminderDays, at }: Situation): HoldChange {
  const { clientId, caseId, disputed } = debt
  const today = civilDateAt(at, timeZoneOf(debt.country))
  const paused = debt.status === 'PAUSED' && debt.statusReason === 'TAKEN_OVER'
  const status = paused ? 'OPEN' : debt.status
  const statusReason = paused ? null : debt.statusReason
  const goesOn = status === 'OPEN' || (status === 'DISPUTED' && disputed !== null)
  // A plan is checked at once: its instalments may have been missed meanwhile.
  const nextDate = status === 'PAYMENT_PLAN' ? today : goesOn ? nextDateOf() : null
  const nextAt = nextLook({ ...debt, status, hold: null }, nextDate, at)
  return { clientId, caseId, hold: null, status, statusReason, nextDate, nextAt }

  function nextDateOf(): CivilDate | null {
    if (awaitsApproval(debt)) return addDays(today, reminderDays)
    return policy === undefined ? null : nextStepDate(debt, policy, countedFrom(debt, lastStep), today)
  }
}

async function record(
  ctx: Ctx,
  tx: Tx,
  cases: readonly Case[],
  releases: readonly HoldChange[],
  at: Date,
): Promise<void> {
  const events = cases.map(({ clientId, caseId, invoiceNumber }, i): FedCaseEvent => {
    const data = { hold: 'TAKEN_OVER', nextDate: releases[i]?.nextDate ?? null }
    return { clientId, caseId, invoiceNumber, kind: 'RELEASED', data }
  })
  await recordCaseEvents(ctx, tx, events, at)
  const notes = cases.map(({ clientId, invoiceId, caseId, status }, i) => ({
    ...{ clientId, invoiceId, caseId, status: releases[i]?.status ?? status },
  }))
  await markInvoiceCaseStatus(tx, notes, at)
}
