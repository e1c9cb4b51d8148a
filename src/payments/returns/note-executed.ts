import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Entry } from '../entry.ts'
import { endReturn } from './end-return.ts'
import { lockReturnByEndToEndId } from './queries.ts'
import { returnsBefore } from './states.ts'

/** As order-return.ts writes it. */
const RETURN_ID = /^R[0-9a-f]{32}$/i

/**
 * Debits of a statement that bear the id of a return: the bank has paid it. One of another amount is left to a person.
 * @returns those of which a return was paid
 */
export async function noteReturnsExecuted(ctx: Ctx, tx: Tx, debits: readonly Entry[]): Promise<Set<string>> {
  const executed = new Set<string>()
  for (const { entryId, endToEndId, amount, currency, bookingDate, bankReference } of debits) {
    if (endToEndId === null || !RETURN_ID.test(endToEndId)) continue
    const order = await lockReturnByEndToEndId(tx, `R${endToEndId.slice(1).toLowerCase()}`)
    if (order === undefined || !returnsBefore('paid').includes(order.state)) continue
    if (order.amount !== -amount || order.currency !== currency) {
      ctx.log.warn({ returnId: order.returnId, bankReference }, 'a debit bears the id of a return and another amount')
      continue
    }
    await endReturn(ctx, tx, order, { to: 'paid', reason: `bank entry ${bankReference}`, on: bookingDate })
    executed.add(entryId)
  }
  return executed
}
