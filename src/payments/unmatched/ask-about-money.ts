import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { askCreditor } from '../../questions/ask-creditor.ts'
import { suggestCases } from '../candidates/suggest-cases.ts'
import { CANDIDATES_MAX, findWaiting, subjectOf } from './show-waiting.ts'

/**
 * Asks a creditor about money that waits. Only the creditor of a candidate may be asked, since it is shown who paid; it sees
 * amount, day, and the payer's name and text, and no account.
 * @throws AppError NOT_FOUND nothing of it waits; RULE no candidate is the creditor's; INVALID
 */
export function askAboutMoney(
  ctx: Ctx,
  { id, clientId, question }: { id: string; clientId: ClientId; question: string },
): Promise<{ questionId: string }> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const row = await findWaiting(tx, id)
    const suggestions = await suggestCases(ctx, tx, row, CANDIDATES_MAX)
    if (!suggestions.some(({ cases }) => cases.some((one) => one.case.clientId === clientId)))
      throw new AppError('RULE', `No candidate for this money is a case of client ${clientId}, so it is not asked.`)
    const money = {
      ...{ amount: BigInt(row.waiting), currency: row.currency, paidOn: row.paymentDate },
      ...{ payerName: row.payerName, payerText: row.message ?? row.reference },
    }
    return askCreditor(ctx, tx, { clientId, subject: subjectOf(row), question, money })
  })
}
