import { isFikLine, readFik } from './dk-fik.ts'
import { isFault } from './fault.ts'
import { looksLikeRf, nationalOfRf, readRf } from './rf.ts'
import { digitsOf, withoutSpaces, withoutZeros } from './spelling.ts'

/**
 * One text for all spellings of the same reference, for equality in SQL: payments are matched to receivables by it.
 * An RF reference whose check digits hold becomes the national reference within it, where there is one; a Danish payment
 * line becomes its payment id; anything else is in upper case, without spaces, without leading zeros, and, where it is
 * digits alone, without hyphens but for a KID's last one. The key of a key is the key. '' for a text of spaces alone.
 */
export function referenceKey(text: string): string {
  const bare = withoutZeros(digitsOf(text) ?? withoutSpaces(text).toUpperCase())
  if (looksLikeRf(bare)) {
    const rf = readRf(bare)
    return isFault(rf) ? bare : (nationalOfRf(rf.value) ?? rf.value)
  }
  if (isFikLine(bare)) {
    const fik = readFik(bare)
    return isFault(fik) ? bare : withoutZeros(fik.value)
  }
  return bare
}

/** True for the same reference in two spellings or forms; two empty texts are not the same reference. */
export function sameReference(a: string, b: string): boolean {
  const key = referenceKey(a)
  return key !== '' && key === referenceKey(b)
}
