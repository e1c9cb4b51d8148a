import { LawError } from '@saatava/law/errors.ts'
import { rulesWith } from '@saatava/law/merge-rules.ts'
import { demandApproval, gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { invalid } from '../platform/errors.ts'
import { newId } from '../platform/new-id.ts'
import { forgetLaw } from './law-of.ts'
import { type NewConfirmation, endConfirmations, insertConfirmations, selectConfirmations } from './law-queries.ts'
import { lockAgency } from './lock-agency.ts'

export interface ConfirmLaw {
  /** Entries of the form that LAW_RULES has; an entry takes the place of one about the same version of the rule. */
  rules: unknown
  /** The person who confirms. */
  person: string
  /** The sources that the person read. */
  sourcesRead: string | null
}

/** Confirms, replaces or adds rules. All of them count from now on, or none. @throws AppError 400 with every fault */
export async function confirmLaw(ctx: Ctx, input: ConfirmLaw): Promise<{ confirmed: number }> {
  const confirmed = await gated(ctx, () =>
    withTransaction(ctx.platform.pool, async (tx) => {
      await lockAgency(tx)
      check({ rules: input.rules })
      const named = new Set((input.rules as { ruleId?: unknown }[]).map(({ ruleId }) => String(ruleId)))
      const before = (await selectConfirmations(tx)).filter(({ entry }) => named.has(String(entry['ruleId'])))
      if (named.size > 0)
        await demandApproval(ctx, tx, {
          ...{ action: 'law.confirm', clientId: OPERATOR_TENANT, subject: 'law', input },
          preview: { before: before.map(({ entry }) => entry), after: input.rules },
        })
      return writeConfirmations(ctx, tx, input)
    }),
  )
  forgetLaw(ctx.platform)
  return { confirmed }
}

/** The caller holds the agency's lock. @throws AppError 400 with every fault @returns how many were written */
export async function writeConfirmations(
  ctx: Ctx,
  tx: Tx,
  { rules, person, sourcesRead }: ConfirmLaw,
): Promise<number> {
  check({ rules })
  const fresh = (rules as Record<string, unknown>[]).map((entry): NewConfirmation => {
    const { ruleId, validFrom } = entry
    return {
      confirmationId: newId(),
      ruleId: String(ruleId),
      validFrom: typeof validFrom === 'string' ? validFrom : null,
      ...{ entry, sourcesRead },
    }
  })
  if (fresh.length === 0) return 0
  const at = ctx.platform.clock.now()
  await endConfirmations(tx, fresh, person, at)
  await insertConfirmations(tx, fresh, person, at)
  check({ rules: (await selectConfirmations(tx)).map(({ entry }) => entry) })
  await audit(ctx, tx, OPERATOR_TENANT, 'law.confirmed', 'law', {
    sourcesRead,
    rules: fresh.map(({ entry }) => entry),
  })
  return fresh.length
}

function check(overrides: { rules: unknown }): void {
  try {
    rulesWith(overrides)
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    throw invalid(error.faults.map(({ pointer, message }) => ({ pointer, code: 'RULE', message })))
  }
}
