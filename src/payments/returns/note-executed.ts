import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { BankEntry } from '../entry.ts'
import { endReturn } from './end-return.ts'
import { lockReturnByEndToEndId } from './queries.ts'
import { returnIdOf } from './return-id.ts'
import { returnsBefore } from './states.ts'

/**
 * Debits of a statement that bear the id of a return: the bank has paid it. One of another amount is left to a person.
 * @returns those of which a return was paid
 */
export async function noteReturnsExecuted(ctx: Ctx, tx: Tx, debits: readonly BankEntry[]): Promise<Set<string>> {
  const executed = new Set<string>()
  for (const debit of debits) {
    const { entryId, amount, currency, bookingDate, bankReference } = debit
    const id = returnIdOf(debit)
    if (id === undefined) continue
    const order = await lockReturnByEndToEndId(tx, id)
    if (order === undefined || !returnsBefore('paid').includes(order.state)) continue
    if (order.amount !== -amount || order.currency !== currency) {
      ctx.log.warn({ returnId: order.returnId, bankReference }, 'a debit has the id of a return but another amount')
      continue
    }
    await endReturn(ctx, tx, order, { to: 'paid', reason: `bank entry ${bankReference}`, on: bookingDate })
    executed.add(entryId)
  }
  return executed
}
