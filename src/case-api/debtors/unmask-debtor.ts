import type { DebtorId } from '@saatava/core/ids.ts'
import { audit } from '../../audit-entries/audit.ts'
import { words } from '../../audit-entries/words.ts'
import { idContext } from '../../debtors/link-debtors.ts'
import { selectDebtors } from '../../debtors/list-queries.ts'
import { noDebtor } from '../../dunning/debtors/no-debtor.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'

/**
 * Shows the whole national id of a debtor to a person who gives a reason. The audit keeps who, when and why.
 * @throws AppError NOT_FOUND, RULE the debtor has no national id
 */
export function unmaskDebtor(
  ctx: ClientCtx,
  { debtorId, reason }: { debtorId: DebtorId; reason: string },
): Promise<string> {
  const { clientId, platform } = ctx
  return withTransaction(platform.pool, async (tx) => {
    const [debtor] = await selectDebtors(tx, clientId, [debtorId])
    if (debtor === undefined) throw noDebtor(debtorId)
    if (debtor.nationalId === null) throw new AppError('RULE', 'The debtor has no national id.')
    await audit(ctx, tx, clientId, 'debtor.unmasked', `debtor:${debtorId}`, { reason: words(reason) })
    return platform.secrets.open(idContext(debtor), debtor.nationalId)
  })
}
