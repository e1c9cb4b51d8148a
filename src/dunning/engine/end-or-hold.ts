import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { closeCase } from '../close-case.ts'
import { insertCaseEvents } from '../../claims/find-queries.ts'
import { noteTask } from '../../claims/note-task.ts'
import { changeStatus } from '../change-status.ts'
import { suspendMarked } from '../debtors/hold-marked.ts'
import type { Decided } from './decide-all.ts'
import { expire, writeOff } from './write-off.ts'

/** Cases that are over, and those that need review: few of a batch, one after another. */
export async function endOrHold(ctx: Ctx, tx: Tx, decided: Decided[], at: Date): Promise<void> {
  for (const { case: debt, today, decision } of decided) {
    if (decision.kind === 'NOTHING_OWED') await closeCase(ctx, tx, debt, 'PAID', at)
    else if (decision.kind === 'TAKE' && decision.step.kind === 'WRITE_OFF') await writeOff(ctx, tx, debt, today, at)
    else if (decision.kind === 'EXPIRED') await expire(ctx, tx, debt, decision.expiry, today, at)
    else if (decision.kind === 'MARKED') await suspendMarked(ctx, tx, debt, decision.mark, at)
    else if (decision.kind === 'STUCK') await hold(ctx, tx, debt, 'LAW_GAVE_NO_ANSWER', decision, at)
    else if (decision.kind === 'FORBIDDEN') {
      await hold(ctx, tx, debt, 'LAW_FORBIDS_STEP', decision, at)
      await noteTask(ctx, tx, debt, { task: 'LAW_FORBIDS_STEP', why: decision.why, ruleId: decision.ruleId }, at)
    }
  }
}

const REASONS = { LAW_GAVE_NO_ANSWER: 'LAW_RULE_MISSING', LAW_FORBIDS_STEP: 'LAW_FORBIDS_STEP' } as const

async function hold(
  ctx: Ctx,
  tx: Tx,
  debt: Case,
  kind: keyof typeof REASONS,
  { why, ruleId }: { why: string; ruleId: string | null },
  at: Date,
): Promise<void> {
  await insertCaseEvents(tx, [{ clientId: debt.clientId, caseId: debt.caseId, kind, data: { why, ruleId } }], at)
  const { disputed } = debt
  await changeStatus(ctx, tx, debt, { status: 'SUSPENDED', reason: REASONS[kind], nextDate: null, disputed }, at)
}
