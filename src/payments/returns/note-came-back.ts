import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { BankEntry } from '../entry.ts'
import { endReturn } from './end-return.ts'
import { lockReturnByEndToEndId } from './queries.ts'
import { returnIdOf } from './return-id.ts'
import { returnsBefore } from './states.ts'

/**
 * Money comes in under the id of a return: the payer's bank sent it back, and the money needs review again.
 * @returns undefined where the entry names no return; RETURN_DIFFERS where a person must look
 */
export async function noteReturnCameBack(
  ctx: Ctx,
  tx: Tx,
  entry: BankEntry,
): Promise<'RETURN_CAME_BACK' | 'RETURN_DIFFERS' | undefined> {
  const id = entry.amount > 0n ? returnIdOf(entry) : undefined
  const order = id === undefined ? undefined : await lockReturnByEndToEndId(tx, id)
  if (order === undefined) return undefined
  const { amount, currency, bookingDate, returnReason, bankReference } = entry
  if (order.amount !== amount || order.currency !== currency || !returnsBefore('refused').includes(order.state))
    return 'RETURN_DIFFERS'
  const reason = `sent back (${returnReason ?? 'without a reason'}), bank entry ${bankReference}`
  await endReturn(ctx, tx, order, { to: 'refused', reason, on: bookingDate })
  return 'RETURN_CAME_BACK'
}
