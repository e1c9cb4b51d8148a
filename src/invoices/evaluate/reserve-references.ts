/**
 * One account receives what the debtors of all clients pay, so a reference under payment control belongs to one open case
 * of its currency. It is reserved in the transaction that accepts the invoice: of two that are evaluated at once, the second
 * waits for the first and gets another reference.
 */
import type { Queryable, Tx } from '../../platform/database.ts'
import {
  type ReservedReference,
  insertReferences,
  selectAlive,
  selectHolders,
  takeOverReferences,
} from './reference-queries.ts'

/** @returns the reservations that hold now, the first one of each reference; the others need another reference */
export async function reserveReferences(
  tx: Tx,
  wanted: ReservedReference[],
  at: Date,
): Promise<Set<ReservedReference>> {
  const firsts = new Map<string, ReservedReference>()
  for (const one of wanted) if (!firsts.has(keyOf(one))) firsts.set(keyOf(one), one)
  const inserted = new Set((await insertReferences(tx, [...firsts.values()], at)).map(keyOf))
  const held = [...firsts.values()].filter((one) => !inserted.has(keyOf(one)))
  const holders = await selectHolders(tx, held, true)
  const alive = await selectAlive(tx, holders)
  const free = holders.filter((holder) => isFree(holder, firsts.get(keyOf(holder)), alive))
  const taken = free.flatMap((holder) => firsts.get(keyOf(holder)) ?? [])
  await takeOverReferences(tx, taken, at)
  return new Set([...[...firsts.values()].filter((one) => inserted.has(keyOf(one))), ...taken])
}

/** Does an open case, or an invoice that is about to have one, bear this reference? For a warning: nothing is reserved. */
export async function isReferenceInUse(db: Queryable, one: ReservedReference): Promise<boolean> {
  const holders = await selectHolders(db, [one], false)
  const alive = await selectAlive(db, holders)
  return holders.some((holder) => !isFree(holder, one, alive))
}

function isFree(holder: ReservedReference, one: ReservedReference | undefined, alive: Set<string>): boolean {
  const own = holder.clientId === one?.clientId && holder.invoiceId === one.invoiceId
  return own || !alive.has(`${holder.clientId} ${holder.invoiceId}`)
}

function keyOf({ currency, reference }: ReservedReference): string {
  return `${currency} ${reference}`
}
