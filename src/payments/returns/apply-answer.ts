import type { PaymentStatusReport } from '@saatava/bank-files/pain-status/status-report.ts'
import { verdictOn } from '../../payouts/verdict-on.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { endReturn } from './end-return.ts'
import { lockReturnByMessageId } from './queries.ts'

/**
 * Applies the bank's answer to the payment file of a return. Refused: the money needs review again, with the
 * bank's reason. Nothing becomes paid by an answer: the statement's debit says that.
 * @returns what of it a person must look at; undefined where the file is no return's
 */
export async function applyAnswerToReturn(
  ctx: Ctx,
  tx: Tx,
  report: PaymentStatusReport,
): Promise<string[] | undefined> {
  const order = await lockReturnByMessageId(tx, report.originalMessageId)
  if (order === undefined) return undefined
  const { returnId, state } = order
  const verdict = verdictOn(report, { ...order, paymentInformationId: null })
  if (verdict?.kind === 'UNCLEAR') return [`Return ${returnId}: ${verdict.why}`]
  if (verdict?.kind !== 'REJECTED' || state === 'refused') return []
  const { code, text } = verdict
  if (state !== 'written' && state !== 'sent')
    return [`The bank refused return ${returnId} (${code}), which is ${state}: ask the bank.`]
  const reason = text === '' || text.startsWith(code) ? text || code : `${code} ${text}`
  await endReturn(ctx, tx, order, { to: 'refused', reason: `the bank refused it: ${reason}` })
  return []
}
