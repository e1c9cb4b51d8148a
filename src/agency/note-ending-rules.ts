import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { endingRules } from '@saatava/law/ending.ts'
import { valueText } from '@saatava/law/value-json.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { emitAll } from '../events/emit.ts'
import { lawOf } from './law-of.ts'
import { endEndingNotices, insertEndingNotices, selectEndingNotices } from './law-queries.ts'

/**
 * Emits law.rule.ending for each rule that ends within 90 days without a successor, once; ends the notices of rules that have
 * a successor now. @returns how many were emitted
 */
export async function noteEndingRules(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  const at = clock.now()
  const { rules } = await lawOf(ctx.platform)
  const ending = endingRules(rules, (country) => civilDateAt(at, timeZoneOf(country)))
  // A rule that has ended and has no successor yet still needs one, so each is looked at as it was on its last day.
  const followed = (await selectEndingNotices(pool)).filter(
    ({ ruleId, validTo }) =>
      !endingRules(rules, () => validTo).some((rule) => rule.ruleId === ruleId && rule.validTo === validTo),
  )
  if (followed.length > 0) await endEndingNotices(pool, followed, at)
  if (ending.length === 0) return 0
  return withTransaction(pool, async (tx) => {
    const fresh = await insertEndingNotices(tx, ending, at)
    const noted = ending.filter(({ ruleId, validTo }) => fresh.has(`${ruleId} ${validTo}`))
    await emitAll(
      ctx,
      tx,
      noted.map(({ ruleId, country, validFrom, validTo, value }) => ({
        clientId: OPERATOR_TENANT,
        type: 'law.rule.ending',
        subject: `law:${ruleId}`,
        data: { ruleId, country, validFrom, validTo, value: valueText(value) },
      })),
    )
    for (const { ruleId, validTo } of noted)
      ctx.log.warn({ ruleId, validTo }, 'a law rule ends and no other follows it: add one with "saatava law confirm"')
    return noted.length
  })
}
