import type { ClientId } from '@saatava/core/ids.ts'
import type { Tx } from '../platform/database.ts'
import { advanceCounter } from './queries.ts'

/** The counter for invoices that come without a number. */
export const INVOICE_COUNTER = 'invoice'

/**
 * Takes `count` consecutive invoice numbers in the transaction that uses them: when it is rolled back, they are free again.
 * @returns the first of them
 */
export async function takeNumbers(tx: Tx, clientId: ClientId, count: number): Promise<number> {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`${count} numbers cannot be taken`)
  return advanceCounter(tx, clientId, INVOICE_COUNTER, count)
}
