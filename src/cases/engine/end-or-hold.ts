import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { closeCase } from '../close-case.ts'
import { insertCaseEvents } from '../find-queries.ts'
import { turnCase } from '../turn-case.ts'
import type { Decided } from './decide-all.ts'
import { expire, writeOff } from './write-off.ts'

/** Cases that are over, and those that wait for a person: few of a batch, one after another. */
export async function endOrHold(ctx: Ctx, tx: Tx, decided: Decided[], at: Date): Promise<void> {
  for (const { case: of, today, decision } of decided) {
    if (decision.kind === 'NOTHING_OWED') await closeCase(ctx, tx, of, 'PAID', at)
    else if (decision.kind === 'TAKE' && decision.step.kind === 'WRITE_OFF') await writeOff(ctx, tx, of, today, at)
    else if (decision.kind === 'EXPIRED') await expire(ctx, tx, of, decision.expiry, today, at)
    else if (decision.kind === 'STUCK') {
      const data = [
        {
          clientId: of.clientId,
          caseId: of.caseId,
          kind: 'LAW_GAVE_NO_ANSWER',
          data: { why: decision.why, ruleId: decision.ruleId },
        },
      ]
      await insertCaseEvents(tx, data, at)
      await turnCase(ctx, tx, of, { status: 'SUSPENDED', reason: 'LAW_RULE_MISSING', nextDate: null }, at)
    }
  }
}
