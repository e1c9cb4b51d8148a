import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { refusalOf } from '../../claims/refusal.ts'
import type { CaseAction, Outcome } from './action.ts'
import { EFFECTS } from './effects/index.ts'
import { ruleAgainst } from './rules.ts'

/**
 * Performs one action on its locked case: all of its effects, or none and the rule that forbids it. Any error but a rule's
 * is thrown, and the transaction with it.
 */
export async function performAction(ctx: Ctx, tx: Tx, debt: Case, action: CaseAction): Promise<Outcome> {
  const at = ctx.platform.clock.now()
  const today = civilDateAt(at, timeZoneOf(debt.country))
  const contract = (await contractsOf(tx, [debt.clientId]))(debt.clientId)
  const refusal = ruleAgainst(action.code, debt, contract, today, action.data)
  if (refusal !== undefined) return { state: 'refused', refusal: refusal.refusal }
  await tx.query('savepoint effect')
  try {
    const effect = await EFFECTS[action.code]({ ctx, tx, case: debt, contract, at, today }, action)
    await tx.query('release savepoint effect')
    return { state: 'performed', effect }
  } catch (error) {
    // That money came is a fact and no wish: where the law gives no answer, it waits until the agency has seen to that.
    if (action.code === 'DIRECTPAYMENT' && error instanceof LawError) throw error
    const outcome: Outcome = { state: 'refused', refusal: refusalOf(error) }
    await tx.query('rollback to savepoint effect')
    return outcome
  }
}
