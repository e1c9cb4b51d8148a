import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { minor, minorToNumber } from '@saatava/core/money.ts'
import type { Case } from '../../../claims/case.ts'
import { claimFromJournal } from '../../../claims/claim.ts'
import { sendEventLetter } from '../../../dunning/letters/send-event-letters.ts'
import { nextDateOf } from '../../../claims/next-date.ts'
import { type ObjectionKind, holdsUp } from '../../../claims/objection.ts'
import { endPlan } from '../../../dunning/plans/end-plan.ts'
import { changeStatus } from '../../../dunning/change-status.ts'
import { updateObjection } from '../../../claims/update-queries.ts'
import type { CaseAction, Effect, Scene } from '../action.ts'
import { againstCase } from '../rules.ts'

/**
 * The debtor denies the claim, or an amount of it, or wants it in court: steps stop until that is resolved. Where less than
 * the capital is denied, the steps go on for the rest. A plan ends. An objection that a person has found to be without
 * relevant ground stops nothing, nor does one against a directly enforceable claim but a complaint about its basis.
 * @throws Refused
 */
export async function object(scene: Scene, action: CaseAction): Promise<Effect> {
  const { ctx, tx, case: debt, at, today } = scene
  const { objection = 'DENIED', amount: denied } = action.data
  if (objection === 'BASIS_COMPLAINT' && !debt.directlyEnforceable)
    throw againstCase(
      'NOT_DIRECTLY_ENFORCEABLE',
      'directlyEnforceable',
      'BASIS_COMPLAINT is only for a directly enforceable claim; send DENIED.',
    )
  await updateObjection(tx, debt, objection, at)
  if (!holdsUp(objection, debt.directlyEnforceable)) return goOn(scene, objection)
  await endPlan(ctx, tx, debt, 'CANCELLED', at, 'the debtor objects')
  const { capital } = await claimFromJournal(tx, debt)
  const amount = denied === undefined || objection !== 'DENIED' ? capital : minor(denied)
  const disputed = amount < capital ? amount : null
  const nextDate = disputed === null ? null : await nextDateOf(tx, debt, today)
  const turn = { status: 'DISPUTED' as const, reason: reasonOf(objection), nextDate, disputed }
  const now = await changeStatus(ctx, tx, debt, turn, at)
  if (objection !== 'ASKS_FOR_COURT') await confirm({ ...scene, case: now }, action, disputed)
  return {
    status: 'DISPUTED',
    ...(objection === 'DENIED' ? {} : { objection }),
    disputed: disputed === null ? 'everything' : minorToNumber(disputed),
    nextDate,
  }
}

/** A debtor that wants the claim in court denies nothing: the letter would say otherwise. */
async function confirm({ ctx, tx, case: debt, at, today }: Scene, { actionId }: CaseAction, disputed: bigint | null) {
  const objection = { date: today, ...omitUndefined({ amount: disputed ?? undefined }) }
  const about = { key: actionId, payable: 0n, dueDate: today, objection }
  await sendEventLetter(ctx, tx, { case: debt, kind: 'OBJECTION_RECEIVED', about }, at)
}

function reasonOf(objection: ObjectionKind): string {
  return objection === 'DENIED' ? 'OBJECTION' : objection
}

/** A case that an earlier objection held up goes on; anything else that holds it up stays. */
async function goOn({ ctx, tx, case: debt, at, today }: Scene, objection: ObjectionKind): Promise<Effect> {
  const now: Case = { ...debt, objection }
  if (debt.status !== 'DISPUTED') return { status: debt.status, objection, nextDate: debt.nextDate }
  const nextDate = await nextDateOf(tx, now, today)
  await changeStatus(ctx, tx, debt, { status: 'OPEN', reason: null, nextDate }, at)
  return { status: 'OPEN', was: 'DISPUTED', objection, nextDate }
}
