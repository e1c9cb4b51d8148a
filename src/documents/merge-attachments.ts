/**
 * The pages of attachments joined to an invoice's. Attachments come from outside: nothing but pages is taken out of
 * them, what would act when the file is opened stays behind, and what unfolds without end when read is refused.
 */
import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFPage,
  PDFRawStream,
  ParseSpeeds,
  decodePDFRawStream,
} from '@cantoo/pdf-lib'
import { BrokenAttachment } from './broken-attachment.ts'
import { PRODUCER, type Properties } from './pdf/write-pdf.ts'

export interface AttachmentPart {
  bytes: Uint8Array
  /** append: its pages follow the invoice's; printout: the seller's own original, instead of our pages. */
  mode: 'append' | 'printout'
}

/** Pages of one attachment. */
const ATTACHMENT_PAGES_MAX = 1000
/** Bytes to which one compressed part of an attachment's structure may unfold. */
const DECODED_BYTES_MAX = 64 * 1024 * 1024
/** ISO 32000-1 Annex H, notes 13 and 18: readers look for the header in the first 1 024 bytes, for the end in the last. */
const MARKS_WITHIN = 1024

/**
 * One file of all pages: the seller's print-outs, our own pages, what is appended. Our pages keep their structure, and
 * with it what a program reads aloud; pages of others come without theirs (decision 0016). Equal parts in the same order
 * always give the same bytes.
 * @param own the rendered invoice, or the page on how to pay that follows print-outs; undefined: print-outs say it all
 * @throws BrokenAttachment with the position of the first that cannot be used
 */
export async function mergeAttachments(
  own: Uint8Array | undefined,
  attachments: AttachmentPart[],
  properties: Properties,
): Promise<Uint8Array> {
  const whole = await beginning(own, properties)
  const printouts = attachments.flatMap(({ mode }, position) => (mode === 'printout' ? [position] : []))
  const appended = attachments.flatMap(({ mode }, position) => (mode === 'append' ? [position] : []))
  let before = 0
  for (const position of [...printouts, ...appended]) {
    const part = attachments[position]
    if (part === undefined) continue
    for (const page of await pagesOf(whole, part.bytes, position))
      if (part.mode === 'printout') whole.insertPage(before++, page)
      else whole.addPage(page)
  }
  const bytes = await whole.save({
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Infinity,
    useObjectStreams: true,
  })
  return new Uint8Array(bytes)
}

async function beginning(own: Uint8Array | undefined, properties: Properties): Promise<PDFDocument> {
  if (own !== undefined) return PDFDocument.load(own, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest })
  const empty = await PDFDocument.create({ updateMetadata: false })
  const made = new Date(`${properties.date}T00:00:00Z`)
  empty.setTitle(properties.title, { showInWindowTitleBar: true })
  empty.setAuthor(properties.author)
  empty.setSubject(properties.subject)
  empty.setLanguage(properties.language)
  empty.setProducer(PRODUCER)
  empty.setCreator(PRODUCER)
  empty.setCreationDate(made)
  empty.setModificationDate(made)
  return empty
}

async function pagesOf(whole: PDFDocument, bytes: Uint8Array, position: number): Promise<PDFPage[]> {
  if (!looksLikePdf(bytes)) throw new BrokenAttachment(position, 'NOT_A_PDF')
  if (!hasEnd(bytes)) throw new BrokenAttachment(position, 'UNREADABLE', 'its end is missing')
  try {
    limitDecoding()
    // An encrypted one is loaded too, so that it is known from a damaged one by more than the text of an error.
    const source = await PDFDocument.load(bytes, {
      updateMetadata: false,
      ignoreEncryption: true,
      parseSpeed: ParseSpeeds.Fastest,
    })
    if (source.isEncrypted) throw new BrokenAttachment(position, 'PASSWORD')
    const count = source.getPageCount()
    if (count === 0) throw new BrokenAttachment(position, 'NO_PAGES')
    if (count > ATTACHMENT_PAGES_MAX)
      throw new BrokenAttachment(position, 'TOO_MANY_PAGES', `${count}; at most ${ATTACHMENT_PAGES_MAX}`)
    source.getPages().forEach(makePassive)
    const pages = await whole.copyPages(source, source.getPageIndices())
    pages.forEach(withoutStructure)
    return pages
  } catch (error) {
    if (error instanceof BrokenAttachment) throw error
    throw new BrokenAttachment(position, 'UNREADABLE', error instanceof UnfoldsTooFar ? error.message : undefined)
  }
}

function looksLikePdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, MARKS_WITHIN)).includes('%PDF-')
}

/** The library mends what was cut off in transfer; the pages that were in the rest would be missing without a word. */
function hasEnd(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-MARKS_WITHIN)).includes('%%EOF')
}

/** Numbers of a page and of its annotations in its own file's structure would lead into our file (ISO 32000-1 14.7.4.4). */
function withoutStructure(page: PDFPage): void {
  page.node.delete(PDFName.of('StructParents'))
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
  for (let at = 0; at < (annotations?.size() ?? 0); at++) {
    const annotation = annotations?.lookup(at)
    if (annotation instanceof PDFDict) annotation.delete(PDFName.of('StructParent'))
  }
}

const HARMLESS_ACTIONS = new Set(['/URI', '/GoTo'])

/** Takes from a page what runs, opens or plays; links to pages and addresses stay. */
function makePassive(page: PDFPage): void {
  page.node.delete(PDFName.of('AA'))
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
  for (let at = 0; at < (annotations?.size() ?? 0); at++) {
    const annotation = annotations?.lookup(at)
    if (!(annotation instanceof PDFDict)) continue
    annotation.delete(PDFName.of('AA'))
    const action = annotation.lookup(PDFName.of('A'))
    if (action === undefined) continue
    const kind = action instanceof PDFDict ? String(action.lookup(PDFName.of('S'))) : ''
    if (!HARMLESS_ACTIONS.has(kind)) annotation.delete(PDFName.of('A'))
    else if (action instanceof PDFDict) action.delete(PDFName.of('Next'))
  }
}

class UnfoldsTooFar extends Error {
  override message = `a part of it expands to more than ${DECODED_BYTES_MAX} bytes`
}

interface GrowingBuffer {
  ensureBuffer(requested: number): Uint8Array
}

let limited = false

/**
 * A few kilobytes can unfold to gigabytes, and the library has no limit. All its decoders grow their buffer through one
 * method, which gets the limit here.
 */
function limitDecoding(): void {
  if (limited) return
  const dict = PDFDict.withContext(PDFContext.create())
  dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'))
  // The smallest zlib stream there is.
  const stream: unknown = decodePDFRawStream(PDFRawStream.of(dict, Uint8Array.of(0x78, 0x9c, 3, 0, 0, 0, 0, 1)))
  const decoder = Object.getPrototypeOf(Object.getPrototypeOf(stream)) as GrowingBuffer
  const grow = decoder.ensureBuffer
  decoder.ensureBuffer = function (this: GrowingBuffer, requested: number): Uint8Array {
    if (requested > DECODED_BYTES_MAX) throw new UnfoldsTooFar()
    return grow.call(this, requested)
  }
  limited = true
}
