/**
 * The glyphs that a document uses, as fonts inside it. Nearly every invoice is written with one alphabet, so the subset
 * with that alphabet is made and compressed once in a thread and put into each file as it is; a document with further
 * characters gets a separate subset. Either way only the used part of the typeface travels, and the same text always
 * gives the same bytes.
 */
import { deflateSync } from 'node:zlib'
import type { FontkitSubset } from 'fontkit'
import { type Glyph, type Typeface, type Weight, typeface } from './typeface.ts'

const ALPHABET =
  ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|~' +
  '\u00a0§°²³´·×ßÀÁÄÅÆÇÈÉÐÑÓÕÖØÚÜÞàáâãäåæçèéêëíîïðñóôõöøúûüýþŠšŽž–—’”“•…€−□'

const CODE_POINTS = Array.from(ALPHABET, (char) => char.codePointAt(0) ?? 0)

/** The part of pdfkit that is used here: objects that are written into the file. */
export interface ObjectSink {
  ref(data: Record<string, unknown>): { end(chunk?: unknown): void; data: unknown }
}

export interface FontUse {
  /** The resource name on a page: F1. */
  name: string
  /** The number by which this document's font knows a glyph, as four hex digits. */
  code(glyph: Glyph): string
  /** Writes the font into the file; called once, when all text is known. */
  embed(sink: ObjectSink): unknown
}

interface Core {
  /** By glyph id. */
  cids: Map<number, string>
  members: Glyph[]
  program: Program
  unicode: Uint8Array
}

interface Program {
  bytes: Uint8Array
  length: number
}

const cores = new Map<Weight, Core>()

/** Begins a document's use of a typeface. */
export function useFont(weight: Weight, name: string): FontUse {
  const face = typeface(weight)
  const core = cores.get(weight) ?? makeCore(weight, face)
  const further = new Map<number, { cid: string; glyph: Glyph }>()

  return {
    name,
    code(glyph) {
      const known = core.cids.get(glyph.id) ?? further.get(glyph.id)?.cid
      if (known !== undefined) return known
      // 0 is the missing glyph; the alphabet's follow, then this document's own in the order of their first use.
      const cid = hex(core.members.length + further.size)
      further.set(glyph.id, { cid, glyph })
      return cid
    },
    embed(sink) {
      if (further.size === 0) return writeFont(sink, face, core.members, core.program, core.unicode)
      const members = [...core.members, ...[...further.values()].map(({ glyph }) => glyph)]
      return writeFont(sink, face, members, programOf(face, members), unicodeOf(members))
    },
  }
}

function makeCore(weight: Weight, face: Typeface): Core {
  const missing: Glyph = { id: 0, codePoint: 0xfffd, advance: 0 }
  const wanted = CODE_POINTS.map((codePoint) => face.glyph(codePoint, false))
  const figures = CODE_POINTS.map((codePoint) => face.glyph(codePoint, true))
  const members = [...new Map([missing, ...wanted, ...figures].map((glyph) => [glyph.id, glyph])).values()]
  const core: Core = {
    members,
    cids: new Map(members.map((glyph, cid) => [glyph.id, hex(cid)])),
    program: programOf(face, members),
    unicode: unicodeOf(members),
  }
  cores.set(weight, core)
  return core
}

function programOf(face: Typeface, members: Glyph[]): Program {
  const subset: FontkitSubset = face.font.createSubset()
  members.forEach((glyph, cid) => {
    const given = subset.includeGlyph(glyph.id)
    // Codes are on the pages already: a subset that numbers otherwise would print other letters.
    if (given !== cid) throw new Error(`glyph ${glyph.id} became ${given} in the subset, not ${cid}`)
  })
  const plain = subset.encode()
  return { bytes: deflateSync(plain), length: plain.length }
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0')
}

/** PDF wants a six-letter tag before the name of a font that is a part of one. */
const TAG = { regular: 'SAATAR', semibold: 'SAATAS' }

function writeFont(sink: ObjectSink, face: Typeface, members: Glyph[], program: Program, unicode: Uint8Array): unknown {
  const { font } = face
  const scale = 1000 / font.unitsPerEm
  const name = `${/Semi/i.test(font.postscriptName) ? TAG.semibold : TAG.regular}+${font.postscriptName}`
  const file = sink.ref({ Filter: 'FlateDecode', Length1: program.length })
  file.end(program.bytes)
  const descriptor = sink.ref({
    Type: 'FontDescriptor',
    FontName: name,
    // Symbolic: the codes are our own, not those of a standard encoding.
    Flags: 4,
    FontBBox: [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY].map((value) => value * scale),
    ItalicAngle: font.italicAngle,
    Ascent: font.ascent * scale,
    Descent: font.descent * scale,
    CapHeight: font.capHeight * scale,
    XHeight: font.xHeight * scale,
    StemV: 80,
    FontFile2: file,
  })
  descriptor.end()
  const descendant = sink.ref({
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
    FontDescriptor: descriptor,
    CIDToGIDMap: 'Identity',
    W: [0, members.map(({ advance }) => Math.round(advance * 100) / 100)],
  })
  descendant.end()
  const map = sink.ref({ Filter: 'FlateDecode' })
  map.end(unicode)
  const whole = sink.ref({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: name,
    Encoding: 'Identity-H',
    DescendantFonts: [descendant],
    ToUnicode: map,
  })
  whole.end()
  return whole
}

/** PDF 32000-1 9.10.3: at most 100 entries a block. */
const ENTRIES_MAX = 100

/** The way back from codes to characters, so that text can be searched, copied and read aloud. */
function unicodeOf(members: Glyph[]): Uint8Array {
  const entries = members.map(({ codePoint }, cid) => `<${hex(cid)}> <${utf16(codePoint)}>`)
  const blocks: string[] = []
  for (let at = 0; at < entries.length; at += ENTRIES_MAX) {
    const part = entries.slice(at, at + ENTRIES_MAX)
    blocks.push(`${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`)
  }
  const text = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
  return deflateSync(Buffer.from(text, 'latin1'))
}

function utf16(codePoint: number): string {
  const text = String.fromCodePoint(codePoint)
  return Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at))).join('')
}
