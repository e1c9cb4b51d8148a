/** The part of fontkit that we use; fontkit comes without types. Distances are in units of the em. */
declare module 'fontkit' {
  export interface FontkitGlyph {
    id: number
    advanceWidth: number
  }
  export interface FontkitSubset {
    /** The glyph's number in the subset, the same however often it is asked for. */
    includeGlyph(id: number): number
    encode(): Uint8Array
  }
  export interface FontkitFont {
    postscriptName: string
    unitsPerEm: number
    ascent: number
    descent: number
    capHeight: number
    xHeight: number
    italicAngle: number
    bbox: { minX: number; minY: number; maxX: number; maxY: number }
    hasGlyphForCodePoint(codePoint: number): boolean
    layout(
      text: string,
      features?: Record<string, boolean>,
    ): { glyphs: FontkitGlyph[]; positions: { xAdvance: number }[] }
    createSubset(): FontkitSubset
  }
  export function create(data: Uint8Array): FontkitFont
}
