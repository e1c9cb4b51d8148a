/** Kinds of objections that a debtor may bring forward, as the law separates them. */
import type { Claim } from '@saatava/law/steps.ts'

export const OBJECTION_KINDS = ['DENIED', 'BASIS_COMPLAINT', 'ASKS_FOR_COURT', 'WITHOUT_RELEVANT_GROUND'] as const
/**
 * DENIED: it does not owe, or not so much, and gives a reason. BASIS_COMPLAINT: it has appealed against the basis of a
 * directly enforceable claim. ASKS_FOR_COURT: it wants collection to stop and the claim to go to court.
 * WITHOUT_RELEVANT_GROUND: a person has found that an objection gives no ground, or one that changes nothing.
 */
export type ObjectionKind = (typeof OBJECTION_KINDS)[number]

const STOPS: Record<ObjectionKind, Claim['stopped']> = {
  DENIED: 'OBJECTION',
  BASIS_COMPLAINT: 'BASIS_COMPLAINT',
  ASKS_FOR_COURT: 'SUSPENSION',
  WITHOUT_RELEVANT_GROUND: undefined,
}

/** How it stops collection in the law's words; undefined where it does not. */
export function stopOf(objection: ObjectionKind): Claim['stopped'] {
  return STOPS[objection]
}

/** Does it hold the whole case up? A directly enforceable claim goes on until its basis is complained about. */
export function holdsUp(objection: ObjectionKind, directlyEnforceable: boolean): boolean {
  if (objection === 'DENIED') return !directlyEnforceable
  return objection !== 'WITHOUT_RELEVANT_GROUND'
}
