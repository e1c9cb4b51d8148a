/**
 * The text of a PDF as far as it can be read, so that account numbers are found in it: the shown texts in the order in
 * which they are drawn. Not its layout, nothing of pictures, and nothing of fonts that do not say what their glyphs mean.
 */
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, ParseSpeeds } from '@cantoo/pdf-lib'
import { type Decoder, contentOf, decoderOf } from './pdf-fonts.ts'
import { type Operand, operationsOf } from './pdf-lexer.ts'

const PAGES_READ_MAX = 20
const TEXT_CHARACTERS_MAX = 500_000
/** Forms within forms. */
const DEPTH_MAX = 5
const FORMS_MAX = 500
/** Thousandths of the type size: a gap this wide between two parts of a text is a space between words. */
const SPACE_WIDTH = 180

interface Reading {
  text: string
  forms: number
  fonts: Map<PDFDict, Decoder>
}

/** Hostile files can take all time and memory there is: call it through `createPdfChecker`. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest })
  const reading: Reading = { text: '', forms: 0, fonts: new Map() }
  for (const page of document.getPages().slice(0, PAGES_READ_MAX)) {
    const content = streamsOf(page.node.Contents()).map(contentOf).join('\n')
    readContent(reading, content, page.node.Resources(), 0)
    reading.text += '\n'
  }
  return reading.text
}

function streamsOf(contents: unknown): PDFRawStream[] {
  if (contents instanceof PDFRawStream) return [contents]
  if (!(contents instanceof PDFArray)) return []
  return Array.from({ length: contents.size() }, (_, at) => contents.lookup(at)).filter(
    (part) => part instanceof PDFRawStream,
  )
}

function readContent(reading: Reading, content: string, resources: PDFDict | undefined, depth: number): void {
  let decode: Decoder = (codes) => codes
  for (const { operator, operands } of operationsOf(content)) {
    if (reading.text.length > TEXT_CHARACTERS_MAX) return
    const [first] = operands
    switch (operator) {
      case 'Tf':
        decode = fontOf(reading, resources, first) ?? decode
        break
      case 'Tj':
      case "'":
        reading.text += decode(textOf(first))
        break
      case '"':
        reading.text += decode(textOf(operands[2]))
        break
      case 'TJ':
        reading.text += pieces(first, decode)
        break
      case 'Do':
        readForm(reading, resources, first, depth)
        break
      case 'Td':
      case 'TD':
      case 'T*':
      case 'Tm':
      case 'ET':
        reading.text += ' '
        break
      default:
    }
  }
}

function fontOf(reading: Reading, resources: PDFDict | undefined, name: Operand | undefined): Decoder | undefined {
  const font = lookup(resources, 'Font', name)
  if (!(font instanceof PDFDict)) return undefined
  const decoder = reading.fonts.get(font) ?? decoderOf(font)
  reading.fonts.set(font, decoder)
  return decoder
}

function readForm(reading: Reading, resources: PDFDict | undefined, name: Operand | undefined, depth: number): void {
  const form = lookup(resources, 'XObject', name)
  if (!(form instanceof PDFRawStream) || form.dict.lookup(PDFName.of('Subtype')) !== PDFName.of('Form')) return
  if (depth >= DEPTH_MAX || ++reading.forms > FORMS_MAX) return
  const own = form.dict.lookup(PDFName.of('Resources'))
  readContent(reading, contentOf(form), own instanceof PDFDict ? own : resources, depth + 1)
}

function lookup(resources: PDFDict | undefined, kind: string, name: Operand | undefined): unknown {
  const all = resources?.lookup(PDFName.of(kind))
  return all instanceof PDFDict && name !== undefined && 'name' in name ? all.lookup(PDFName.of(name.name)) : undefined
}

function pieces(list: Operand | undefined, decode: Decoder): string {
  if (list === undefined || !('list' in list)) return ''
  return list.list
    .map((item) => ('text' in item ? decode(item.text) : 'number' in item && item.number < -SPACE_WIDTH ? ' ' : ''))
    .join('')
}

function textOf(operand: Operand | undefined): string {
  return operand !== undefined && 'text' in operand ? operand.text : ''
}
