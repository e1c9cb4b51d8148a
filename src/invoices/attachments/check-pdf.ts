import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFPageLeaf,
  PDFRawStream,
  PDFRef,
  ParseSpeeds,
} from '@cantoo/pdf-lib'
import { PAGES_MAX, PAGE_SIDE_MAX, PAGE_SIDE_MIN, STREAM_BYTES_MAX, UNFOLDED_BYTES_MAX } from './limits.ts'
import { type PdfFault, TOO_COMPLEX, headFault } from './pdf-head.ts'
import { unfoldedSize } from './unfold.ts'

const NODES_MAX = 10 * PAGES_MAX
const BOX_NUMBERS = 4

/**
 * Whether these bytes are a PDF that can be appended to an invoice and printed: whole, readable, not encrypted, with 1 to
 * 500 pages of a real size, and without streams that unfold to absurd sizes. Hostile files can take all time and memory
 * there is: call it through `createPdfChecker`, never in a process that has other things to do.
 */
export async function checkPdf(bytes: Uint8Array): Promise<PdfFault | undefined> {
  const fault = headFault(bytes)
  if (fault !== undefined) return fault
  let document: PDFDocument
  try {
    document = await PDFDocument.load(bytes, {
      ignoreEncryption: true,
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fastest,
    })
  } catch (error) {
    return broken(`it cannot be read (${(error as Error).message.slice(0, 200)})`)
  }
  if (document.context.trailerInfo.Encrypt !== undefined) {
    return {
      code: 'PDF_ENCRYPTED',
      message: 'The PDF is encrypted or asks for a password: save it without protection.',
    }
  }
  try {
    return checkPages(document) ?? (await checkSizes(document)) ?? (await checkCopies(document))
  } catch (error) {
    // The stack's end: objects that contain each other a hundred thousand deep.
    if (error instanceof RangeError) return TOO_COMPLEX

    return broken(`its pages cannot be read (${(error as Error).message.slice(0, 200)})`)
  }
}

// The library's own walk follows a tree that bites its tail for ever; this one enters each node once.
function checkPages(document: PDFDocument): PdfFault | undefined {
  const { context } = document
  const catalog = context.lookup(context.trailerInfo.Root)
  if (!(catalog instanceof PDFDict)) return broken('it has no catalog')
  const waiting = [catalog.get(PDFName.of('Pages'))]
  const seen = new Set<unknown>()
  let pages = 0
  while (waiting.length > 0) {
    const at = waiting.pop()
    const node = at instanceof PDFRef ? context.lookup(at) : at
    if (!(node instanceof PDFDict)) return broken('a page is missing')
    if (seen.has(node)) return broken('it contains a page twice')
    seen.add(node)
    const kids = node.lookup(PDFName.of('Kids'))
    if (kids instanceof PDFArray) {
      if (kids.size() + waiting.length + seen.size > NODES_MAX) return tooManyPages()
      waiting.push(...kids.asArray())
      continue
    }
    if (++pages > PAGES_MAX) return tooManyPages()
    if (!(node instanceof PDFPageLeaf)) return broken('a page object has the wrong type')
    if (!hasSize(node)) {
      return { code: 'PDF_PAGE_SIZE', message: 'A page of the PDF has no size, or a size that no paper has.' }
    }
  }
  return pages === 0 ? { code: 'PDF_NO_PAGES', message: 'The PDF has no pages.' } : undefined
}

function hasSize(page: PDFPageLeaf): boolean {
  const box = page.getInheritableAttribute(PDFName.of('MediaBox'))
  const numbers = box instanceof PDFRef ? page.context.lookup(box) : box
  if (!(numbers instanceof PDFArray) || numbers.size() !== BOX_NUMBERS) return false
  const [left = NaN, bottom = NaN, right = NaN, top = NaN] = Array.from({ length: BOX_NUMBERS }, (_, i) => {
    const number = numbers.lookup(i)
    return number instanceof PDFNumber ? number.asNumber() : NaN
  })
  return [Math.abs(right - left), Math.abs(top - bottom)].every(
    (side) => side >= PAGE_SIDE_MIN && side <= PAGE_SIDE_MAX,
  )
}

async function checkSizes(document: PDFDocument): Promise<PdfFault | undefined> {
  let left = UNFOLDED_BYTES_MAX
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue
    left -= await unfoldedSize(object, Math.min(STREAM_BYTES_MAX, left))
    if (left < 0) return TOO_COMPLEX
  }
  return undefined
}

// A PDF that passes can be appended: the copy follows everything that the pages refer to.
async function checkCopies(document: PDFDocument): Promise<undefined> {
  const target = await PDFDocument.create({ updateMetadata: false })
  await target.copyPages(document, document.getPageIndices())
}

function tooManyPages(): PdfFault {
  return { code: 'PDF_TOO_MANY_PAGES', message: `The PDF has more than ${PAGES_MAX} pages.` }
}

function broken(why: string): PdfFault {
  return { code: 'PDF_BROKEN', message: `The PDF is damaged: ${why}.` }
}
