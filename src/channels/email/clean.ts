/** Strangers wrote the texts of an invoice; this file makes them fit for a header, and for a body of text. */

// Control characters (CR and LF would begin another header), line separators, and the marks that turn the direction of
// writing (format characters), with which a name can be made to look like another.
const NOT_IN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
const INVISIBLE = /\p{Cf}+/gu

/** One line of text for a header: no control characters, no lone surrogates, single spaces, at most `charactersMax`. */
export function cleanLine(text: string, charactersMax: number): string {
  const line = text.toWellFormed().replace(INVISIBLE, '').replace(NOT_IN_A_LINE, ' ').replace(/\s+/gu, ' ').trim()
  return cut(line, charactersMax)
}

/** Text of several lines for a body: lines keep their breaks, everything else as in cleanLine. */
export function cleanText(text: string, charactersMax: number): string {
  const lines = text
    .toWellFormed()
    .replace(INVISIBLE, '')
    .split(/\r\n|\r|\n/u)
    .map((line) => line.replace(NOT_IN_A_LINE, ' ').trimEnd())
  return cut(lines.join('\n').trim(), charactersMax)
}

/** Cut between characters, never within one of two surrogates. */
function cut(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text
  const last = text.codePointAt(charactersMax - 1) ?? 0
  return text.slice(0, last > 0xffff ? charactersMax - 1 : charactersMax).trimEnd()
}
