import type { ReportedText } from './entry-facts.ts'
import { cut } from './messages.ts'

/** Unicode white space, and signs of no width that a copied number may hold. */
const SPACES = /[\s\u0085\u180E\u200B-\u200D\u2060\uFEFF\u00AD]+/gu
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

/** Texts for searching, see EntryFacts.searchText; undefined where there are none. */
export function searchTextOf(texts: readonly ReportedText[], charsMax: number): string | undefined {
  if (texts.length === 0) return undefined
  const lines = new Set<string>()
  for (const { text } of texts) for (const line of text.split('\n')) lines.add(spaced(line))
  const payers = texts.filter(({ source }) => source === 'Ustrd' || source === 'Text').map(({ text }) => spaced(text))
  if (payers.length > 1) lines.add(payers.join(' ')).add(payers.join(''))
  lines.delete('')
  return cut([...lines].join('\n'), charsMax)
}

function spaced(text: string): string {
  // A soft hyphen or a sign of no width parts nothing for the eye, but whoever copied it saw a space or nothing: as
  // digits are joined over spaces, a space is right for both.
  return PLAIN.test(text) ? text : text.replaceAll(SPACES, ' ').trim()
}
