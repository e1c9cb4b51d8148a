/**
 * One account receives what the debtors of all clients pay, so a reference under payment control belongs to one open case
 * of its currency. It is claimed in the transaction that accepts the invoice: of two that are evaluated at once, the second
 * waits for the first and gets another reference.
 */
import type { Queryable, Tx } from '../../platform/database.ts'
import {
  type ReferenceClaim,
  insertReferences,
  selectAlive,
  selectHolders,
  takeOverReferences,
} from './reference-queries.ts'

/** @returns the claims that hold now, the first one of each reference; the others need another reference */
export async function claimReferences(tx: Tx, claims: ReferenceClaim[], at: Date): Promise<Set<ReferenceClaim>> {
  const firsts = new Map<string, ReferenceClaim>()
  for (const claim of claims) if (!firsts.has(keyOf(claim))) firsts.set(keyOf(claim), claim)
  const inserted = new Set((await insertReferences(tx, [...firsts.values()], at)).map(keyOf))
  const held = [...firsts.values()].filter((claim) => !inserted.has(keyOf(claim)))
  const holders = await selectHolders(tx, held, true)
  const alive = await selectAlive(tx, holders)
  const free = holders.filter((holder) => isFree(holder, firsts.get(keyOf(holder)), alive))
  const taken = free.flatMap((holder) => firsts.get(keyOf(holder)) ?? [])
  await takeOverReferences(tx, taken, at)
  return new Set([...[...firsts.values()].filter((claim) => inserted.has(keyOf(claim))), ...taken])
}

/** Does an open case, or an invoice that is about to have one, bear this reference? For a warning: nothing is claimed. */
export async function isReferenceInUse(db: Queryable, claim: ReferenceClaim): Promise<boolean> {
  const holders = await selectHolders(db, [claim], false)
  const alive = await selectAlive(db, holders)
  return holders.some((holder) => !isFree(holder, claim, alive))
}

function isFree(holder: ReferenceClaim, claim: ReferenceClaim | undefined, alive: Set<string>): boolean {
  const own = holder.clientId === claim?.clientId && holder.invoiceId === claim.invoiceId
  return own || !alive.has(`${holder.clientId} ${holder.invoiceId}`)
}

function keyOf({ currency, reference }: ReferenceClaim): string {
  return `${currency} ${reference}`
}
