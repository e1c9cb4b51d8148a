import { noteLetters } from '../dunning/letters/note-letters.ts'
import { markDistributed } from '../flows/mark-distributed.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { settingsOf } from '../settings/client-settings.ts'
import {
  type ChangedRow,
  type StateChange,
  beginFallback,
  dropWaiting,
  lockInvoices,
  selectUndelivered,
  writeChanges,
} from '../deliveries/outcome-queries.ts'
import { type LostCredit, refreshRecords, returnCredit } from '../invoices/refresh-queries.ts'

/**
 * Records the outcomes of deliveries, and all that follows: attempts and events, the next channel where one has failed,
 * the invoice's status and voucher where one has left, and the records that partners read. One transaction.
 * @returns the changes that were allowed; the others had been overtaken
 */
export async function recordChanges(ctx: Ctx, changes: StateChange[]): Promise<ChangedRow[]> {
  if (changes.length === 0) return []
  return retryOnDeadlock(ctx.platform.pool, (tx) => writeAll(ctx, tx, changes))
}

/** Does so in a transaction of the caller. */
export async function writeAll(ctx: Ctx, tx: Tx, changes: StateChange[]): Promise<ChangedRow[]> {
  const at = ctx.platform.clock.now()
  await lockInvoices(tx, changes)
  const all: ChangedRow[] = []
  // One after the other where two speak of one delivery: accepted, then delivered.
  for (const round of rounds(changes)) {
    const changed = await writeChanges(tx, round, at)
    await follow(ctx, tx, changed, at)
    all.push(...changed)
  }
  return all
}

function rounds(changes: StateChange[]): StateChange[][] {
  const result: StateChange[][] = []
  const seen = new Map<string, number>()
  for (const change of changes) {
    const round = seen.get(change.deliveryId) ?? 0
    seen.set(change.deliveryId, round + 1)
    ;(result[round] ??= []).push(change)
  }
  return result
}

async function follow(ctx: Ctx, tx: Tx, changed: ChangedRow[], at: Date): Promise<void> {
  const failed = changed.filter((row) => row.state === 'failed')
  if (failed.length > 0) await beginFallback(tx, failed, at)
  const over = changed.filter((row) => row.state === 'delivered' || row.state === 'dropped')
  if (over.length > 0) await dropWaiting(tx, over, at)
  const letters = changed.filter(isLetter)
  if (letters.length > 0) await followLetters(ctx, tx, letters, at)
  await followInvoices(
    ctx,
    tx,
    changed.filter((row) => row.letterId === null),
    at,
  )
}

/**
 * The delivery of a letter says nothing about the invoice's; where a letter has no delivery left, its case records that.
 */
async function followLetters(
  ctx: Ctx,
  tx: Tx,
  letters: (ChangedRow & { letterId: string })[],
  at: Date,
): Promise<void> {
  const ended = letters.filter((row) => ENDS.includes(row.state))
  const lost = ended.length > 0 ? await selectUndelivered(tx, ended) : new Map<string, { left: boolean }>()
  await noteLetters(
    ctx,
    tx,
    letters.map((row) => ({ ...row, undelivered: ENDS.includes(row.state) ? lost.get(row.letterId) : undefined })),
    at,
  )
}

const ENDS: readonly string[] = ['failed', 'dropped']

function isLetter(row: ChangedRow): row is ChangedRow & { letterId: string } {
  return row.letterId !== null
}

async function followInvoices(ctx: Ctx, tx: Tx, changed: ChangedRow[], at: Date): Promise<void> {
  const left = changed.filter((row) => row.state === 'sent' || row.state === 'delivered')
  await markDistributed(
    ctx,
    tx,
    left.map(({ clientId, invoiceId, channel }) => ({ clientId, invoiceId, method: channel })),
    at,
  )
  const lost = await refreshRecords(tx, changed, at)
  if (lost.length > 0) await returnCredits(ctx, tx, lost, at)
}

async function returnCredits(ctx: Ctx, tx: Tx, lost: LostCredit[], at: Date): Promise<void> {
  const settings = await settingsOf(ctx.platform.pool, tx, new Set(lost.map(({ clientId }) => clientId)))
  for (const credit of lost) {
    const service = settings.get(credit.clientId)?.settings.service.type
    await returnCredit(tx, credit, service === 'INTERMEDIATION' ? 'INTERMEDIATED' : 'INVOICED', at)
  }
}
