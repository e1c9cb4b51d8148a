/**
 * Names as they are searched for: small letters without accents, words divided by one space. A name is found by the
 * beginning of each of its words, so it is stored once for each word, beginning with that word.
 */
const WORDS_MAX = 8
const CHARACTERS_MAX = 200
/** Letters that do not divide into a letter and an accent. */
const LETTERS: Record<string, string> = { ø: 'o', æ: 'ae', ß: 'ss', đ: 'd', ł: 'l', þ: 'th', œ: 'oe' }

/** The name in the form in which names are compared and ordered. */
export function nameKeyOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[øæßđłþœ]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, CHARACTERS_MAX)
}

/** The texts by which a name is searched for; none for a name without letters and digits. */
export function searchKeysOf(name: string): string[] {
  const words = nameKeyOf(name).split(' ').filter(Boolean)
  return [...new Set(words.slice(0, WORDS_MAX).map((_, i) => [...words.slice(i), ...words.slice(0, i)].join(' ')))]
}
