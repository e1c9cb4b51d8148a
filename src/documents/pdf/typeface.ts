/**
 * A typeface as a page needs it: which glyph a character has, how wide it is, how much a pair is drawn together. A
 * general shaping engine takes longer over one invoice than everything else together; the languages we write need only
 * one glyph a character and kerning, so both are asked of the engine once and remembered for the life of the thread.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type FontkitFont, create } from 'fontkit'

export interface Glyph {
  id: number
  codePoint: number
  /** Thousandths of the size, as all distances here. */
  advance: number
}

export interface Typeface {
  font: FontkitFont
  /** The glyph of a character; of "□" where the typeface has none. */
  glyph(codePoint: number, tabular: boolean): Glyph
  /** By how much the second glyph moves away from the first; mostly negative. */
  kern(left: Glyph, right: Glyph): number
}

export type Weight = 'regular' | 'semibold'

/** "□": said to be there by its own name, so that a text taken from the page shows that something was lost. */
const LACKING = 0x25a1
/** Contextual alternates would turn "->" into an arrow: a text is shown as it was given. */
const PLAIN = { calt: false, liga: false, ccmp: false }
const TABULAR = { ...PLAIN, tnum: true }
const KERNS_MAX = 50_000

const FILES: Record<Weight, string> = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  semibold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
}

const require = createRequire(import.meta.url)
const loaded = new Map<Weight, Typeface>()

/** The Inter typeface (SIL Open Font License 1.1), read once in each thread. */
export function typeface(weight: Weight): Typeface {
  const known = loaded.get(weight)
  if (known !== undefined) return known
  const made = typefaceOf(create(readFileSync(require.resolve(FILES[weight]))))
  loaded.set(weight, made)
  return made
}

function typefaceOf(font: FontkitFont): Typeface {
  const scale = 1000 / font.unitsPerEm
  const glyphs: Record<'plain' | 'tabular', Map<number, Glyph>> = { plain: new Map(), tabular: new Map() }
  const kerns = new Map<number, number>()

  function glyph(codePoint: number, tabular: boolean): Glyph {
    const known = (tabular ? glyphs.tabular : glyphs.plain).get(codePoint)
    if (known !== undefined) return known
    const shown = font.hasGlyphForCodePoint(codePoint) ? codePoint : LACKING
    const [first] = font.layout(String.fromCodePoint(shown), tabular ? TABULAR : PLAIN).glyphs
    const made = { id: first?.id ?? 0, codePoint: shown, advance: (first?.advanceWidth ?? 0) * scale }
    ;(tabular ? glyphs.tabular : glyphs.plain).set(codePoint, made)
    return made
  }

  function kern(left: Glyph, right: Glyph): number {
    const key = left.id * 0x10000 + right.id
    const known = kerns.get(key)
    if (known !== undefined) return known
    const { positions } = font.layout(String.fromCodePoint(left.codePoint, right.codePoint), PLAIN)
    const made = positions.length === 2 ? Math.round((positions[0]?.xAdvance ?? 0) * scale - left.advance) : 0
    if (kerns.size >= KERNS_MAX) kerns.clear()
    kerns.set(key, made)
    return made
  }

  return { font, glyph, kern }
}
