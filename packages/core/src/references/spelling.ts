/** People write references in groups, with hyphens, with leading zeros, and copy them with spaces that cannot be seen. */

const SPACES = /[\s\u200b-\u200d\u2060]+/g
const HYPHENS = /[-\u2010-\u2015\u2212]/g

/** Without spaces of any kind. */
export function withoutSpaces(text: string): string {
  return text.replace(SPACES, '')
}

/**
 * The digits of a text of digits, spaces and hyphens; undefined for any other text. A hyphen at the end stays: there it
 * is the check character of a Norwegian KID (modulus 11).
 */
export function digitsOf(text: string): string | undefined {
  const bare = withoutSpaces(text).replace(HYPHENS, '-')
  if (!/^-*\d[\d-]*$/.test(bare)) return undefined
  return bare.replaceAll('-', '') + (bare.endsWith('-') ? '-' : '')
}

/** Without leading zeros; one zero stays where there is nothing else. */
export function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=.)/, '')
}

/** Without spaces and hyphens, in upper case: how an RF reference is read. */
export function compact(text: string): string {
  return withoutSpaces(text).replace(HYPHENS, '').toUpperCase()
}
