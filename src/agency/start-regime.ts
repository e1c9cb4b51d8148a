import { type CivilDate, isCivilDate } from '@saatava/core/dates.ts'
import { REGIMES } from '@saatava/law/regimes.ts'
import type { Regime } from '@saatava/law/regime.ts'
import { demandApproval, gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { writeConfirmations } from './confirm-law.ts'
import { forgetLaw } from './law-of.ts'
import { endRuleConfirmations } from './law-queries.ts'
import { lockAgency } from './lock-agency.ts'

export interface StartRegime {
  /** The id of its rule, such as "NO.ACT_2026_19". */
  regimeId: string
  /** The civil date on which the act comes into force; null: it is not known any more. */
  startsOn: CivilDate | null
  person: string
  /** The sources that the person read. */
  sourcesRead: string | null
}

/**
 * Sets, moves or takes away the day on which a prepared act comes into force. Its rules count from that day on.
 * @throws AppError 404 there is no such regime, 400 the day or the source is missing
 */
export async function startRegime(ctx: Ctx, input: StartRegime): Promise<Regime> {
  const { regimeId, startsOn, person, sourcesRead } = input
  const regime = REGIMES.find(({ id }) => id === regimeId)
  if (regime === undefined)
    throw new AppError(
      'NOT_FOUND',
      `There is no act ${regimeId}; prepared acts are ${REGIMES.map(({ id }) => id).join(', ')}.`,
    )
  if (startsOn !== null && !isCivilDate(startsOn))
    throw invalid([{ pointer: '/startsOn', code: 'FORM', message: 'is a date such as 2027-01-01', received: startsOn }])
  if (startsOn !== null && sourcesRead === null)
    throw invalid([
      { pointer: '/sourcesRead', code: 'MISSING', message: 'names the source of the day of coming into force' },
    ])
  const start = async (tx: Tx): Promise<void> => {
    await lockAgency(tx)
    await demandApproval(ctx, tx, {
      ...{ action: 'law.confirm', clientId: OPERATOR_TENANT, subject: 'law', input },
      preview: { regimeId, startsOn, sourcesRead },
    })
    await endRuleConfirmations(tx, regimeId, person, ctx.platform.clock.now())
    if (startsOn === null) return audit(ctx, tx, OPERATOR_TENANT, 'law.regime.unset', 'law', { regimeId })
    const value = { type: 'WORD', word: 'IN_FORCE' }
    const entry = {
      ruleId: regimeId,
      validFrom: startsOn,
      value,
      source: sourcesRead ?? regime.source,
      status: 'verified',
    }
    await writeConfirmations(ctx, tx, { rules: [entry], person, sourcesRead })
  }
  await gated(ctx, () => withTransaction(ctx.platform.pool, start))
  forgetLaw(ctx.platform)
  return regime
}
