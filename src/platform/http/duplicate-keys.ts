/**
 * Keys that a JSON object holds twice. JSON.parse keeps the last of them silently, and another reader the first: two
 * systems would then see two amounts in one document.
 *
 * A text without duplicates is recognised by two counts, which cost half of the parse (3 µs for an invoice): the keys of the parsed value, and
 * the quotes before a colon in the text. Only where the text has more of these (a duplicate, or `\":` inside a text) is it
 * read character by character.
 */
import { type Fault, invalid } from '../errors.ts'

const DUPLICATES_SHOWN_MAX = 20
const QUOTE = 34
const BACKSLASH = 92

/** @param value what JSON.parse made of the text. @throws AppError INVALID that names each key given twice */
export function refuseDuplicateKeys(text: string, value: unknown): void {
  if (quotedColons(text) === keyCount(value)) return
  const pointers = duplicateKeys(text)
  if (pointers.length === 0) return
  throw invalid(
    pointers.map(
      (pointer): Fault => ({ pointer, code: 'DUPLICATE_KEY', message: 'is given twice in its object; give it once' }),
    ),
  )
}

/** How often a quote stands before a colon: never less than there are keys. */
function quotedColons(text: string): number {
  let count = 0
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1
    while (isSpace(text.charCodeAt(before))) before--
    if (text.charCodeAt(before) === QUOTE) count++
  }
  return count
}

function keyCount(value: unknown): number {
  let count = 0
  // The walk keeps a stack: a text may nest more deeply than calls can.
  const open: unknown[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (Array.isArray(one)) {
      for (const item of one) if (typeof item === 'object' && item !== null) open.push(item)
    } else if (typeof one === 'object' && one !== null) {
      for (const child of Object.values(one)) {
        count++
        if (typeof child === 'object' && child !== null) open.push(child)
      }
    }
  }
  return count
}

interface Level {
  /** Keys so far; undefined in an array. */
  keys: Set<string> | undefined
  /** The last key as the text writes it, or the place in the array. */
  at: string | number
}

/** JSON pointers of the keys that are given twice, in the order of the text, which is valid JSON. */
export function duplicateKeys(text: string): string[] {
  const found: string[] = []
  const levels: Level[] = []
  for (let i = 0; i < text.length && found.length < DUPLICATES_SHOWN_MAX; i++) {
    const level = levels.at(-1)
    switch (text.charAt(i)) {
      case '{':
        levels.push({ keys: new Set(), at: '' })
        break
      case '[':
        levels.push({ keys: undefined, at: 0 })
        break
      case '}':
      case ']':
        levels.pop()
        break
      case ',':
        if (level !== undefined && typeof level.at === 'number') level.at++
        break
      case '"': {
        const end = endOfString(text, i)
        if (level?.keys !== undefined && isKey(text, end)) {
          const key = JSON.parse(text.slice(i, end)) as string
          level.at = key
          if (level.keys.has(key)) found.push(pointerOf(levels))
          level.keys.add(key)
        }
        i = end - 1
        break
      }
      default:
    }
  }
  return found
}

/** @returns the place after the closing quote */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; ; i++) {
    const code = text.charCodeAt(i)
    if (code === BACKSLASH) i++
    else if (code === QUOTE) return i + 1
  }
}

function isKey(text: string, after: number): boolean {
  let at = after
  while (isSpace(text.charCodeAt(at))) at++
  return text[at] === ':'
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}

function pointerOf(levels: readonly Level[]): string {
  return levels.map(({ at }) => `/${String(at).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
