import type { LetterId } from '@saatava/core/ids.ts'
import { contactTimes } from '../dunning/letters/contact-times.ts'
import { unwantedLetters } from '../dunning/letters/unwanted-letters.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { cancellation } from './changes.ts'
import { lockInvoices } from '../deliveries/outcome-queries.ts'
import { type Lease, type Leased, postponeDeliveries, writeIntents } from '../deliveries/queue-queries.ts'
import { recordOutcomesIn } from '../flows/delivery-outcome.ts'

export interface Intent {
  leased: Leased
  batchId: string
}

/**
 * Writes down what is about to leave, and with what. A letter leaves if its case still wants it at this moment; the others
 * are cancelled, for good, with all that follows; an e-mail that would leave outside the hours that a law sets waits for them. In one transaction: a case that is withdrawn at the same time is withdrawn
 * either before, and the letter stays, or after, and it has left.
 * @returns ids of deliveries that may leave: still pending, and still leased by this worker
 */
export async function fixIntents(ctx: Ctx, intents: Intent[], lease: Lease): Promise<Set<string>> {
  const { pool, clock, metrics } = ctx.platform
  const keys = intents.map(({ leased: { clientId, deliveryId }, batchId }) => ({ clientId, deliveryId, batchId }))
  const letters = intents.flatMap(({ leased }) => (isLetter(leased) ? [leased] : []))
  if (letters.length === 0) return writeIntents(pool, keys, lease, clock.now())
  const { may, cancelled } = await retryOnDeadlock(pool, async (tx) => {
    // Invoices before cases, as wherever both are locked.
    await lockInvoices(tx, letters)
    const unwanted = await unwantedLetters(tx, letters)
    const changes = letters.flatMap((letter) => {
      const why = unwanted.get(letter.letterId)
      return why === undefined ? [] : [cancellation(letter, lease.owner, why)]
    })
    const wanted = letters.filter(({ letterId }) => !unwanted.has(letterId))
    const waiting = await postponed(ctx, tx, wanted, lease)
    const stay = new Set([...changes, ...waiting].map(({ deliveryId }) => deliveryId))
    return {
      may: await writeIntents(
        tx,
        keys.filter(({ deliveryId }) => !stay.has(deliveryId)),
        lease,
        clock.now(),
      ),
      cancelled: changes.length === 0 ? [] : await recordOutcomesIn(ctx, tx, changes),
    }
  })
  for (const { channel, outcome } of cancelled) metrics.deliveryOutcomes.inc({ channel, outcome })
  return may
}

/** Puts back the letters whose time has not come. */
async function postponed(ctx: Ctx, tx: Tx, letters: (Leased & { letterId: LetterId })[], lease: Lease) {
  const times = await contactTimes(ctx, tx, letters, ctx.platform.clock.now())
  const waiting = letters.flatMap(({ clientId, deliveryId, letterId }) => {
    const until = times.get(letterId)
    return until === undefined ? [] : [{ clientId, deliveryId, until }]
  })
  if (waiting.length > 0) await postponeDeliveries(tx, waiting, lease.owner)
  return waiting
}

function isLetter(leased: Leased): leased is Leased & { letterId: LetterId } {
  return leased.letterId !== null
}
