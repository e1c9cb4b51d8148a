import { referenceKey } from '@saatava/core/references/reference-key.ts'

const DIGITS = '0123456789'
/** A shorter one is near too many others; a longer one is no reference. */
const CHARACTERS = { min: 6, max: 25 } as const

/**
 * Pure. Returns the references that differ from a reference by one slip of a hand: a wrong digit, two that changed places,
 * one left out, or one too many. They are keys, as references are stored; the reference itself is not among them.
 */
export function nearReferences(text: string): string[] {
  const given = referenceKey(text)
  if (!/^\d+$/.test(given) || given.length < CHARACTERS.min || given.length > CHARACTERS.max) return []
  const near = new Set<string>()
  const places = Array.from(given, (_, i) => i)
  const put = (i: number, deleted: number, between: string) =>
    near.add(referenceKey(given.slice(0, i) + between + given.slice(i + deleted)))
  for (const i of places) {
    for (const digit of DIGITS) put(i, 1, digit)
    put(i, 1, '')
    if (i + 1 < given.length) put(i, 2, `${given[i + 1]}${given[i]}`)
  }
  for (const i of [...places, given.length]) for (const digit of DIGITS) put(i, 0, digit)
  near.delete(given)
  return [...near]
}
