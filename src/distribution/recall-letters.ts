import type { Unwanted } from '../dunning/letters/unwanted-letters.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { cancellation } from './changes.ts'
import { type InvoiceKey, selectPendingLetters } from '../deliveries/outcome-queries.ts'
import { recordOutcomesIn } from '../flows/delivery-outcome.ts'

/**
 * Cancels the letters about an invoice that have not been begun, with all that follows: their fees are taken back. A
 * letter that a worker is about to send stays too, for its intent finds it cancelled. The case row is locked by the
 * caller, who tries again where it and a worker waited for each other.
 */
export async function recallLetters(ctx: Ctx, tx: Tx, about: InvoiceKey, why: Unwanted): Promise<void> {
  const pending = await selectPendingLetters(tx, about)
  if (pending.length === 0) return
  await recordOutcomesIn(
    ctx,
    tx,
    pending.map((row) => cancellation(row, null, why)),
  )
}
