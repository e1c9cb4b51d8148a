/**
 * Decides whether two files report one movement. The rule satisfies two dangers at once: a bank's id is used again, so an
 * id alone would lose another day's money; and files name one movement differently, so ids alone would count it twice.
 * 1. Account, day or amount differs, or anything that both state: another movement.
 * 2. Nothing contradicts, and an id of the bank is common: the same.
 * 3. No common id: ids of one kind that differ make another; else, where reference, payer or text agrees, perhaps the same.
 */
import { isGiroKey } from '@saatava/core/account-key.ts'
import { type Movement, isNameless } from './movement.ts'

export interface Comparison {
  verdict: 'SAME' | 'PERHAPS' | 'OTHER'
  /** How much agrees: of several that may be the same, the one that agrees most is. */
  score: number
  /** A reference, a document, a payer, a text or the payer's own id agrees. */
  agrees: boolean
}

const OTHER: Comparison = { verdict: 'OTHER', score: 0, agrees: false }
const SCORES = {
  id: 100,
  bookedId: 50,
  endToEndId: 12,
  reference: 10,
  document: 8,
  payer: 6,
  name: 3,
  text: 3,
} as const
/** A shorter one is the beginning of many. */
const NAME_CHARACTERS_MIN = 3

type Agreement = 'agrees' | 'differs' | 'unsaid'

export function compare(a: Movement, b: Movement): Comparison {
  if (a.accountKey !== b.accountKey || a.currency !== b.currency) return OTHER
  if (a.bookingDate !== b.bookingDate || a.amount !== b.amount) return OTHER
  if (a.valueDate !== null && b.valueDate !== null && a.valueDate !== b.valueDate) return OTHER
  const reported = {
    endToEndId: single(a.endToEndId, b.endToEndId),
    reference: sets(a.referenceKeys, b.referenceKeys),
    document: sets(a.documentKeys, b.documentKeys),
    payer: payers(a.payerKeys, b.payerKeys),
    text: texts(a.payerText, b.payerText),
  }
  const name = names(a.payerName, b.payerName)
  // An account says more than a name, which formats cut and spell.
  const comparedName = reported.payer === 'unsaid' ? name : name === 'agrees' ? 'agrees' : 'unsaid'
  const all = { ...reported, name: comparedName }
  if (Object.values(all).includes('differs')) return OTHER
  const agreed = (Object.keys(all) as (keyof typeof all)[]).filter((key) => all[key] === 'agrees')
  const score = agreed.reduce((total, key) => total + SCORES[key], 0)
  const agrees = agreed.length > 0
  const common = commonId(a, b)
  if (common === 'agrees') return { verdict: 'SAME', score: score + SCORES.id, agrees }
  if (common === 'differs') return OTHER
  if (common === 'booked') return { verdict: 'SAME', score: score + SCORES.bookedId, agrees }
  return agrees || isNameless(a) || isNameless(b) ? { verdict: 'PERHAPS', score, agrees } : OTHER
}

/** 'booked': only an id is common that other entries may bear too: the booked entry's, or the one by which it is known. */
function commonId(a: Movement, b: Movement): Agreement | 'booked' {
  if (shares(a.ids, b.ids)) return 'agrees'
  if (kindsDiffer(a.ids, b.ids)) return 'differs'
  const [allOfA, allOfB] = [
    [...a.ids, ...a.bookedIds],
    [...b.ids, ...b.bookedIds],
  ]
  if (a.bankReference === b.bankReference || shares(allOfA, allOfB)) return 'booked'
  return kindsDiffer(a.bookedIds, b.bookedIds) ? 'differs' : 'unsaid'
}

/** Both have an id of a kind, and none of that kind is common. */
export function kindsDiffer(a: readonly string[], b: readonly string[]): boolean {
  const kinds = new Set(a.map(kindOf))
  return b.some((id) => kinds.has(kindOf(id)))
}

function kindOf(id: string): string {
  return id.slice(0, id.indexOf(':'))
}

export function shares(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one))
}

function single(a: string | null, b: string | null): Agreement {
  if (a === null || b === null) return 'unsaid'
  return a === b ? 'agrees' : 'differs'
}

function sets(a: readonly string[], b: readonly string[]): Agreement {
  if (a.length === 0 || b.length === 0) return 'unsaid'
  return shares(a, b) ? 'agrees' : 'differs'
}

/** A giro number and an account number are two names that cannot be compared. */
export function payers(a: readonly string[], b: readonly string[]): Agreement {
  const giro = sets(a.filter(isGiroKey), b.filter(isGiroKey))
  const account = sets(
    a.filter((key) => !isGiroKey(key)),
    b.filter((key) => !isGiroKey(key)),
  )
  if (giro === 'agrees' || account === 'agrees') return 'agrees'
  return giro === 'differs' || account === 'differs' ? 'differs' : 'unsaid'
}

/** Formats cut texts: one within the other is the same text. */
function texts(a: string | null, b: string | null): Agreement {
  if (a === null || b === null) return 'unsaid'
  return a.includes(b) || b.includes(a) ? 'agrees' : 'differs'
}

/** "MEIKALAINEN M" of KTL is "Matti Meikäläinen" of camt: a common word contradicts nothing. */
export function names(a: string | null, b: string | null): Agreement {
  const [one, other] = [wordsOf(a), wordsOf(b)]
  if (one.length === 0 || other.length === 0) return 'unsaid'
  const [joined, otherJoined] = [one.toSorted().join(' '), other.toSorted().join(' ')]
  if (joined === otherJoined) return 'agrees'
  const common = one.some(
    (word) =>
      word.length >= NAME_CHARACTERS_MIN &&
      other.some((another) => another.startsWith(word) || word.startsWith(another)),
  )
  return common ? 'unsaid' : 'differs'
}

function wordsOf(name: string | null): string[] {
  const plain = (name ?? '').normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase()
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}
