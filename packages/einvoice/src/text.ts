/** Texts made to fit: lengths are in characters as XML Schema counts them, so that no pair of surrogates is cut. */
import { clean } from './xml.ts'

/** The beginning of a text, at most `max` characters. */
export function cut(text: string, max: number): string {
  const characters = Array.from(clean(text))
  return characters.length <= max ? characters.join('') : characters.slice(0, max).join('').trimEnd()
}

/** The text when it fits in `max` characters, else nothing: an identifier that is cut points at nothing. */
export function fitting(text: string | undefined, max: number): string | undefined {
  if (text === undefined) return undefined
  const whole = clean(text)
  return Array.from(whole).length <= max && whole !== '' ? whole : undefined
}

/**
 * A text as parts of at most `max` characters, broken between words where there are any; no part is shorter than `min`.
 * @param min of 1 or 2, as the schemas have it; a text of one character gets a full stop where two are asked for
 */
export function wrapped(text: string, max: number, min: 1 | 2 = 1): string[] {
  const parts: string[] = []
  let rest = Array.from(clean(text))
  while (rest.length > max) {
    const space = rest.lastIndexOf(' ', max)
    const end = space > 0 ? space : max
    parts.push(rest.slice(0, end).join(''))
    rest = rest.slice(space > 0 ? end + 1 : end)
  }
  if (rest.length > 0) parts.push(rest.join(''))
  return min === 1 ? parts : parts.map((part) => (Array.from(part).length === 1 ? `${part}.` : part))
}

/** Each line of a text of many lines, made to fit. */
export function paragraphs(text: string | undefined, max: number): string[] {
  return (text ?? '').split(/[\r\n]+/u).flatMap((line) => wrapped(line, max))
}
