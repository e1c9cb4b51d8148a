/**
 * Words that stand where there is nothing: ISO 20022's NOTPROVIDED (and NTAV, NOTAVAILABLE), SWIFT's NONREF, and the
 * signs that systems write into fields they must fill.
 */
const WORDS = new Set([
  'NOTPROVIDED',
  'NOTAVAILABLE',
  'NOTAPPLICABLE',
  'NOTSPECIFIED',
  'NOTGIVEN',
  'NOTKNOWN',
  'NOTUSED',
  'NTAV',
  'N/A',
  'NONREF',
  'NOREF',
  'NOREFERENCE',
  'NOREMITTANCE',
  'EMPTY',
  'UNKNOWN',
  'UNDEFINED',
  'NULL',
  'NONE',
])
/** "-", "***", "0000": no letter or digit that means anything. */
const SIGNS = /^[\p{P}\p{S}\s0]*$/u
const CROSSES = /^[Xx]{3,}$/
/** A word for nothing has few characters. */
const WORD_CHARACTERS_MAX = 35

/** True for a field that says only that there is nothing. */
export function isPlaceholder(text: string): boolean {
  const first = text.charCodeAt(0)
  // Nearly all texts: they begin with a digit above zero, or are no word of the list.
  if (first >= 0x31 && first <= 0x39) return false
  if (SIGNS.test(text)) return true
  if (text.length > WORD_CHARACTERS_MAX) return false
  return CROSSES.test(text) || WORDS.has(text.toUpperCase().replaceAll(/[\s._-]+/g, ''))
}
