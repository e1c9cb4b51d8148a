/** PDFs for tests: proper ones by the library, and hostile ones written by hand. */
import { constants, deflateRawSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'

export async function pdfOf(pages: number, size: [number, number] = [595, 842]): Promise<PDFDocument> {
  const document = await PDFDocument.create()
  for (let i = 0; i < pages; i++) document.addPage(size).drawText(`Page ${i + 1}`)
  return document
}

/** A proper PDF with a stream of `size` random bytes, as an uncompressed photograph would be. */
export async function pdfOfSize(size: number): Promise<Uint8Array> {
  const document = await pdfOf(1)
  const noise = new Uint8Array(size)
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(noise.subarray(at, Math.min(size, at + 65_536)))
  const ref = document.context.register(document.context.stream(noise))
  document.getPage(0).node.set(document.context.obj('/Noise'), ref)
  return await document.save()
}

type Piece = string | Uint8Array

/** Objects 1, 2, 3 … as given, with catalog 1 and no cross-reference table: readers, and the library, do without. */
export function rawPdf(objects: readonly (Piece | Piece[])[], trailer = '<< /Root 1 0 R >>'): Uint8Array {
  const pieces: Piece[] = ['%PDF-1.7\n']
  for (const [i, object] of objects.entries()) pieces.push(`${i + 1} 0 obj\n`, ...[object].flat(), '\nendobj\n')
  pieces.push(`trailer\n${trailer}\nstartxref\n0\n%%EOF\n`)
  return new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))))
}

export function stream(dict: string, contents: Piece): Piece[] {
  return [`<< ${dict} /Length ${contents.length} >>\nstream\n`, contents, '\nendstream']
}

/** Catalog, page tree and one page; what is added is object 4 and on, and the page's content is object 4. */
export function pageWith(...more: (Piece | Piece[])[]): Uint8Array {
  return rawPdf([CATALOG, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', PAGE, ...more])
}

export const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>'
export const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>'

const UNIT_BYTES = 16 * 1024 * 1024

/** A zlib stream of about a thousandth of `size` that unfolds to `size` spaces, made of one piece again and again. */
export function bomb(size: number): Uint8Array {
  const unit = deflateRawSync(Buffer.alloc(UNIT_BYTES, ' '), { finishFlush: constants.Z_FULL_FLUSH })
  const end = deflateRawSync(Buffer.alloc(0))
  return Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...Array<Buffer>(size / UNIT_BYTES).fill(unit),
    end,
    Buffer.alloc(4),
  ])
}
