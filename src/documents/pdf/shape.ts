/** Text into glyphs, and lines that fit a width. */
import { type Glyph, type Weight, typeface } from './typeface.ts'

export interface Style {
  weight: Weight
  /** Points. */
  size: number
  /** Figures of one width, for columns of numbers; such text is not kerned. */
  tabular?: boolean
}

export interface Shaped {
  glyphs: Glyph[]
  /** Before each glyph, thousandths of the size. */
  kerns: number[]
  /** Points. */
  width: number
}

/** The glyphs of one line of text. */
export function shape(text: string, style: Style): Shaped {
  const face = typeface(style.weight)
  const tabular = style.tabular === true
  const glyphs: Glyph[] = []
  const kerns: number[] = []
  let width = 0
  let last: Glyph | undefined
  for (const char of text) {
    const glyph = face.glyph(char.codePointAt(0) ?? 0, tabular)
    const kern = last === undefined || tabular || isFigure(last) || isFigure(glyph) ? 0 : face.kern(last, glyph)
    glyphs.push(glyph)
    kerns.push(kern)
    width += glyph.advance + kern
    last = glyph
  }
  return { glyphs, kerns, width: (width * style.size) / 1000 }
}

/** Figures keep their distance: "31.1." drawn together is read as "311.". */
function isFigure({ codePoint }: Glyph): boolean {
  return codePoint >= 0x30 && codePoint <= 0x39
}

/** Points. */
export function widthOf(text: string, style: Style): number {
  return shape(text, style).width
}

/**
 * Lines no wider than `width` points: broken at spaces, a word that is too long for a line after a hyphen, slash or the
 * like, and where it has none, anywhere. A line break in the text stays one. Never an empty array.
 */
export function wrap(text: string, style: Style, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, style, width))
}

function wrapParagraph(paragraph: string, style: Style, width: number): string[] {
  if (widthOf(paragraph, style) <= width) return [paragraph.trimEnd()]
  const lines: string[] = []
  let line = ''
  for (const word of paragraph.split(/(?<= )(?! )/)) {
    if (fits(line + word, style, width)) {
      line += word
      continue
    }
    if (line !== '') lines.push(line.trimEnd())
    const pieces = fits(word, style, width) ? [word] : breakWord(word, style, width)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  lines.push(line.trimEnd())
  return lines
}

function fits(text: string, style: Style, width: number): boolean {
  return widthOf(text.trimEnd(), style) <= width
}

/** How much of a line a break after a hyphen may leave empty. */
const RAGGED = 0.4

function breakWord(word: string, style: Style, width: number): string[] {
  const pieces: string[] = []
  const glyphs = shape(word, style)
  const chars = Array.from(word)
  const room = (width * 1000) / style.size
  let start = 0
  let used = 0
  let hyphen = { at: 0, used: 0 }
  for (let at = 0; at < chars.length; at++) {
    const advance = glyphs.glyphs[at]?.advance ?? 0
    const kern = (place: number) => glyphs.kerns[place] ?? 0
    if (used + advance + kern(at) > room && at > start) {
      const end = hyphen.at > start && hyphen.used > room * (1 - RAGGED) ? hyphen.at : at
      pieces.push(chars.slice(start, end).join(''))
      // The first of a line is not drawn closer to what stood before it.
      used = end === at ? 0 : used - hyphen.used - kern(end)
      start = end
    }
    used += advance + (at === start ? 0 : kern(at))
    if (/[-/_.,;:@&=?]/.test(chars[at] ?? '')) hyphen = { at: at + 1, used }
  }
  pieces.push(chars.slice(start).join(''))
  return pieces
}
