import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { CaseId } from '@saatava/core/ids.ts'
import type { Case } from '../../claims/case.ts'
import type { ClientContract } from '../../claims/contract.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { selectCase } from '../../claims/queries.ts'
import { type Refusal, refusalOf } from '../../claims/refusal.ts'
import { countOfInstalments } from '../../dunning/plans/make-instalments.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { withSnapshot } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { openAmounts } from '../view/invoice-payment.ts'
import { ACTION_CODES, type ActionCode } from './codes.ts'
import { ruleAgainst } from './rules.ts'

export interface PossibleAction {
  code: ActionCode
  /** The rule that forbids it now; null: it may be asked for. */
  refusal: Refusal | null
}

/** Each action, and why the case refuses it as it stands. @throws AppError NOT_FOUND */
export function possibleActions(ctx: ClientCtx, caseId: CaseId): Promise<PossibleAction[]> {
  const { clientId, platform } = ctx
  return withSnapshot(platform.pool, async (db) => {
    const debt = await selectCase(db, { clientId, caseId })
    if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${caseId}.`)
    const contract = (await contractsOf(db, [clientId]))(clientId)
    const owed = (await openAmounts(ctx, db, [debt])).get(caseId) ?? 0n
    const today = civilDateAt(platform.clock.now(), timeZoneOf(debt.country))
    return ACTION_CODES.map((code) => {
      const refused = ruleAgainst(code, debt, contract, today)
      return { code, refusal: refused?.refusal ?? refusalOfPlan(code, debt, owed, contract) }
    })
  })
}

function refusalOfPlan(code: ActionCode, debt: Case, owed: bigint, { plan }: ClientContract): Refusal | null {
  if (code !== 'PAYMENTPLAN' || debt.status === 'CLOSED') return null
  try {
    countOfInstalments(owed, plan, {})
    return null
  } catch (error) {
    return refusalOf(error)
  }
}
