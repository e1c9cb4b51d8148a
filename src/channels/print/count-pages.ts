import { PDFDocument } from '@cantoo/pdf-lib'

/** Pages of a PDF. @throws Error for what is none */
export async function countPages(pdf: Uint8Array): Promise<number> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  return document.getPageCount()
}
