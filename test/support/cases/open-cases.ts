import { openCases, recordOpened } from '../../../src/flows/open-cases.ts'
import { selectClaimable } from '../../../src/invoices/case-queries.ts'
import type { Ctx } from '../../../src/platform/context.ts'
import { withTransaction } from '../../../src/platform/database.ts'

/** Opens the cases of invoices that have been distributed, where they have none. */
export async function openCasesOf(
  ctx: Ctx,
  keys: { clientId: number; invoiceId: string }[],
  at: Date = ctx.platform.clock.now(),
): Promise<void> {
  await withTransaction(ctx.platform.pool, async (tx) => {
    const cases = await openCases(ctx, tx, await selectClaimable(tx, keys), at)
    await recordOpened(ctx, tx, cases, at)
    for (const { row } of cases.opened)
      await tx.query('update invoice set has_case = true where client_id = $1 and invoice_id = $2', [
        row.clientId,
        row.invoiceId,
      ])
  })
}
