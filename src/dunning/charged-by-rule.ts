import type { Ctx } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'

/** The counts stop here. */
export const CHARGED_MAX = 1_000

/** Counts the steps of cases that were charged by each rule of law, up to CHARGED_MAX + 1. A rule that charged nothing is left out. */
export function chargedByRule(ctx: Ctx, ruleIds: readonly string[]): Promise<Map<string, number>> {
  return countCharged(ctx.platform.pool, [...new Set(ruleIds)], CHARGED_MAX + 1)
}

/** The law is the agency's, so it counts over all clients. */
async function countCharged(db: Queryable, ruleIds: string[], max: number): Promise<Map<string, number>> {
  const { rows } = await db.query<{ ruleId: string; steps: number }>({
    text: `select r.rule_id as "ruleId", n.steps from unnest($1::text[]) as r (rule_id)
           cross join lateral (select count(*)::int as steps from (
             select from case_step s where s.rule_id = r.rule_id and s.fee_minor > 0 limit $2) counted) n
           where n.steps > 0`,
    values: [ruleIds, max],
  })
  return new Map(rows.map(({ ruleId, steps }) => [ruleId, steps]))
}
