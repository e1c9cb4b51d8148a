/** Characters that a credential or an identifier cannot have: nobody sees them, or no HTTP header carries them. */

/**
 * Controls, format and zero-width characters, line and paragraph separators, fillers, private and unassigned code
 * points, and every space but the plain one. They come along when text is pasted.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u
const LINE_BREAKS = /[\t\r\n]/g
/** RFC 9110 §5.5 lets a field value hold octets up to 0xFF; Node and undici write them as ISO-8859-1. */
const HEADER_CODE_POINT_MAX = 0xff

export interface TextRules {
  /** A space at the beginning or the end belongs to it: a password. */
  edgeSpaces?: boolean
  /** Line breaks and tabs belong to it: a key file. */
  lineBreaks?: boolean
  /** It becomes an HTTP header, or part of a signature over headers: ISO-8859-1 alone. */
  header?: boolean
}

/**
 * Names the mistake in a text, as the end of a sentence that names the text; undefined when there is none. Never repeats
 * the text.
 */
export function unfitText(text: string, rules: TextRules = {}): string | undefined {
  const looked = rules.lineBreaks === true ? text.replace(LINE_BREAKS, ' ') : text
  const invisible = INVISIBLE.exec(looked)
  if (invisible !== null) {
    return `holds ${codePointOf(invisible[0])}, which is invisible, as character ${positionOf(looked, invisible.index)}; give it without`
  }
  if (rules.edgeSpaces !== true && looked.trim() !== looked) {
    return 'begins or ends with a space; give it without'
  }
  if (rules.header !== true) return undefined
  const at = Array.from(looked).findIndex((character) => (character.codePointAt(0) ?? 0) > HEADER_CODE_POINT_MAX)
  if (at < 0) return undefined
  return `has a letter outside ISO-8859-1 as character ${at + 1}; it is sent in an HTTP header, which cannot carry it`
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Counted from 1, in characters and not in UTF-16 units. */
function positionOf(text: string, index: number): number {
  return Array.from(text.slice(0, index)).length + 1
}
