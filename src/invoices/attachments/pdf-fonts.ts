/** Decodes the codes of a PDF's font: by its table of Unicode, else by the encoding of simple fonts. */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream, decodePDFRawStream } from '@cantoo/pdf-lib'
import { type Operand, operationsOf } from './pdf-lexer.ts'

/** Turns the codes of a shown text into characters; what it does not know becomes U+FFFD. */
export type Decoder = (codes: string) => string

const UNKNOWN = '\ufffd'
/** Entries of one table; an account number needs a few dozen. */
const ENTRIES_MAX = 70_000
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const GLYPHS: Record<string, string> = {
  ...Object.fromEntries(DIGITS.map((name, digit) => [name, String(digit)])),
  ...{ space: ' ', period: '.', hyphen: '-', plus: '+', less: '<', greater: '>', colon: ':' },
}

export function decoderOf(font: PDFDict): Decoder {
  const table = font.lookup(PDFName.of('ToUnicode'))
  if (table instanceof PDFRawStream) return byTable(unicodeOf(contentOf(table)))
  // Composite fonts number their glyphs as they like: without a table nobody can read them.
  if (font.lookup(PDFName.of('Subtype')) === PDFName.of('Type0')) return (codes) => UNKNOWN.repeat(codes.length / 2)
  return bySimpleEncoding(differencesOf(font))
}

export function contentOf(stream: PDFRawStream): string {
  return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
}

interface UnicodeTable {
  bytes: number
  characters: Map<number, string>
}

function byTable({ bytes, characters }: UnicodeTable): Decoder {
  return (codes) => {
    let text = ''
    for (let at = 0; at < codes.length; at += bytes)
      text += characters.get(numberOf(codes.slice(at, at + bytes))) ?? UNKNOWN
    return text
  }
}

function unicodeOf(content: string): UnicodeTable {
  const table: UnicodeTable = { bytes: 1, characters: new Map() }
  for (const { operator, operands } of operationsOf(content)) {
    if (operator === 'endcodespacerange') table.bytes = textOf(operands[0]).length || 1
    else if (operator === 'endbfchar') addCharacters(table, operands)
    else if (operator === 'endbfrange') addRanges(table, operands)
  }
  return table
}

function addCharacters({ characters }: UnicodeTable, operands: Operand[]): void {
  for (let at = 0; at + 1 < operands.length && characters.size < ENTRIES_MAX; at += 2)
    characters.set(numberOf(textOf(operands[at])), utf16(textOf(operands[at + 1])))
}

function addRanges({ characters }: UnicodeTable, operands: Operand[]): void {
  for (let at = 0; at + 2 < operands.length; at += 3) {
    const first = numberOf(textOf(operands[at]))
    const last = numberOf(textOf(operands[at + 1]))
    const to = operands[at + 2]
    for (let code = first; code <= last && characters.size < ENTRIES_MAX; code++)
      characters.set(
        code,
        to && 'list' in to ? utf16(textOf(to.list[code - first])) : following(textOf(to), code - first),
      )
  }
}

function following(text: string, steps: number): string {
  const start = utf16(text)
  return start.slice(0, -1) + String.fromCharCode(start.charCodeAt(start.length - 1) + steps)
}

function utf16(bytes: string): string {
  return Buffer.from(bytes, 'latin1').length % 2 === 0 ? swapped(bytes).toString('utf16le') : bytes
}

function swapped(bytes: string): Buffer {
  return Buffer.from(bytes, 'latin1').swap16()
}

function numberOf(bytes: string): number {
  return Buffer.from(bytes, 'latin1').reduce((number, byte) => number * 256 + byte, 0)
}

function textOf(operand: Operand | undefined): string {
  return operand !== undefined && 'text' in operand ? operand.text : ''
}

/** Standard encodings agree in ASCII, which is all that an account number has. */
function bySimpleEncoding(differences: Map<number, string>): Decoder {
  return (codes) => Array.from(codes, (code) => differences.get(code.charCodeAt(0)) ?? code).join('')
}

function differencesOf(font: PDFDict): Map<number, string> {
  const encoding = font.lookup(PDFName.of('Encoding'))
  const list = encoding instanceof PDFDict ? encoding.lookup(PDFName.of('Differences')) : undefined
  const differences = new Map<number, string>()
  if (!(list instanceof PDFArray)) return differences
  let code = 0
  for (let at = 0; at < list.size(); at++) {
    const item = list.lookup(at)
    if (item instanceof PDFNumber) code = item.asNumber()
    else if (item instanceof PDFName) {
      const name = item.decodeText()
      differences.set(code++, GLYPHS[name] ?? (name.length === 1 ? name : UNKNOWN))
    }
  }
  return differences
}
