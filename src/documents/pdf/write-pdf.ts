/** Drawn pages into the bytes of a file. Nothing in them comes from a clock or from chance. */
// Its types know only the default export.
// oxlint-disable-next-line import/no-named-as-default
import PDFDocument from 'pdfkit'
import { type Box, type Segment, type Sheet, type StructureNode, points } from './sheet.ts'
import type { JpegLogo, PngLogo } from './logo.ts'
import type { ObjectSink } from './embed-font.ts'

export const PRODUCER = 'Saatava'

export interface Properties {
  title: string
  author: string
  subject: string
  /** BCP 47 */
  language: string
  /** Civil date of the document; midnight UTC of it becomes its time of making. */
  date: string
}

export interface PlacedLogo {
  image: PngLogo | JpegLogo
  /** Alternative text: the owner's name, for readers who cannot see it. */
  alt: string
  /** Where it may stand on the first page; it keeps its shape, at the box's top left corner. */
  box: Box
}

export async function writePdf(sheet: Sheet, properties: Properties, logo?: PlacedLogo): Promise<Uint8Array> {
  const made = new Date(`${properties.date}T00:00:00Z`)
  const document = new PDFDocument({
    autoFirstPage: false,
    font: '',
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    lang: properties.language,
    displayTitle: true,
    tagged: true,
    info: {
      Title: properties.title,
      Author: properties.author,
      Subject: properties.subject,
      Producer: PRODUCER,
      Creator: PRODUCER,
      CreationDate: made,
      ModDate: made,
    },
  })
  const whole = collect(document)
  const sink = document as unknown as ObjectSink
  const fonts = Object.values(sheet.fonts).map((font) => [font.name, font.embed(sink)] as const)
  const written = new Map<Segment, PDFKit.PDFStructureContent>()
  const figures: PDFKit.PDFStructureElement[] = []
  sheet.pages.forEach((segments, index) => {
    document.addPage()
    for (const [name, font] of fonts) document.page.fonts[name] = font
    if (index === 0 && logo !== undefined) figures.push(placeLogo(document, logo))
    for (const segment of segments) {
      const content = writeSegment(document, segment)
      if (content !== undefined) written.set(segment, content)
    }
  })
  const root = elementOf(document, sheet.structure, written, figures)
  document.addStructure(root)
  root.end()
  document.end()
  return whole
}

/** @returns the marked content, for its element; of an artifact there is none */
function writeSegment(
  document: PDFKit.PDFDocument,
  { node, operators }: Segment,
): PDFKit.PDFStructureContent | undefined {
  const content = node === undefined ? undefined : document.markStructureContent(node.type)
  if (content === undefined) document.markContent('Artifact')
  document.addContent(operators.join('\n'))
  document.endMarkedContent()
  return content
}

/** ISO 32000-1 14.8.5.7: a heading of a table is that of its column. */
const COLUMN_HEADING = { scope: 'Column' }

/** An empty cell still is the cell of its column. */
function isEmpty({ type, children }: StructureNode): boolean {
  return children.length === 0 && type !== 'TD' && type !== 'TH'
}

function elementOf(
  document: PDFKit.PDFDocument,
  { type, alt, children }: StructureNode,
  written: ReadonlyMap<Segment, PDFKit.PDFStructureContent>,
  first: readonly PDFKit.PDFStructureElement[] = [],
): PDFKit.PDFStructureElement {
  const options = { ...(type === 'TH' ? COLUMN_HEADING : {}), ...(alt === undefined ? {} : { alt }) }
  const element = document.struct(type, options)
  for (const figure of first) element.add(figure)
  for (const child of children) {
    const part =
      'operators' in child ? written.get(child) : isEmpty(child) ? undefined : elementOf(document, child, written)
    if (part !== undefined) element.add(part)
  }
  return element
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('error', reject)
    document.on('end', () => {
      // The bytes have their own memory, never a part of a shared pool: it is handed over to another thread as it is.
      const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
      let at = 0
      for (const chunk of chunks) {
        bytes.set(chunk, at)
        at += chunk.length
      }
      resolve(bytes)
    })
  })
}

/** The largest size of this shape that fits the box. */
function fit(shape: { width: number; height: number }, box: Box): Box {
  const scale = Math.min(box.width / shape.width, box.height / shape.height)
  return { x: box.x, y: box.y, width: shape.width * scale, height: shape.height * scale }
}

function placeLogo(document: PDFKit.PDFDocument, logo: PlacedLogo): PDFKit.PDFStructureElement {
  const content = document.markStructureContent('Figure')
  drawLogo(document, logo)
  document.endMarkedContent()
  return document.struct('Figure', { alt: logo.alt }, content)
}

function drawLogo(document: PDFKit.PDFDocument, { image, box }: PlacedLogo): void {
  if (image.kind === 'jpeg') {
    document.image(Buffer.from(image.bytes), box.x, box.y, { fit: [box.width, box.height] })
    return
  }
  const common = { Type: 'XObject', Subtype: 'Image', Width: image.width, Height: image.height, BitsPerComponent: 8 }
  const sink = document as unknown as ObjectSink
  const mask = image.opacity && sink.ref({ ...common, ColorSpace: 'DeviceGray', Filter: 'FlateDecode' })
  mask?.end(image.opacity)
  const colours = sink.ref({
    ...common,
    ColorSpace: 'DeviceRGB',
    Filter: 'FlateDecode',
    ...(mask === undefined ? {} : { SMask: mask }),
  })
  colours.end(image.colours)
  const { xobjects } = document.page as unknown as { xobjects: Record<string, unknown> }
  xobjects['Logo'] = colours
  const { x, y, width, height } = fit(image, box)
  // The pixels of a PDF page go upwards, and our coordinates go down.
  document.addContent(`q ${[width, 0, 0, -height, x, y + height].map(points).join(' ')} cm /Logo Do Q`)
}
